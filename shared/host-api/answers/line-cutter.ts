import { shortenText, visibleText } from '../../base/visible-text.ts';

const LF = 10;
const CR = 13;
/** Characters of a line that are shown. */
export const LINE_DISPLAY_LIMIT = 10_000;
/** Characters of one answer; when they are used up, the remaining lines are cut short so that their number stays right. */
const ANSWER_LIMIT = 16_000_000;
const LIMIT_WHEN_USED_UP = 200;
/** No encoding read here takes more bytes for a character. */
const BYTES_PER_CHARACTER = 4;

/** Cuts some lines out of bytes in order, by the engine's rule: a line ends at LF (with any CRs before it) or at a CR that no LF follows. */
export class LineCutter {
  readonly lines: string[] = [];
  cut = false;
  readonly #unit: 1 | 2;
  readonly #newlineLow: 0 | 1;
  readonly #decoder: TextDecoder;
  readonly #wanted: number;
  #toSkip: number;
  #parts: Uint8Array[] = [];
  #kept = 0;
  #isLong = false;
  #crRun = 0;
  #hasContent = false;
  #characters = 0;

  /** `skip` lines are passed over, then at most `count` are kept. */
  constructor(encoding: string, skip: number, count: number) {
    this.#unit = encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
    this.#newlineLow = encoding === 'utf-16be' ? 1 : 0;
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
    this.#toSkip = skip;
    this.#wanted = count;
  }

  get done(): boolean {
    return this.lines.length >= this.#wanted;
  }

  /** Chunks of two-byte encodings must start at a whole unit; the caller may reuse the chunk afterwards. */
  push(chunk: Uint8Array): void {
    let start = 0;
    for (let at = 0; at < chunk.length && !this.done; at += this.#unit) {
      const code = this.#unit === 1 ? (chunk[at] ?? 0) : this.#codeAt(chunk, at);
      if (code > CR && this.#crRun === 0) continue;
      if (code === LF || code === CR) {
        this.#keep(chunk, start, at);
        start = at + this.#unit;
        if (code === CR) this.#crRun += 1;
        else {
          this.#crRun = 0;
          this.#endLine();
        }
      } else this.#endCrRun();
    }
    if (!this.done) this.#keep(chunk, start, chunk.length);
  }

  finish(): void {
    this.#endCrRun();
    if (this.#hasContent && !this.done) this.#endLine();
  }

  #codeAt(chunk: Uint8Array, at: number): number {
    return (chunk[at + this.#newlineLow] ?? 0) | ((chunk[at + 1 - this.#newlineLow] ?? 0) << 8);
  }

  #endCrRun(): void {
    for (; this.#crRun > 0; this.#crRun--) if (!this.done) this.#endLine();
  }

  #keep(chunk: Uint8Array, start: number, end: number): void {
    if (end <= start) return;
    this.#hasContent = true;
    if (this.#toSkip > 0) return;
    const room = LINE_DISPLAY_LIMIT * BYTES_PER_CHARACTER - this.#kept;
    if (end - start > room) this.#isLong = true;
    if (room <= 0) return;
    // Copied, because the caller's buffer is filled anew before the line ends (and the slice of a Node Buffer is no copy).
    const part = new Uint8Array(chunk.subarray(start, Math.min(end, start + room)));
    this.#parts.push(part);
    this.#kept += part.length;
  }

  #endLine(): void {
    if (this.#toSkip > 0) this.#toSkip -= 1;
    else this.lines.push(this.#text());
    this.#parts = [];
    this.#kept = 0;
    this.#isLong = false;
    this.#hasContent = false;
  }

  #lineBytes(): Uint8Array {
    const bytes = new Uint8Array(this.#kept);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  #text(): string {
    const decoded = this.#decoder.decode(this.#lineBytes());
    const limit = this.#characters > ANSWER_LIMIT ? LIMIT_WHEN_USED_UP : LINE_DISPLAY_LIMIT;
    if (decoded.length > limit || this.#isLong) this.cut = true;
    const shown = visibleText(this.#isLong ? `${decoded.slice(0, limit)}…` : shortenText(decoded, limit));
    this.#characters += shown.length;
    return shown;
  }
}
