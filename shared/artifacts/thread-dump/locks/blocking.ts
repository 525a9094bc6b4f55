import { queueOf, type QueuedThread } from '../dump-reading.ts';
import { QUEUE_ENTRY, QUEUE_PARKED, type ThreadDump } from '../model.ts';

/** Who waits behind whom: threads wait for locks, locks are owned by threads. */
export class Blocking {
  readonly dump: ThreadDump;
  /** Locks with waiters that each thread owns. */
  readonly #ownedBy = new Map<number, number[]>();
  /** Lock each thread waits for; -1 when it waits for none. */
  readonly waitsFor: Int32Array;
  readonly #inDeadlock = new Set<number>();

  constructor(dump: ThreadDump) {
    this.dump = dump;
    this.waitsFor = new Int32Array(dump.threads.count).fill(-1);
    for (let lock = 0; lock < dump.locks.count; lock++) this.#add(lock);
    for (const deadlock of dump.deadlocks) for (const row of deadlock.threads) this.#inDeadlock.add(row);
  }

  #add(lock: number): void {
    const owner = this.owner(lock);
    let waiters = 0;
    for (const { thread, role } of queueOf(this.dump, lock)) {
      if (!blocks(role, owner) || thread === owner) continue;
      waiters += 1;
      if ((this.waitsFor[thread] ?? -1) < 0 || owner >= 0) this.waitsFor[thread] = lock;
    }
    if (waiters === 0 || owner < 0) return;
    const owned = this.#ownedBy.get(owner);
    if (owned) owned.push(lock);
    else this.#ownedBy.set(owner, [lock]);
  }

  owner(lock: number): number {
    return this.dump.locks.owner[lock] ?? -1;
  }

  /** Threads that cannot go on before the lock is free; not those in its wait set. */
  waiters(lock: number): readonly QueuedThread[] {
    const owner = this.owner(lock);
    return queueOf(this.dump, lock).filter(({ thread, role }) => blocks(role, owner) && thread !== owner);
  }

  /** Contended locks this thread owns. */
  ownedLocks(thread: number): readonly number[] {
    return this.#ownedBy.get(thread) ?? [];
  }

  isInDeadlock(thread: number): boolean {
    return this.#inDeadlock.has(thread);
  }

  /** Lock the owner itself waits for, when another thread owns that; -1 when the chain ends here. */
  nextLock(owner: number): number {
    const lock = this.waitsFor[owner] ?? -1;
    return lock >= 0 && this.owner(lock) >= 0 && this.owner(lock) !== owner ? lock : -1;
  }

  /** Threads that own locks others wait for and do not wait for another owner themselves. */
  rootOwners(): readonly number[] {
    return [...this.#ownedBy.keys()].filter((owner) => this.nextLock(owner) < 0 && !this.isInDeadlock(owner));
  }

  /** Contended locks nobody is known to own. */
  ownerlessLocks(): readonly number[] {
    const locks: number[] = [];
    for (let lock = 0; lock < this.dump.locks.count; lock++) if (this.owner(lock) < 0 && this.waiters(lock).length > 0) locks.push(lock);
    return locks;
  }

  /** All threads behind these locks, directly or through other locks; the starting threads are not counted. */
  threadsBehind(locks: readonly number[], except: readonly number[]): readonly number[] {
    const seen = new Set<number>(except);
    const found: number[] = [];
    const todo = [...locks];
    for (let lock = todo.pop(); lock !== undefined; lock = todo.pop()) {
      for (const { thread } of this.waiters(lock)) {
        if (seen.has(thread)) continue;
        seen.add(thread);
        found.push(thread);
        todo.push(...this.ownedLocks(thread));
      }
    }
    return found;
  }
}

/** Several rules ask about the locks of one dump. */
const known = new WeakMap<ThreadDump, Blocking>();

export function blockingOf(dump: ThreadDump): Blocking {
  const blocking = known.get(dump) ?? new Blocking(dump);
  known.set(dump, blocking);
  return blocking;
}

/** Parking says something about an owner only where one is known: idle pools park too. */
function blocks(role: number, owner: number): boolean {
  return role === QUEUE_ENTRY || (role === QUEUE_PARKED && owner >= 0);
}
