import { ascii, find, skipSpaces, startsWith } from '../building/byte-text.ts';
import type { PrintedDeadlock, PrintedEdge } from './printed-deadlock.ts';
import type { TextInterner } from '../building/text-interner.ts';

const QUOTE = 34;
const COLON = 58;
const COMMA = 44;
const CLOSE_PAREN = 41;
const WAITING_FOR_MONITOR = ascii('waiting to lock monitor ');
const WAITING_FOR_SYNCHRONIZER = ascii('waiting for ownable synchronizer ');
const WAITING_FOR_RAW_MONITOR = ascii('waiting to lock JVM TI raw monitor');
const OBJECT = ascii('(object ');
const COMMA_A = ascii(', a ');
const A = ascii('(a ');
const HELD_BY = ascii('which is held by ');
const IN_JNI = ascii('in JNI, ');
const UNKNOWN_OWNER = ascii('UNKNOWN_owner_addr=');

/** Reads the lines between `Found one Java-level deadlock:` and the stacks that repeat the threads. */
export class DeadlockReport {
  readonly deadlock: PrintedDeadlock;
  #edge: PrintedEdge | null = null;

  constructor(line: number) {
    this.deadlock = { line, edges: [] };
  }

  /** False when the line is none of a report's. */
  read(bytes: Uint8Array, view: DataView, from: number, to: number, line: number, texts: TextInterner): boolean {
    const at = skipSpaces(bytes, from, to);
    if (bytes[at] === QUOTE && bytes[to - 1] === COLON && bytes[to - 2] === QUOTE) {
      this.#edge = { waiter: texts.intern(bytes, view, at + 1, to - 2), line, object: 0, className: 0, isSynchronizer: false, owner: 0 };
      this.deadlock.edges.push(this.#edge);
      return true;
    }
    const edge = this.#edge;
    if (edge === null) return false;
    if (startsWith(bytes, at, to, WAITING_FOR_MONITOR)) return readMonitor(bytes, view, at, to, edge, texts);
    if (startsWith(bytes, at, to, WAITING_FOR_SYNCHRONIZER)) return readSynchronizer(bytes, view, at + WAITING_FOR_SYNCHRONIZER.length, to, edge, texts);
    if (startsWith(bytes, at, to, WAITING_FOR_RAW_MONITOR)) return true;
    return readOwner(bytes, view, startsWith(bytes, at, to, IN_JNI) ? at + IN_JNI.length : at, to, edge, texts);
  }
}

/** `waiting to lock monitor 0x… (object 0x…, a java.lang.Object),` */
function readMonitor(bytes: Uint8Array, view: DataView, from: number, to: number, edge: PrintedEdge, texts: TextInterner): boolean {
  const open = find(bytes, from, to, OBJECT[0] as number);
  if (!startsWith(bytes, open, to, OBJECT)) return true;
  const start = open + OBJECT.length;
  const comma = find(bytes, start, to, COMMA);
  edge.object = texts.intern(bytes, view, start, comma);
  if (startsWith(bytes, comma, to, COMMA_A)) edge.className = texts.intern(bytes, view, comma + COMMA_A.length, find(bytes, comma, to, CLOSE_PAREN));
  return true;
}

/** `waiting for ownable synchronizer 0x…, (a java.util.concurrent.locks.ReentrantLock$NonfairSync),` */
function readSynchronizer(bytes: Uint8Array, view: DataView, from: number, to: number, edge: PrintedEdge, texts: TextInterner): boolean {
  const comma = find(bytes, from, to, COMMA);
  edge.isSynchronizer = true;
  edge.object = texts.intern(bytes, view, from, comma);
  const open = find(bytes, comma, to, A[0] as number);
  if (startsWith(bytes, open, to, A)) edge.className = texts.intern(bytes, view, open + A.length, find(bytes, open, to, CLOSE_PAREN));
  return true;
}

function readOwner(bytes: Uint8Array, view: DataView, from: number, to: number, edge: PrintedEdge, texts: TextInterner): boolean {
  if (!startsWith(bytes, from, to, HELD_BY)) return startsWith(bytes, from, to, UNKNOWN_OWNER);
  const start = from + HELD_BY.length;
  if (bytes[start] === QUOTE && bytes[to - 1] === QUOTE && to - 1 > start) edge.owner = texts.intern(bytes, view, start + 1, to - 1);
  return true;
}
