import type { DumpBuilder } from '../building/dump-builder.ts';
import type { PrintedDeadlock } from './printed-deadlock.ts';
import type { TextInterner } from '../building/text-interner.ts';

/** `Circular (deadlocked) lock chains`, `Blocked lock chains`, `Open lock chains`. */
const TITLE = /^(Circular|Blocked|Open)\b.*\block chains$/;
const CHAIN = /^Chain \d+:$/;
/** After a thread's name: `(id: 0x500) waiting for java/lang/Object@0x015F10C0 held by:`, or without the wait at the end of a chain. */
const LINK = /^ (?:\(id: ?\S+\)|id=\S+ idx=\S+ tid=\S+)(?: waiting for (\S+) held by:)?(?: in chain \d+| \(.*\))?$/;

/** Reads the lock chains after JRockit's threads: who holds what a thread waits for, and which chains are circular. */
export class JrockitLockChains {
  readonly #dump: DumpBuilder;
  readonly #texts: TextInterner;
  #isCircular = false;
  #deadlock: PrintedDeadlock | null = null;
  /** The lock of the link above, whose owner is the next link's thread. */
  #wanted: { readonly object: number; readonly line: number } | null = null;

  constructor(dump: DumpBuilder, texts: TextInterner) {
    this.#dump = dump;
    this.#texts = texts;
  }

  static begins(text: string): boolean {
    return TITLE.test(text);
  }

  /** False when the line is none of lock chains. */
  read(text: string, line: number): boolean {
    const title = TITLE.exec(text);
    if (title !== null) this.#isCircular = title[1] === 'Circular';
    if (title !== null || CHAIN.test(text)) {
      this.#deadlock = null;
      this.#wanted = null;
      return true;
    }
    if (/^=+$/.test(text)) return true;
    const nameEnd = text.lastIndexOf('"');
    const link = text.startsWith('"') && nameEnd > 0 ? LINK.exec(text.slice(nameEnd + 1)) : null;
    if (link === null) return false;
    this.#readLink(this.#texts.internText(text.slice(1, nameEnd)), link[1], line);
    return true;
  }

  #readLink(thread: number, lock: string | undefined, line: number): void {
    if (this.#wanted !== null) {
      this.#dump.tellOwner({ isSynchronizer: false, object: this.#wanted.object, ownerName: thread, ownerJavaId: Number.NaN, line: this.#wanted.line });
      const last = this.#deadlock?.edges.at(-1);
      if (last !== undefined) last.owner = thread;
    }
    const object = lock === undefined ? 0 : this.#texts.internText(lock);
    this.#wanted = lock === undefined ? null : { object, line };
    if (!this.#isCircular || lock === undefined) return;
    if (this.#deadlock === null) {
      this.#deadlock = { line, edges: [] };
      this.#dump.printedDeadlocks.push(this.#deadlock);
    }
    this.#deadlock.edges.push({ waiter: thread, line, object, className: 0, isSynchronizer: false, owner: 0 });
  }
}
