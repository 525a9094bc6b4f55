import type { ParsedArtifact } from '../../base/parsed.ts';
import { ascii, isDigit, startsWith } from './byte-text.ts';
import type { DialectReader } from './dialect-reader.ts';
import { DumpLine } from './dump-line.ts';
import { DumpSession } from './dump-session.ts';
import { findNameEnd } from './hotspot-header.ts';
import { HotspotPlainReader } from './hotspot-plain.ts';
import { HotspotTextReader } from './hotspot-text.ts';
import type { ThreadDump } from './model.ts';

const LF = 10;
const QUOTE = 34;
const BANNER = ascii('Full thread dump');
/** First visible bytes of the lines at which another dialect can begin: most lines of a log are told apart by them. */
const FIRST_BYTES = bytesOf('#"');

/** Gives each line to the reader of its dialect. HotSpot's text form reads until it meets a line at which another dialect begins. */
export class DialectRouter {
  readonly #session = new DumpSession();
  readonly #hotspot = new HotspotTextReader(this.#session, (bytes, view, from, to, line) => this.#beginsOther(new DumpLine(bytes, view, from, to, line)));
  readonly #readers: readonly DialectReader[] = [new HotspotPlainReader(this.#session)];
  /** The reader at work; null while it is HotSpot's. */
  #reader: DialectReader | null = null;
  /** Lines read so far, while another reader than HotSpot's is at work. */
  #line = 0;

  /** `from..to` ends with a line feed; `view` covers the same memory as `bytes`. */
  read(bytes: Uint8Array, view: DataView, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.#reader === null) {
        at = this.#hotspot.read(bytes, view, at, to);
        this.#line = this.#hotspot.line;
      } else at = this.#readLine(bytes, view, at);
    }
  }

  finish(): readonly ParsedArtifact<ThreadDump>[] {
    this.#hotspot.end();
    this.#reader?.end();
    return this.#session.finish();
  }

  /** Asked by HotSpot's reader, which stops before the line when one takes over. */
  #beginsOther(line: DumpLine): boolean {
    const next = this.#readerThatBeginsAt(line);
    this.#reader = next ?? null;
    return next !== undefined;
  }

  #readerThatBeginsAt(line: DumpLine): DialectReader | undefined {
    if (line.isBlank || FIRST_BYTES[line.bytes[line.start] as number] === 0) return undefined;
    return this.#readers.find((reader) => reader.begins(line));
  }

  /** Returns where the next line starts; the same place when the line is another reader's. */
  #readLine(bytes: Uint8Array, view: DataView, at: number): number {
    const end = bytes.indexOf(LF, at);
    let trimmed = end;
    while (trimmed > at && isBlank(bytes[trimmed - 1] as number)) trimmed -= 1;
    const line = new DumpLine(bytes, view, at, trimmed, this.#line + 1);
    if (isDigit(bytes[line.start])) this.#session.preamble.note(bytes, line.start, trimmed, line.line);
    if (this.#reader?.read(line) === true) this.#session.dump?.known(line.line);
    else if (!line.isBlank) {
      const next = this.#readerThatBeginsAt(line);
      if (next !== undefined && next !== this.#reader) {
        this.#reader?.end();
        this.#reader = next;
        return at;
      }
      if (isHotspotText(line)) {
        this.#reader?.end();
        this.#reader = null;
        this.#hotspot.resumeAfter(this.#line);
        return at;
      }
      this.#session.dump?.unknown(line.line, bytes, at, trimmed);
    }
    this.#line += 1;
    return end + 1;
  }
}

/** A banner or a header, at which HotSpot's reader takes over again. */
function isHotspotText({ bytes, view, from, to, start }: DumpLine): boolean {
  if (startsWith(bytes, start, to, BANNER)) return true;
  return start === from && bytes[from] === QUOTE && findNameEnd(bytes, view, from + 1, to) >= 0;
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 13 || byte === 9;
}

function bytesOf(letters: string): Uint8Array {
  const bytes = new Uint8Array(256);
  for (const letter of letters) bytes[letter.charCodeAt(0)] = 1;
  return bytes;
}
