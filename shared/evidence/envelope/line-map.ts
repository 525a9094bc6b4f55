/**
 * Which raw lines a line of repaired text came from. Both are numbered from 1.
 * Stored as runs in which the raw number rises, stays or falls by one from line to line, so that a prefix taken off a whole log costs nothing.
 */
export class LineMap {
  readonly #starts: Uint32Array;
  readonly #raws: Uint32Array;
  readonly #steps: Int8Array;
  readonly #joined: ReadonlyMap<number, number>;

  constructor(starts: Uint32Array, raws: Uint32Array, steps: Int8Array, joined: ReadonlyMap<number, number>) {
    this.#starts = starts;
    this.#raws = raws;
    this.#steps = steps;
    this.#joined = joined;
  }

  /** The first raw line that `line` came from; 0, which stands for "no line", stays 0. */
  first(line: number): number {
    if (line < 1 || this.#starts.length === 0) return line;
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return Math.max(1, (this.#raws[low] ?? 0) + (line - (this.#starts[low] ?? 0)) * (this.#steps[low] ?? 1));
  }

  /** The last raw line that `line` came from: another than the first where several were joined. */
  last(line: number): number {
    return this.#joined.get(line) ?? this.first(line);
  }
}

export class LineMapBuilder {
  #starts = new Uint32Array(16);
  #raws = new Uint32Array(16);
  #steps = new Int8Array(16);
  #runs = 0;
  #lines = 0;
  #lastRaw = 0;
  readonly #joined = new Map<number, number>();

  /** Lines that passed unchanged before any repair began. */
  addUnchanged(count: number): void {
    if (count === 0) return;
    this.#startRun(1);
    this.#steps[this.#runs - 1] = 1;
    this.#lines = count;
    this.#lastRaw = count;
  }

  /** The next line of repaired text came from raw lines `first..last`. */
  add(first: number, last: number): void {
    const run = this.#runs - 1;
    const step = first - this.#lastRaw;
    const inRun = this.#lines - (this.#starts[run] ?? 0) + 1;
    if (run < 0 || step < -1 || step > 1 || (inRun > 1 && step !== this.#steps[run])) this.#startRun(first);
    else if (inRun === 1) this.#steps[run] = step;
    this.#lines += 1;
    this.#lastRaw = first;
    if (last !== first) this.#joined.set(this.#lines, last);
  }

  finish(): LineMap {
    return new LineMap(this.#starts.slice(0, this.#runs), this.#raws.slice(0, this.#runs), this.#steps.slice(0, this.#runs), this.#joined);
  }

  #startRun(raw: number): void {
    if (this.#runs === this.#starts.length) this.#grow();
    this.#starts[this.#runs] = this.#lines + 1;
    this.#raws[this.#runs] = raw;
    this.#steps[this.#runs] = 1;
    this.#runs += 1;
  }

  #grow(): void {
    const starts = new Uint32Array(this.#runs * 2);
    const raws = new Uint32Array(this.#runs * 2);
    const steps = new Int8Array(this.#runs * 2);
    starts.set(this.#starts);
    raws.set(this.#raws);
    steps.set(this.#steps);
    this.#starts = starts;
    this.#raws = raws;
    this.#steps = steps;
  }
}
