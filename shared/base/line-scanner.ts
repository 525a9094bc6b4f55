const LF = 10;
const CR = 13;

/** Receives one line at a time: bytes `start..end` without its line end. The bytes are only good until it returns. `number` is 1-based. */
export type LineReceiver = (bytes: Uint8Array, start: number, end: number, number: number) => void;

/** Longer lines are delivered cut to this; nothing that a kind reads is longer, and memory stays bounded. */
const LONGEST_LINE = 262_144;

/** Splits chunks, cut anywhere, into lines ended by LF or CRLF. Copies only lines that a chunk boundary cuts. */
export class LineScanner {
  readonly #receive: LineReceiver;
  #lines = 0;
  #held = new Uint8Array(4096);
  #heldLength = 0;
  /** A line has begun, though perhaps none of its bytes are held. */
  #isInLine = false;

  constructor(receive: LineReceiver) {
    this.#receive = receive;
  }

  /** Lines delivered so far. */
  get lines(): number {
    return this.#lines;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LF, start);
      if (end < 0) break;
      if (this.#isInLine) {
        this.#hold(chunk, start, end);
        this.#deliver(this.#held, 0, this.#heldLength);
        this.#heldLength = 0;
        this.#isInLine = false;
      } else this.#deliver(chunk, start, end);
      start = end + 1;
    }
    if (start < chunk.length) {
      this.#hold(chunk, start, chunk.length);
      this.#isInLine = true;
    }
  }

  /** Delivers a last line that no line end follows. */
  finish(): void {
    if (this.#isInLine) this.#deliver(this.#held, 0, this.#heldLength);
    this.#isInLine = false;
    this.#heldLength = 0;
  }

  #deliver(bytes: Uint8Array, start: number, end: number): void {
    let last = end;
    while (last > start && bytes[last - 1] === CR) last -= 1;
    this.#lines += 1;
    this.#receive(bytes, start, Math.min(last, start + LONGEST_LINE), this.#lines);
  }

  #hold(chunk: Uint8Array, start: number, end: number): void {
    const taken = Math.min(end - start, LONGEST_LINE - this.#heldLength);
    if (taken <= 0) return;
    const needed = this.#heldLength + taken;
    if (needed > this.#held.length) {
      const larger = new Uint8Array(Math.max(needed, this.#held.length * 2));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(chunk.subarray(start, start + taken), this.#heldLength);
    this.#heldLength = needed;
  }
}
