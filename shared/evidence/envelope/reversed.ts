import type { Emit, Envelope, Peeler } from './envelope.ts';

/** Everything is held until the end; beyond this the lines are given in the order they came. */
const MOST_HELD = 128 << 20;

const STATE = /^\s*java\.lang\.Thread\.State: /;
const HEADER = /^"[^"]*".* (?:tid|nid|prio|Id)=\S/;
const STACK_LINE = /^\s+(?:at |- )/;

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

/** How often a stack's line stands right before a header, and right after one; for dumps that print no state of its own line. */
function stacksAround(sample: readonly string[]): { readonly before: number; readonly after: number } {
  let before = 0;
  let after = 0;
  sample.forEach((line, i) => {
    if (!HEADER.test(line)) return;
    if (STACK_LINE.test(sample[i - 1] ?? '')) before += 1;
    if (STACK_LINE.test(sample[i + 1] ?? '')) after += 1;
  });
  return { before, after };
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
    const headers = headersAround(sample);
    const stacks = stacksAround(sample);
    // A header without a stack stands right after another thread's stack now and then, never mostly.
    const isByState = headers.after > 1 && headers.after > headers.before * 2;
    const isByStacks = headers.after + headers.before === 0 && stacks.before > 1 && stacks.before > stacks.after * 2;
    return isByState || isByStacks ? { kind: 'reversed', peeler: new Reversed() } : null;
  },
};
