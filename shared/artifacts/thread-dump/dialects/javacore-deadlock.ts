import type { DumpBuilder } from '../building/dump-builder.ts';
import type { PrintedEdge } from './printed-deadlock.ts';
import type { TextInterner } from '../building/text-interner.ts';

const THREAD = /^Thread "(.*)" \((\w+)\)$/;

/** Reads `Deadlock detected !!!`: cycles told once for each of their threads. Each cycle is kept once. */
export class JavacoreDeadlocks {
  readonly #dump: DumpBuilder;
  readonly #texts: TextInterner;
  readonly #known = new Set<string>();
  #edges: PrintedEdge[] = [];
  /** Address of each thread of the chain being read. */
  #addresses: string[] = [];

  constructor(dump: DumpBuilder, texts: TextInterner) {
    this.#dump = dump;
    this.#texts = texts;
  }

  read(tag: string, text: string, line: number): void {
    const thread = tag === '2LKDEADLOCKTHR' ? THREAD.exec(text) : null;
    if (thread !== null) this.#readThread(thread[1] ?? '', thread[2] ?? '', line);
    const last = this.#edges.at(-1);
    if (tag === '4LKDEADLOCKOBJ' && last !== undefined) {
      last.object = this.#texts.internText(text);
      last.isSynchronizer = /\$(?:Nonfair|Fair)?Sync@/.test(text);
    }
  }

  #readThread(name: string, address: string, line: number): void {
    const id = this.#texts.internText(name);
    const last = this.#edges.at(-1);
    if (last !== undefined) last.owner = id;
    if (this.#addresses.includes(address)) {
      this.#keep();
      return;
    }
    this.#addresses.push(address);
    this.#edges.push({ waiter: id, line, object: 0, className: 0, isSynchronizer: false, owner: 0 });
    if (this.#edges.length > MAX_CHAIN) this.#keep();
  }

  #keep(): void {
    const key = this.#addresses.toSorted().join(' ');
    const first = this.#edges[0];
    if (first !== undefined && !this.#known.has(key)) this.#dump.printedDeadlocks.push({ line: first.line, edges: this.#edges });
    this.#known.add(key);
    this.#edges = [];
    this.#addresses = [];
  }
}

/** A chain is searched for each of its threads: longer ones are cut. */
const MAX_CHAIN = 1000;
