import type { Emit, Envelope, Peeler } from './envelope.ts';

/** Everything is held until the end; beyond this the lines are given in the order they came. */
const MOST_HELD = 128 << 20;

const STATE = /^\s*java\.lang\.Thread\.State: /;
const HEADER = /^"[^"]*".* (?:tid|nid|prio)=\S/;

interface HeldLine {
  readonly text: string;
  readonly first: number;
  readonly last: number;
  readonly stream: string;
}

class Reversed implements Peeler {
  #held: HeldLine[] = [];
  #characters = 0;
  #isTooLarge = false;

  line: Peeler['line'] = (text, first, last, stream, emit) => {
    if (this.#isTooLarge) {
      emit(text, first, last, stream);
      return false;
    }
    this.#held.push({ text, first, last, stream });
    this.#characters += text.length;
    if (this.#characters > MOST_HELD) {
      this.#isTooLarge = true;
      for (const held of this.#held) emit(held.text, held.first, held.last, held.stream);
      this.#held = [];
    }
    return !this.#isTooLarge;
  };

  gaveUp(): boolean {
    return this.#isTooLarge;
  }

  finish(emit: Emit): void {
    for (let i = this.#held.length - 1; i >= 0; i--) {
      const held = this.#held[i];
      if (held) emit(held.text, held.first, held.last, held.stream);
    }
    this.#held = [];
  }
}

/** How often a state's line has its header on the nearest line before, and after. */
function headersAround(sample: readonly string[]): { readonly before: number; readonly after: number } {
  const lines = sample.filter((line) => line.trim() !== '');
  let before = 0;
  let after = 0;
  lines.forEach((line, i) => {
    if (!STATE.test(line)) return;
    if (HEADER.test(lines[i - 1] ?? '')) before += 1;
    if (HEADER.test(lines[i + 1] ?? '')) after += 1;
  });
  return { before, after };
}

/** Lines newest first, as log viewers export them. ENV-21 */
export const REVERSED: Envelope = {
  detect(sample) {
    const { before, after } = headersAround(sample);
    // A header without a stack stands right after another thread's stack now and then, never mostly.
    return after > 1 && after > before * 2 ? { kind: 'reversed', peeler: new Reversed() } : null;
  },
};
