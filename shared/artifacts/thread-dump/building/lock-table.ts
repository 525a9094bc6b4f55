import { QUEUE_ENTRY, QUEUE_WAIT_SET } from '../model.ts';

const NONE = 0xffffffff;

const SEVERAL_OWNERS = 1;
/** A thread in Object.wait shows it as locked. */
const RELEASED = 2;
/** Somebody in its queue wants it: not all of them wait to be notified. */
const WANTED = 4;

/** Locks and their queues while they are joined, column by column: a dump may name a million. */
export class LockTable {
  count = 0;
  readonly world: Uint8Array<ArrayBuffer>;
  readonly object: Uint32Array<ArrayBuffer>;
  readonly className: Uint32Array<ArrayBuffer>;
  readonly line: Uint32Array<ArrayBuffer>;
  readonly ownerLine: Uint32Array<ArrayBuffer>;
  /** For each monitor the thread row that was last seen to wait for it or in it. */
  readonly lastWaiter: Uint32Array;
  readonly queueThread: Uint32Array;
  readonly queueRole: Uint8Array;
  readonly queueLine: Uint32Array;
  /** Objects whose lock the compiler took away. */
  readonly eliminated = new Set<number>();
  readonly #owner: Uint32Array;
  readonly #flags: Uint8Array;
  #queued = 0;
  readonly #queueLock: Uint32Array;
  /** For each lock its queue row that came last. */
  readonly #lastQueued: Uint32Array;
  /** Open addressing from (world, object) to lock + 1; 0 = free. */
  readonly #slots: Uint32Array;

  /** `most` locks and as many queue rows: each lock act names one lock and queues one thread at most. */
  constructor(most: number) {
    this.world = new Uint8Array(most);
    this.object = new Uint32Array(most);
    this.className = new Uint32Array(most);
    this.line = new Uint32Array(most);
    this.ownerLine = new Uint32Array(most);
    this.lastWaiter = new Uint32Array(most).fill(NONE);
    this.queueThread = new Uint32Array(most);
    this.queueRole = new Uint8Array(most);
    this.queueLine = new Uint32Array(most);
    this.#owner = new Uint32Array(most).fill(NONE);
    this.#flags = new Uint8Array(most);
    this.#queueLock = new Uint32Array(most);
    this.#lastQueued = new Uint32Array(most).fill(NONE);
    this.#slots = new Uint32Array(2 << (32 - Math.clz32(most)));
  }

  /** -1 when the dump does not name it. */
  find(world: number, object: number): number {
    return (this.#slots[this.#slotOf(world, object)] as number) - 1;
  }

  at(world: number, object: number, className: number, line: number): number {
    const slot = this.#slotOf(world, object);
    const found = (this.#slots[slot] as number) - 1;
    if (found >= 0) {
      if (this.className[found] === 0) this.className[found] = className;
      return found;
    }
    const lock = this.count;
    this.count += 1;
    this.world[lock] = world;
    this.object[lock] = object;
    this.className[lock] = className;
    this.line[lock] = line;
    this.#slots[slot] = lock + 1;
    return lock;
  }

  /** Thread row; -1 when nobody is known to own it. */
  owner(lock: number): number {
    const owner = this.#owner[lock] as number;
    return owner === NONE ? -1 : owner;
  }

  own(lock: number, row: number, line: number): void {
    const owner = this.owner(lock);
    if (owner === row) return;
    if (owner >= 0) this.#mark(lock, SEVERAL_OWNERS);
    else {
      this.#owner[lock] = row;
      this.ownerLine[lock] = line;
    }
  }

  /** A thread stands in one queue of a lock; wanting to enter is the stronger word. */
  enqueue(lock: number, thread: number, role: number, line: number): void {
    const last = this.#lastQueued[lock] as number;
    if (role !== QUEUE_WAIT_SET) this.#mark(lock, WANTED);
    if (last !== NONE && this.queueThread[last] === thread) {
      if (role === QUEUE_ENTRY) this.queueRole[last] = role;
      return;
    }
    const row = this.#queued;
    this.#queued += 1;
    this.#lastQueued[lock] = row;
    this.#queueLock[row] = lock;
    this.queueThread[row] = thread;
    this.queueRole[row] = role;
    this.queueLine[row] = line;
  }

  release(lock: number): void {
    this.#mark(lock, RELEASED);
  }

  hasSeveralOwners(lock: number): boolean {
    return this.#is(lock, SEVERAL_OWNERS);
  }

  isReleased(lock: number): boolean {
    return this.#is(lock, RELEASED);
  }

  isWanted(lock: number): boolean {
    return this.#is(lock, WANTED);
  }

  /** Queue rows in the order of their locks, each queue as it came; those of lock i are `starts[i]..starts[i + 1]` of `rows`. */
  queues(): { readonly starts: Uint32Array<ArrayBuffer>; readonly rows: Uint32Array<ArrayBuffer> } {
    const { count } = this;
    const queued = this.#queued;
    const starts = new Uint32Array(count + 1);
    for (let row = 0; row < queued; row++) {
      const after = (this.#queueLock[row] as number) + 1;
      starts[after] = (starts[after] as number) + 1;
    }
    for (let lock = 0; lock < count; lock++) starts[lock + 1] = (starts[lock + 1] as number) + (starts[lock] as number);
    const next = starts.slice();
    const rows = new Uint32Array(queued);
    for (let row = 0; row < queued; row++) {
      const lock = this.#queueLock[row] as number;
      const place = next[lock] as number;
      rows[place] = row;
      next[lock] = place + 1;
    }
    return { starts, rows };
  }

  #slotOf(world: number, object: number): number {
    const mask = this.#slots.length - 1;
    const hash = Math.imul(object * 4 + world, 0x9e3779b1);
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const lock = (this.#slots[slot] as number) - 1;
      if (lock < 0 || (this.object[lock] === object && this.world[lock] === world)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #mark(lock: number, flag: number): void {
    this.#flags[lock] = (this.#flags[lock] as number) | flag;
  }

  #is(lock: number, flag: number): boolean {
    return ((this.#flags[lock] as number) & flag) !== 0;
  }
}
