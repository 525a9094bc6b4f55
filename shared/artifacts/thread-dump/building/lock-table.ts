import { GrowingUint32 } from './growing-rows.ts';
import { QUEUE_ENTRY, QUEUE_WAIT_SET } from '../model.ts';

const NONE = 0xffffffff;

const SEVERAL_OWNERS = 1;
/** A thread in Object.wait shows it as locked. */
const RELEASED = 2;
/** Somebody in its queue wants it: not all of them wait to be notified. */
const WANTED = 4;

/** Locks and their queues while they are joined, column by column: a dump may name a million. */
export class LockTable {
  readonly world = new GrowingUint32();
  readonly object = new GrowingUint32();
  readonly className = new GrowingUint32();
  readonly line = new GrowingUint32();
  readonly #owner = new GrowingUint32();
  readonly #ownerLine = new GrowingUint32();
  readonly #flags = new GrowingUint32();
  /** For each lock the queue row that came last. */
  readonly #lastQueued = new GrowingUint32();
  /** For each monitor the thread row that was last seen to wait for it or in it. */
  readonly lastWaiter = new GrowingUint32();
  readonly #queueLock = new GrowingUint32();
  readonly queueThread = new GrowingUint32();
  readonly queueRole = new GrowingUint32();
  readonly queueLine = new GrowingUint32();
  /** Objects whose lock the compiler took away. */
  readonly eliminated = new Set<number>();
  /** Open addressing from (world, object) to lock + 1; 0 = free. */
  #slots = new Uint32Array(1 << 8);

  get count(): number {
    return this.world.length;
  }

  /** -1 when the dump does not name it. */
  find(world: number, object: number): number {
    return (this.#slots[this.#slotOf(world, object)] as number) - 1;
  }

  at(world: number, object: number, className: number, line: number): number {
    const slot = this.#slotOf(world, object);
    const found = (this.#slots[slot] as number) - 1;
    if (found >= 0) {
      if (this.className.values[found] === 0) this.className.values[found] = className;
      return found;
    }
    const lock = this.count;
    this.world.push(world);
    this.object.push(object);
    this.className.push(className);
    this.line.push(line);
    this.#owner.push(NONE);
    this.#ownerLine.push(0);
    this.#flags.push(0);
    this.#lastQueued.push(NONE);
    this.lastWaiter.push(NONE);
    this.#slots[slot] = lock + 1;
    if (this.count * 2 > this.#slots.length) this.#growSlots();
    return lock;
  }

  /** Thread row; -1 when nobody is known to own it. */
  owner(lock: number): number {
    const owner = this.#owner.values[lock] as number;
    return owner === NONE ? -1 : owner;
  }

  ownerLine(lock: number): number {
    return this.#ownerLine.values[lock] as number;
  }

  own(lock: number, row: number, line: number): void {
    const owner = this.owner(lock);
    if (owner === row) return;
    if (owner >= 0) this.#mark(lock, SEVERAL_OWNERS);
    else {
      this.#owner.values[lock] = row;
      this.#ownerLine.values[lock] = line;
    }
  }

  /** A thread stands in one queue of a lock; wanting to enter is the stronger word. */
  enqueue(lock: number, thread: number, role: number, line: number): void {
    const last = this.#lastQueued.values[lock] as number;
    if (role !== QUEUE_WAIT_SET) this.#mark(lock, WANTED);
    if (last !== NONE && this.queueThread.values[last] === thread) {
      if (role === QUEUE_ENTRY) this.queueRole.values[last] = role;
      return;
    }
    this.#lastQueued.values[lock] = this.#queueLock.length;
    this.#queueLock.push(lock);
    this.queueThread.push(thread);
    this.queueRole.push(role);
    this.queueLine.push(line);
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
    const starts = new Uint32Array(this.count + 1);
    const locks = this.#queueLock.values.subarray(0, this.#queueLock.length);
    for (const lock of locks) starts[lock + 1] = (starts[lock + 1] as number) + 1;
    for (let lock = 0; lock < this.count; lock++) starts[lock + 1] = (starts[lock + 1] as number) + (starts[lock] as number);
    const next = starts.slice();
    const rows = new Uint32Array(locks.length);
    locks.forEach((lock, row) => {
      const place = next[lock] as number;
      rows[place] = row;
      next[lock] = place + 1;
    });
    return { starts, rows };
  }

  #slotOf(world: number, object: number): number {
    const mask = this.#slots.length - 1;
    const hash = Math.imul(object * 4 + world, 0x9e3779b1);
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const lock = (this.#slots[slot] as number) - 1;
      if (lock < 0 || (this.object.values[lock] === object && this.world.values[lock] === world)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #growSlots(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let lock = 0; lock < this.count; lock++) this.#slots[this.#slotOf(this.world.values[lock] as number, this.object.values[lock] as number)] = lock + 1;
  }

  #mark(lock: number, flag: number): void {
    this.#flags.values[lock] = (this.#flags.values[lock] as number) | flag;
  }

  #is(lock: number, flag: number): boolean {
    return ((this.#flags.values[lock] as number) & flag) !== 0;
  }
}
