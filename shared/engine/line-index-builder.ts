import type { LineIndex } from './engine.ts';
import type { Encoding } from './guess-encoding.ts';

const LF = 10;
const CR = 13;

/** Lines between two remembered offsets. */
export const LINE_STRIDE = 256;

/** Counts lines and remembers where every 256th starts, in raw bytes. A line ends at LF (with any CRs before it) or at a CR that no LF follows. */
export class LineIndexBuilder {
  readonly #unitBytes: 1 | 2;
  readonly #lowByteFirst: boolean;
  #offsets = new Float64Array(64);
  #lines = 0;
  #position = 0;
  /** Where the line being read started. */
  #lineStart = 0;
  /** Where a run of CRs not yet followed by anything started; -1 when there is none. */
  #crRun = -1;
  /** First byte of a 2-byte unit cut by the end of a chunk; -1 when there is none. */
  #heldByte = -1;

  constructor(encoding: Encoding) {
    this.#unitBytes = encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
    this.#lowByteFirst = encoding !== 'utf-16be';
  }

  push(chunk: Uint8Array): void {
    if (this.#unitBytes === 1) this.#pushBytes(chunk);
    else this.#pushUnits(chunk);
  }

  finish(): LineIndex {
    if (this.#heldByte >= 0) this.#position += 1;
    this.#endCrRun(this.#position);
    if (this.#position > this.#lineStart) this.#endLine(this.#position);
    return { lines: this.#lines, offsets: this.#offsets.slice(0, Math.ceil(this.#lines / LINE_STRIDE)), stride: LINE_STRIDE };
  }

  #pushBytes(chunk: Uint8Array): void {
    const base = this.#position;
    // Most captures have no CR, and the search built into the runtime is several times faster than a look at each byte.
    if (this.#crRun < 0 && !chunk.includes(CR)) {
      for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) this.#endLine(base + at + 1);
      this.#position = base + chunk.length;
      return;
    }
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (byte > CR && this.#crRun < 0) continue;
      this.#take(byte, base + i);
    }
    this.#position = base + chunk.length;
  }

  #pushUnits(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (this.#heldByte < 0) {
        this.#heldByte = byte;
        continue;
      }
      const unit = this.#lowByteFirst ? this.#heldByte | (byte << 8) : (this.#heldByte << 8) | byte;
      this.#heldByte = -1;
      this.#take(unit, this.#position);
      this.#position += 2;
    }
  }

  #take(unit: number, at: number): void {
    if (unit === LF) {
      this.#crRun = -1;
      this.#endLine(at + this.#unitBytes);
      return;
    }
    if (unit === CR) {
      if (this.#crRun < 0) this.#crRun = at;
      return;
    }
    this.#endCrRun(at);
  }

  /** Each CR of a run that no LF follows ended a line. */
  #endCrRun(end: number): void {
    if (this.#crRun < 0) return;
    for (let at = this.#crRun; at < end; at += this.#unitBytes) this.#endLine(at + this.#unitBytes);
    this.#crRun = -1;
  }

  #endLine(nextStart: number): void {
    if (this.#lines % LINE_STRIDE === 0) {
      const slot = this.#lines / LINE_STRIDE;
      if (slot === this.#offsets.length) {
        const larger = new Float64Array(slot * 2);
        larger.set(this.#offsets);
        this.#offsets = larger;
      }
      this.#offsets[slot] = this.#lineStart;
    }
    this.#lines += 1;
    this.#lineStart = nextStart;
  }
}
