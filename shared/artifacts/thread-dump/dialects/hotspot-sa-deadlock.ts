import type { PrintedDeadlock, PrintedEdge } from './printed-deadlock.ts';
import type { TextInterner } from '../building/text-interner.ts';

const WAITER = /^"(.*)":$/;
/** The serviceability agent writes `Monitor@0x… (Object@0x…, a java/lang/Object),` where the JVM writes `monitor 0x… (object 0x…, a java.lang.Object),`. */
const MONITOR = /^waiting to lock Monitor@\w+ \(Object@(\w+), a ([^)]*)\)/;
const SYNCHRONIZER = /^waiting for ownable synchronizer (\w+), \(a ([^)]*)\)/;
const HELD_BY = /^which is held by "(.*)"$/;
const UNKNOWN_OWNER = /^(?:waiting to lock|which is held by|UNKNOWN_owner_addr=)/;

/** Reads the deadlock reports of `jhsdb jstack`. */
export class SaDeadlockReport {
  readonly #texts: TextInterner;
  readonly deadlock: PrintedDeadlock;
  #edge: PrintedEdge | null = null;

  constructor(texts: TextInterner, line: number) {
    this.#texts = texts;
    this.deadlock = { line, edges: [] };
  }

  /** False when the line is none of a report's; `text` has no blanks around it. */
  read(text: string, line: number): boolean {
    const waiter = WAITER.exec(text)?.[1];
    if (waiter !== undefined) {
      this.#edge = { waiter: this.#texts.internText(waiter), line, object: 0, className: 0, isSynchronizer: false, owner: 0 };
      this.deadlock.edges.push(this.#edge);
      return true;
    }
    const edge = this.#edge;
    if (edge === null) return false;
    const lock = MONITOR.exec(text) ?? SYNCHRONIZER.exec(text);
    if (lock !== null) {
      edge.isSynchronizer = text.startsWith('waiting for');
      edge.object = this.#texts.internText(lock[1] ?? '');
      edge.className = this.#texts.internText((lock[2] ?? '').replaceAll('/', '.'));
      return true;
    }
    const owner = HELD_BY.exec(text)?.[1];
    if (owner !== undefined) edge.owner = this.#texts.internText(owner);
    return owner !== undefined || UNKNOWN_OWNER.test(text);
  }
}
