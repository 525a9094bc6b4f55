import { isDigit, parseInteger } from '../building/byte-text.ts';

const COLON = 58;
const SPACE = 32;
/** How far the first thread may stand below the instant that `Thread.dump_to_file` prints. */
const MAX_LINES_BEFORE_THREADS = 4;

/** Lines that come before a dump's own first line: `10223:` of jcmd, a time, and the three of `Thread.dump_to_file`. */
export class Preamble {
  #pidLine = 0;
  #timestamp = '';
  #timestampLine = 0;
  #plainPidLine = 0;
  #instant = '';
  #instantLine = 0;
  #version: string | null = null;

  /** For each line that starts with a digit. */
  note(bytes: Uint8Array, at: number, to: number, line: number): void {
    if (to - at < 12 && isInteger(bytes, at, bytes[to - 1] === COLON ? to - 1 : to)) {
      if (bytes[to - 1] === COLON) this.#pidLine = line;
      else this.#plainPidLine = line;
    }
    if (line === this.#instantLine + 1 && to - at < 100) this.#version = asciiText(bytes, at, to);
    if (bytes[at + 4] !== 45 || bytes[at + 13] !== COLON) return;
    const text = asciiText(bytes, at, Math.min(to, at + 40));
    if (to - at === 19 && bytes[at + 10] === SPACE && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) {
      this.#timestamp = text.replace(' ', 'T');
      this.#timestampLine = line;
    } else if (to - at < 40 && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) {
      this.#instant = text;
      this.#instantLine = line;
      this.#version = null;
    }
  }

  /** What stands above a banner on `line`. */
  aboveBanner(line: number): { readonly firstLine: number; readonly capturedAt: string | null; readonly isJcmd: boolean } {
    const isPreceded = this.#timestampLine > 0 && this.#timestampLine === line - 1;
    if (!isPreceded) return { firstLine: line, capturedAt: null, isJcmd: false };
    const isJcmd = this.#pidLine > 0 && this.#pidLine === this.#timestampLine - 1;
    return { firstLine: isJcmd ? this.#pidLine : this.#timestampLine, capturedAt: this.#timestamp, isJcmd };
  }

  /** What stands above the first thread of a file of `Thread.dump_to_file`; null when its three lines do not. */
  abovePlainThreads(line: number): { readonly firstLine: number; readonly capturedAt: string; readonly version: string | null } | null {
    // A name with line breaks may hold what looks like an instant: that one stands below the thread's first line.
    if (this.#instantLine === 0 || this.#instantLine >= line || line - this.#instantLine > MAX_LINES_BEFORE_THREADS) return null;
    const firstLine = this.#plainPidLine > 0 && this.#plainPidLine === this.#instantLine - 1 ? this.#plainPidLine : this.#instantLine;
    return { firstLine, capturedAt: this.#instant, version: this.#version };
  }
}

function isInteger(bytes: Uint8Array, from: number, to: number): boolean {
  return isDigit(bytes[from]) && !Number.isNaN(parseInteger(bytes, from, to));
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}
