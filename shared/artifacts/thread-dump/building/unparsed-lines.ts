import type { TextPool } from './text-pool.ts';

/** Why no rule accounts for a line, by code. */
export const UNPARSED_BECAUSE = ['unknown', 'foreign-stack', 'no-header'] as const;
export const UNPARSED_UNKNOWN = 0;
/** Part of a stack trace that a log wrote between the lines of the dump. */
export const UNPARSED_FOREIGN_STACK = 1;
/** Begins as a thread header does, and is none. */
export const UNPARSED_NO_HEADER = 2;

/** Lines of a dump that no rule accounts for, in order. Line i has text `texts[i + 1]`, cut to 400 bytes. */
export interface UnparsedLines {
  /** All of them; more than are listed where the dump has more than 100,000. */
  readonly total: number;
  readonly line: Uint32Array;
  /** Index into UNPARSED_BECAUSE. */
  readonly because: Uint8Array;
  readonly texts: TextPool;
}

const MOST_LINES = 100_000;
const LONGEST_TEXT = 400;

/** Unknown lines while a dump is read. Those after the last known line belong to the dump only if it goes on. */
export class UnparsedLinesBuilder {
  /** Known to lie within the dump. */
  #total = 0;
  #listed = 0;
  /** Held for the time being, after the last known line. */
  #pending = 0;
  #pendingListed = 0;
  #line = new Uint32Array(16);
  #because = new Uint8Array(16);
  #offsets = new Uint32Array(18);
  #bytes = new Uint8Array(1024);

  add(line: number, bytes: Uint8Array, from: number, to: number, because: number): void {
    this.#pending += 1;
    const row = this.#listed + this.#pendingListed;
    if (row >= MOST_LINES) return;
    const start = this.#offsets[row + 1] as number;
    const end = start + Math.min(to - from, LONGEST_TEXT);
    this.#makeRoom(row, end);
    this.#line[row] = line;
    this.#because[row] = because;
    this.#bytes.set(bytes.subarray(from, from + end - start), start);
    this.#offsets[row + 2] = end;
    this.#pendingListed += 1;
  }

  /** The dump goes on: the lines held belong to it. */
  keepPending(): void {
    this.#total += this.#pending;
    this.#listed += this.#pendingListed;
    this.#pending = 0;
    this.#pendingListed = 0;
  }

  /** The dump has ended before the lines held; nothing is added after. */
  freeze(): UnparsedLines {
    const count = this.#listed;
    const offsets = this.#offsets.slice(0, count + 2);
    const frozen = { total: this.#total, line: this.#line.slice(0, count), because: this.#because.slice(0, count), texts: { bytes: this.#bytes.slice(0, offsets[count + 1]), offsets } };
    // What was held for nothing may be much.
    this.#bytes = this.#because = new Uint8Array(0);
    this.#line = this.#offsets = new Uint32Array(0);
    return frozen;
  }

  #makeRoom(row: number, end: number): void {
    if (row === this.#line.length) {
      this.#line = grown(this.#line, new Uint32Array(row * 2));
      this.#because = grown(this.#because, new Uint8Array(row * 2));
      this.#offsets = grown(this.#offsets, new Uint32Array(row * 2 + 2));
    }
    if (end > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(end, this.#bytes.length * 2)));
  }
}

function grown<Column extends Uint8Array | Uint32Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
