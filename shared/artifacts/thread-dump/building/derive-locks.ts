import { clinitThreads } from './class-initializers.ts';
import {
  ACT_ELIMINATED, ACT_LOCKED, ACT_OWNS_SYNCHRONIZER, ACT_PARKED_ON, ACT_WAITS_FOR_CLASS_INIT, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER, ACT_WAITS_TO_REENTER, FLAG_VIRTUAL,
  OWNER_ELIMINATED, OWNER_KNOWN, OWNER_NOT_EXCLUSIVE, OWNER_NOT_IN_DUMP, OWNER_ONLY_WAITED_ON, OWNER_RELEASED_IN_WAIT, OWNER_SEVERAL_CANDIDATES, OWNER_SYNCHRONIZERS_NOT_LISTED, QUEUE_ENTRY, QUEUE_PARKED,
  QUEUE_WAIT_SET, STATE_BLOCKED, WORLD_CLASS_INIT, WORLD_MONITOR, WORLD_SYNCHRONIZER, type LockColumns, type ThreadColumns,
} from '../model.ts';
import type { PrintedThreads } from '../dialects/printed-threads.ts';
import type { PrintedDeadlock, ToldOwner } from '../dialects/printed-deadlock.ts';
import { LockTable } from './lock-table.ts';
import { textOf, textStartsWith } from './text-pool.ts';

/** Classes a thread parks on that no thread ever owns: waiting there says nothing about an owner. */
const NEVER_OWNED = /\$ConditionObject|SynchronousQueue|FutureTask|CountDownLatch|ForkJoinPool|Semaphore|Phaser|CyclicBarrier|CompletableFuture|Exchanger|LinkedTransferQueue/;
/** Of a read-write lock the list names the writer; without one, readers hold it. */
const EXCLUSIVE = /ReentrantLock\$|ThreadPoolExecutor\$Worker/;

/** Joins what threads hold with what threads wait for. */
export function deriveLocks(dump: PrintedThreads, printed: readonly PrintedDeadlock[], told: readonly ToldOwner[]): LockColumns {
  const locks = new LockTable(dump.acts.act.length);
  for (let row = 0; row < dump.threads.count; row++) joinThread(dump, row, locks);
  findInitializers(dump, locks);
  takePrintedOwners(dump, printed, locks);
  takeToldOwners(dump, told, locks);
  return freeze(dump, locks);
}

function joinThread(dump: PrintedThreads, row: number, locks: LockTable): void {
  const { threads, acts } = dump;
  const end = threads.actStart[row + 1] as number;
  const start = threads.actStart[row] as number;
  if (start === end) return;
  const blocked = threads.state[row] === STATE_BLOCKED;
  let waits = false;
  let waitsOnUnnamed = false;
  for (let i = start; i < end; i++) {
    const object = acts.object[i] as number;
    const act = acts.act[i] as number;
    if (act !== ACT_WAITS_TO_ENTER && act !== ACT_WAITS_IN_WAIT_SET && act !== ACT_WAITS_TO_REENTER) continue;
    if (object === 0) {
      waitsOnUnnamed = true;
      continue;
    }
    waits = true;
    const lock = locks.at(WORLD_MONITOR, object, acts.className[i] as number, acts.line[i] as number);
    locks.lastWaiter[lock] = row;
    const role = act === ACT_WAITS_TO_ENTER || (blocked && (act === ACT_WAITS_TO_REENTER || isInObjectWait(dump, row))) ? QUEUE_ENTRY : QUEUE_WAIT_SET;
    locks.enqueue(lock, row, role, acts.line[i] as number);
  }
  // Without the line that names it, the monitor a thread gave up in Object.wait is the nearest one it shows as locked.
  let impliedRelease = !waits && (waitsOnUnnamed || blocked) && isInObjectWait(dump, row);
  for (let i = start; i < end; i++) {
    const object = acts.object[i] as number;
    if (object === 0) continue;
    const act = acts.act[i] as number;
    const className = acts.className[i] as number;
    const line = acts.line[i] as number;
    if (act === ACT_LOCKED) {
      const lock = locks.at(WORLD_MONITOR, object, className, line);
      if (impliedRelease) {
        impliedRelease = false;
        locks.lastWaiter[lock] = row;
        locks.enqueue(lock, row, blocked ? QUEUE_ENTRY : QUEUE_WAIT_SET, line);
      }
      if (locks.lastWaiter[lock] !== row) locks.own(lock, row, line);
      else locks.release(lock);
    } else if (act === ACT_OWNS_SYNCHRONIZER) locks.own(locks.at(WORLD_SYNCHRONIZER, object, className, line), carrierOf(threads, row), line);
    else if (act === ACT_PARKED_ON) locks.enqueue(locks.at(WORLD_SYNCHRONIZER, object, className, line), row, QUEUE_PARKED, line);
    else if (act === ACT_WAITS_FOR_CLASS_INIT) locks.enqueue(locks.at(WORLD_CLASS_INIT, object, object, line), row, QUEUE_ENTRY, line);
    else if (act === ACT_ELIMINATED) locks.eliminated.add(object);
  }
}

function isInObjectWait(dump: PrintedThreads, row: number): boolean {
  const { stackFrames, stackOffsets, texts } = dump.symbols;
  const stack = dump.threads.stack[row] as number;
  return stack !== 0 && textStartsWith(texts, stackFrames[stackOffsets[stack] as number] as number, 'java.lang.Object.wait');
}

/** The list after a mounted virtual thread's frames is its carrier's; the carrier is the row before. */
function carrierOf(threads: ThreadColumns, row: number): number {
  return row > 0 && ((threads.flags[row] as number) & FLAG_VIRTUAL) !== 0 && threads.name[row] === 0 ? row - 1 : row;
}

function findInitializers(dump: PrintedThreads, locks: LockTable): void {
  if (!locks.world.includes(WORLD_CLASS_INIT)) return;
  const initializers = clinitThreads(dump);
  const { starts, rows } = locks.queues();
  for (let lock = 0; lock < locks.count; lock++) {
    if (locks.world[lock] !== WORLD_CLASS_INIT) continue;
    const waiting = new Set(Array.from(rows.subarray(starts[lock], starts[lock + 1]), (row) => locks.queueThread[row]));
    for (const { thread, line } of initializers.get(textOf(dump.symbols.texts, locks.object[lock] as number)) ?? []) if (!waiting.has(thread)) locks.own(lock, thread, line);
  }
}

/** A deadlock report names owners even where synchronizers were not listed. */
function takePrintedOwners(dump: PrintedThreads, printed: readonly PrintedDeadlock[], locks: LockTable): void {
  if (printed.length === 0) return;
  const byName = new Map<number, number>();
  for (let row = 0; row < dump.threads.count; row++) {
    const name = dump.threads.name[row] as number;
    byName.set(name, byName.has(name) ? -1 : row);
  }
  for (const edge of printed.flatMap((deadlock) => deadlock.edges)) {
    const lock = locks.find(edge.isSynchronizer ? WORLD_SYNCHRONIZER : WORLD_MONITOR, edge.object);
    const owner = byName.get(edge.owner) ?? -1;
    if (lock < 0 || locks.owner(lock) >= 0 || edge.object === 0 || owner < 0) continue;
    locks.own(lock, owner, edge.line);
  }
}

/** Owners named where others wait for the lock: by Java id if there is one, else by a name that one thread alone has. */
function takeToldOwners(dump: PrintedThreads, told: readonly ToldOwner[], locks: LockTable): void {
  if (told.length === 0) return;
  const byName = new Map<number, number>();
  const byJavaId = new Map<number, number>();
  for (let row = 0; row < dump.threads.count; row++) {
    const name = dump.threads.name[row] as number;
    byName.set(name, byName.has(name) ? -1 : row);
    byJavaId.set(dump.threads.javaId[row] as number, row);
  }
  for (const { isSynchronizer, object, ownerName, ownerJavaId, line } of told) {
    const lock = locks.find(isSynchronizer ? WORLD_SYNCHRONIZER : WORLD_MONITOR, object);
    const owner = byJavaId.get(ownerJavaId) ?? byName.get(ownerName) ?? -1;
    if (lock >= 0 && locks.owner(lock) < 0 && owner >= 0) locks.own(lock, owner, line);
  }
}

/** Why the owner of a synchronizer is not known, by its class. */
function whyUnowned(dump: PrintedThreads, classId: number): number {
  const className = textOf(dump.symbols.texts, classId);
  if (NEVER_OWNED.test(className)) return OWNER_NOT_EXCLUSIVE;
  if (!dump.synchronizersListed) return OWNER_SYNCHRONIZERS_NOT_LISTED;
  return EXCLUSIVE.test(className) ? OWNER_NOT_IN_DUMP : OWNER_NOT_EXCLUSIVE;
}

/** `ofClass`: answers of `whyUnowned` so far. */
function whyUnknown(dump: PrintedThreads, locks: LockTable, lock: number, ofClass: Map<number, number>): number {
  if (locks.hasSeveralOwners(lock)) return OWNER_SEVERAL_CANDIDATES;
  if (locks.owner(lock) >= 0) return OWNER_KNOWN;
  const world = locks.world[lock];
  if (world === WORLD_SYNCHRONIZER) {
    const className = locks.className[lock] as number;
    const because = ofClass.get(className) ?? whyUnowned(dump, className);
    ofClass.set(className, because);
    return because;
  }
  if (!locks.isWanted(lock)) return OWNER_ONLY_WAITED_ON;
  if (locks.isReleased(lock)) return OWNER_RELEASED_IN_WAIT;
  return world === WORLD_MONITOR && locks.eliminated.has(locks.object[lock] as number) ? OWNER_ELIMINATED : OWNER_NOT_IN_DUMP;
}

function freeze(dump: PrintedThreads, locks: LockTable): LockColumns {
  const { count } = locks;
  const { starts, rows } = locks.queues();
  const owner = new Int32Array(count);
  const ownerUnknown = new Uint8Array(count);
  const ownerLine = new Uint32Array(count);
  const ofClass = new Map<number, number>();
  for (let lock = 0; lock < count; lock++) {
    const unknown = whyUnknown(dump, locks, lock, ofClass);
    ownerUnknown[lock] = unknown;
    owner[lock] = unknown === OWNER_KNOWN ? locks.owner(lock) : -1;
    ownerLine[lock] = unknown === OWNER_KNOWN ? (locks.ownerLine[lock] as number) : 0;
  }
  return {
    count,
    world: locks.world.slice(0, count),
    object: locks.object.slice(0, count),
    className: locks.className.slice(0, count),
    owner,
    ownerUnknown,
    ownerLine,
    line: locks.line.slice(0, count),
    queueStart: starts,
    queueThread: rows.map((row) => locks.queueThread[row] as number),
    queueRole: new Uint8Array(rows.map((row) => locks.queueRole[row] as number)),
    queueLine: rows.map((row) => locks.queueLine[row] as number),
  };
}
