import type { Emit } from './envelope.ts';

/** Container runtimes cut lines at 16 KiB; joined lines longer than this are delivered in pieces. */
const LONGEST_JOINED = 16 << 20;

interface Held {
  text: string;
  readonly first: number;
  last: number;
}

/** Joins the pieces of a line, apart for each stream: pieces of stdout and stderr alternate in one file. */
export class PartialLines {
  readonly #held = new Map<string, Held>();

  /** `isWhole` is false when the line goes on in the next piece. */
  add(text: string, first: number, last: number, stream: string, isWhole: boolean, emit: Emit): void {
    const held = this.#held.get(stream);
    if (held === undefined) {
      if (isWhole) emit(text, first, last, stream);
      else this.#held.set(stream, { text, first, last });
      return;
    }
    held.text += text;
    held.last = last;
    if (!isWhole && held.text.length < LONGEST_JOINED) return;
    this.#held.delete(stream);
    emit(held.text, held.first, held.last, stream);
  }

  finish(emit: Emit): void {
    for (const [stream, { text, first, last }] of this.#held) emit(text, first, last, stream);
    this.#held.clear();
  }
}
