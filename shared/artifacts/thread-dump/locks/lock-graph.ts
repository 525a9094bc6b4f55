import { message, type Message } from '../../../base/message.ts';
import type { Graph, GraphEdge, GraphNode } from '../../graph-view.ts';
import type { Tone } from '../../tone.ts';
import { ApplicationFrames, placeOf } from '../threads/application-frame.ts';
import { Blocking } from './blocking.ts';
import { lockClass, lockId as idOfLock, ownerUnknownBecause, stateOf, threadName } from '../dump-reading.ts';
import { QUEUE_PARKED, type ThreadDump } from '../model.ts';
import { unownedQueues } from './owner-candidates.ts';
import { poolPatterns } from '../threads/pool-pattern.ts';
import { situationOf } from '../threads/thread-activity.ts';
import { lockLabel } from '../views/threads-table.ts';

/** Locks in one picture; more is a tangle, and the tree lists them all. */
const MOST_LOCKS = 60;

/** Waiters → lock → owner, for every contended lock; waiters on one stack that hold nobody up are one node. TD-55 */
export function lockGraph(dump: ThreadDump): Graph {
  const blocking = new Blocking(dump);
  const locks = contendedLocks(dump, blocking);
  const picture = new LockPicture(dump, blocking);
  for (const lock of locks.slice(0, MOST_LOCKS)) picture.addLock(lock);
  const unowned = unownedQueues(dump).filter(({ candidates }) => candidates.length > 0);
  const room = Math.max(0, MOST_LOCKS - locks.length);
  for (const { lock, waiters, candidates } of unowned.slice(0, room)) {
    picture.addQueue(lock, waiters.map(({ thread }) => thread), 'threadDump.graph.asks');
    for (const { thread, confidence } of candidates) picture.addCandidate(lock, thread, confidence);
  }
  return { nodes: picture.nodes(), edges: picture.edges, hidden: Math.max(0, locks.length - MOST_LOCKS) + Math.max(0, unowned.length - room) };
}

/** Those of a deadlock first, then those with the most threads behind them. */
function contendedLocks(dump: ThreadDump, blocking: Blocking): readonly number[] {
  const found: { readonly lock: number; readonly weight: number }[] = [];
  for (let lock = 0; lock < dump.locks.count; lock++) {
    if (blocking.waiters(lock).length === 0) continue;
    const owner = blocking.owner(lock);
    const deadlocked = owner >= 0 && blocking.isInDeadlock(owner);
    found.push({ lock, weight: (deadlocked ? 1e6 : 0) + blocking.threadsBehind([lock], owner >= 0 ? [owner] : []).length });
  }
  return found.toSorted((a, b) => b.weight - a.weight).map(({ lock }) => lock);
}

class LockPicture {
  readonly edges: GraphEdge[] = [];
  readonly #dump: ThreadDump;
  readonly #blocking: Blocking;
  readonly #frames: ApplicationFrames;
  readonly #nodes = new Map<string, GraphNode>();

  constructor(dump: ThreadDump, blocking: Blocking) {
    this.#dump = dump;
    this.#blocking = blocking;
    this.#frames = new ApplicationFrames(dump);
  }

  nodes(): readonly GraphNode[] {
    return [...this.#nodes.values()];
  }

  addLock(lock: number): void {
    const owner = this.#blocking.owner(lock);
    const waiters = this.#blocking.waiters(lock);
    const isParked = waiters[0]?.role === QUEUE_PARKED;
    this.addQueue(lock, waiters.map(({ thread }) => thread), isParked ? 'threadDump.graph.parked' : 'threadDump.graph.waits');
    if (owner < 0) return;
    this.edges.push({ from: lockId(lock), to: this.#thread(owner, 'warning'), label: message('threadDump.graph.owned'), isCertain: true });
  }

  /** A lock and those who wait for it. */
  addQueue(lock: number, waiters: readonly number[], how: string): void {
    const line = this.#dump.locks.ownerLine[lock] || (this.#dump.locks.line[lock] ?? 0);
    const isOwned = this.#blocking.owner(lock) >= 0;
    this.#put({
      id: lockId(lock),
      label: message('threadDump.graph.lock', { lock: lockLabel(this.#dump, lock) }),
      detail: isOwned ? null : message(`threadDump.ownerUnknown.${ownerUnknownBecause(this.#dump, lock)}`),
      short: {
        label: message('threadDump.graph.lock', { lock: shortClass(lockClass(this.#dump, lock)) }),
        detail: isOwned ? message('threadDump.graph.lock', { lock: shortAddress(idOfLock(this.#dump, lock)) }) : message(`threadDump.ownerUnknown.${ownerUnknownBecause(this.#dump, lock)}`),
      },
      shape: 'lock',
      tone: isOwned ? 'neutral' : 'muted',
      threadState: null,
      span: { first: line, last: line },
    });
    for (const rows of this.#folded(waiters)) {
      const [first = 0] = rows;
      const from = rows.length === 1 ? this.#thread(first, 'neutral') : this.#group(lock, rows);
      this.edges.push({ from, to: lockId(lock), label: message(how), isCertain: true });
    }
  }

  addCandidate(lock: number, thread: number, confidence: string): void {
    this.edges.push({ from: lockId(lock), to: this.#thread(thread, 'muted'), label: message(`threadDump.graph.candidate.${confidence}`), isCertain: false });
  }

  /** Waiters on one stack together, those who hold others up alone. */
  #folded(waiters: readonly number[]): readonly (readonly number[])[] {
    const groups = new Map<string, number[]>();
    for (const row of waiters) {
      const isAlone = this.#blocking.ownedLocks(row).length > 0 || this.#blocking.isInDeadlock(row);
      const key = isAlone ? `t${row}` : `s${this.#dump.threads.stack[row] ?? 0}`;
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    return [...groups.values()];
  }

  #thread(row: number, tone: Tone): string {
    const id = `t${row}`;
    const place = placeOf(this.#dump, row, this.#frames);
    const known = this.#nodes.get(id);
    const does = (where: string): Message | null => (where === '' ? null : message(`threadDump.tree.does.${situationOf(this.#dump, row)}`, { place: where }));
    const label = message('threadDump.tree.thread', { name: threadName(this.#dump, row) });
    this.#put({
      ...this.#threadNode(id, row),
      label,
      detail: does(place),
      short: { label, detail: does(shortPlace(place)) },
      tone: this.#blocking.isInDeadlock(row) ? 'critical' : known?.tone === 'warning' ? 'warning' : tone,
    });
    return id;
  }

  #group(lock: number, rows: readonly number[]): string {
    const [first = 0] = rows;
    const id = `g${lock}.${first}`;
    const place = placeOf(this.#dump, first, this.#frames);
    const patterns = [...new Set(poolPatterns(rows.map((row) => threadName(this.#dump, row))))];
    this.#put({
      ...this.#threadNode(id, first),
      label: message('threadDump.graph.group', { count: rows.length, name: threadName(this.#dump, first) }),
      detail: message('threadDump.tree.at', { place }),
      short: { label: message('threadDump.graph.group.short', { count: rows.length, names: patterns.join(', ') }), detail: message('threadDump.tree.at', { place: shortPlace(place) }) },
      tone: 'neutral',
    });
    return id;
  }

  #threadNode(id: string, row: number): Pick<GraphNode, 'id' | 'shape' | 'threadState' | 'span'> {
    const state = stateOf(this.#dump, row);
    const span = { first: this.#dump.threads.firstLine[row] ?? 0, last: this.#dump.threads.lastLine[row] ?? 0 };
    return { id, shape: 'thread', threadState: state === 'none' ? null : state, span };
  }

  #put(node: GraphNode): void {
    this.#nodes.set(node.id, node);
  }
}

function lockId(lock: number): string {
  return `l${lock}`;
}

/** `com.acme.shop.InventoryLedger` → `InventoryLedger`. */
function shortClass(className: string): string {
  return className.slice(className.lastIndexOf('.') + 1);
}

/** `0x00000000f59002e8` → `0xf59002e8`. */
function shortAddress(address: string): string {
  return address.replace(/^0x0+(?=[0-9a-f])/i, '0x');
}

/** `com.acme.shop.InventoryLedger.reserve(InventoryLedger.java:17)` → `InventoryLedger.reserve:17`. */
function shortPlace(place: string): string {
  const method = /^[^()]*?([^.()]+\.[^.()]+)\(/.exec(place)?.[1];
  if (method === undefined) return place;
  const line = /:(\d+)\)/.exec(place)?.[1];
  return line === undefined ? method : `${method}:${line}`;
}
