import { framesOf, text } from '../artifacts/thread-dump/dump-reading.ts';
import type { Symbols, ThreadDump } from '../artifacts/thread-dump/model.ts';

interface Looked {
  readonly frames: Map<number, boolean>;
  readonly stacks: Map<number, boolean>;
}

/** Finds threads by a frame among the topmost of their stacks. Frame texts and stacks repeat a great deal: each is looked at once. */
export class FrameSearch {
  readonly #pattern: Pick<RegExp, 'test'>;
  readonly #within: number;
  readonly #looked = new WeakMap<Symbols, Looked>();

  constructor(pattern: Pick<RegExp, 'test'>, within: number) {
    this.#pattern = pattern;
    this.#within = within;
  }

  has(dump: ThreadDump, row: number): boolean {
    const looked = this.#looked.get(dump.symbols) ?? { frames: new Map<number, boolean>(), stacks: new Map<number, boolean>() };
    this.#looked.set(dump.symbols, looked);
    const stack = dump.threads.stack[row] ?? 0;
    const known = looked.stacks.get(stack) ?? framesOf(dump, row).subarray(0, this.#within).some((frame) => this.#matches(dump, frame, looked.frames));
    looked.stacks.set(stack, known);
    return known;
  }

  /** Rows of the dump's threads. */
  rows(dump: ThreadDump): readonly number[] {
    const rows: number[] = [];
    for (let row = 0; row < dump.threads.count; row++) if (this.has(dump, row)) rows.push(row);
    return rows;
  }

  #matches(dump: ThreadDump, frame: number, frames: Map<number, boolean>): boolean {
    const known = frames.get(frame) ?? this.#pattern.test(text(dump, frame));
    frames.set(frame, known);
    return known;
  }
}
