import { setImmediate } from 'node:timers/promises';

/** Knows when the reader of a stream has everything that came and waits for more: only then may the stream be ended with an error. */
export class StarvedReader {
  #asked = 0;
  #isWaiting = false;
  #hasLeft = false;
  #wake: () => void = () => undefined;

  /** Every request of the reader goes through here. */
  async ask<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.#asked += 1;
    this.#isWaiting = true;
    this.#wake();
    try {
      return await answer;
    } finally {
      this.#isWaiting = false;
    }
  }

  /** The reader will ask no more. */
  leave(): void {
    this.#hasLeft = true;
    this.#wake();
  }

  async starved(): Promise<void> {
    while (!this.#hasLeft) {
      const before = this.#asked;
      // What is buffered is answered before the next turn of the event loop.
      if (this.#isWaiting) await setImmediate();
      else await new Promise<void>((resolve) => (this.#wake = resolve));
      if (this.#isWaiting && this.#asked === before) return;
    }
  }
}
