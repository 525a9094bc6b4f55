import { text } from './dump-reading.ts';
import type { ThreadDump } from './model.ts';

/** Tells a thread apart over dumps of one JVM: its name with its Java id, or with its OS thread id where old JVMs print no Java id. Addresses move and are no key. */
export function threadKey(dump: ThreadDump, row: number): string {
  const javaId = dump.threads.javaId[row] ?? Number.NaN;
  const id = Number.isNaN(javaId) ? `nid ${dump.threads.nid[row]}` : `#${javaId}`;
  return `${text(dump, dump.threads.name[row])} ${id}`;
}

/** Stacks as texts, decoded once each, so that stacks of different captures can be compared. */
export class StackTexts {
  readonly #dump: ThreadDump;
  readonly #texts = new Map<number, string>();

  constructor(dump: ThreadDump) {
    this.#dump = dump;
  }

  of(row: number): string {
    const stack = this.#dump.threads.stack[row] ?? 0;
    let known = this.#texts.get(stack);
    if (known === undefined) {
      const { stackFrames, stackOffsets } = this.#dump.symbols;
      known = Array.from(stackFrames.subarray(stackOffsets[stack], stackOffsets[stack + 1]), (frame) => text(this.#dump, frame)).join('\n');
      this.#texts.set(stack, known);
    }
    return known;
  }
}
