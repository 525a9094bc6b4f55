import { clinitThreads } from './class-initializers.ts';
import {
  ACT_ELIMINATED, ACT_LOCKED, ACT_OWNS_SYNCHRONIZER, ACT_PARKED_ON, ACT_WAITS_FOR_CLASS_INIT, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER, ACT_WAITS_TO_REENTER, FLAG_VIRTUAL,
  OWNER_ELIMINATED, OWNER_KNOWN, OWNER_NOT_EXCLUSIVE, OWNER_NOT_IN_DUMP, OWNER_ONLY_WAITED_ON, OWNER_RELEASED_IN_WAIT, OWNER_SEVERAL_CANDIDATES, OWNER_SYNCHRONIZERS_NOT_LISTED, QUEUE_ENTRY, QUEUE_PARKED,
  QUEUE_WAIT_SET, STATE_BLOCKED, WORLD_CLASS_INIT, WORLD_MONITOR, WORLD_SYNCHRONIZER, type LockColumns, type ThreadColumns,
} from '../model.ts';
import type { PrintedThreads } from '../dialects/printed-threads.ts';
import type { PrintedDeadlock, ToldOwner } from '../dialects/printed-deadlock.ts';
import { textOf, textStartsWith } from './text-pool.ts';

interface LockEntry {
  readonly world: number;
  readonly object: number;
  className: number;
  readonly line: number;
  owner: number;
  ownerLine: number;
  severalOwners: boolean;
  /** A thread in Object.wait shows it as locked. */
  released: boolean;
  /** Shared and empty until a thread queues: most locks are held and wanted by no one else. */
  queue: { thread: number; role: number; line: number }[];
}

const NOBODY: LockEntry['queue'] = [];

/** Classes a thread parks on that no thread ever owns: waiting there says nothing about an owner. */
const NEVER_OWNED = /\$ConditionObject|SynchronousQueue|FutureTask|CountDownLatch|ForkJoinPool|Semaphore|Phaser|CyclicBarrier|CompletableFuture|Exchanger|LinkedTransferQueue/;
/** Of a read-write lock the list names the writer; without one, readers hold it. */
const EXCLUSIVE = /ReentrantLock\$|ThreadPoolExecutor\$Worker/;

/** Joins what threads hold with what threads wait for. */
export function deriveLocks(dump: PrintedThreads, printed: readonly PrintedDeadlock[], told: readonly ToldOwner[]): LockColumns {
  const locks = new LockTable();
  /** For each object the last thread that waits for it. */
  const waitsFor = new Map<number, number>();
  for (let row = 0; row < dump.threads.count; row++) joinThread(dump, row, locks, waitsFor);
  if (locks.entries.some((lock) => lock.world === WORLD_CLASS_INIT)) findInitializers(dump, locks);
  takePrintedOwners(dump, printed, locks);
  takeToldOwners(dump, told, locks);
  return freeze(dump, locks);
}

class LockTable {
  readonly entries: LockEntry[] = [];
  /** Objects whose lock the compiler took away. */
  readonly eliminated = new Set<number>();
  readonly #byKey = new Map<number, LockEntry>();

  find(world: number, object: number): LockEntry | undefined {
    return this.#byKey.get(object * 4 + world);
  }

  at(world: number, object: number, className: number, line: number): LockEntry {
    const found = this.find(world, object);
    if (found !== undefined) {
      if (found.className === 0) found.className = className;
      return found;
    }
    const entry: LockEntry = { world, object, className, line, owner: -1, ownerLine: 0, severalOwners: false, released: false, queue: NOBODY };
    this.entries.push(entry);
    this.#byKey.set(object * 4 + world, entry);
    return entry;
  }
}

function joinThread(dump: PrintedThreads, row: number, locks: LockTable, waitsFor: Map<number, number>): void {
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
    waitsFor.set(object, row);
    const role = act === ACT_WAITS_TO_ENTER || (blocked && (act === ACT_WAITS_TO_REENTER || isInObjectWait(dump, row))) ? QUEUE_ENTRY : QUEUE_WAIT_SET;
    enqueue(locks.at(WORLD_MONITOR, object, acts.className[i] as number, acts.line[i] as number), row, role, acts.line[i] as number);
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
        waitsFor.set(object, row);
        enqueue(lock, row, blocked ? QUEUE_ENTRY : QUEUE_WAIT_SET, line);
      }
      if (waitsFor.get(object) !== row) own(lock, row, line);
      else lock.released = true;
    } else if (act === ACT_OWNS_SYNCHRONIZER) own(locks.at(WORLD_SYNCHRONIZER, object, className, line), carrierOf(threads, row), line);
    else if (act === ACT_PARKED_ON) enqueue(locks.at(WORLD_SYNCHRONIZER, object, className, line), row, QUEUE_PARKED, line);
    else if (act === ACT_WAITS_FOR_CLASS_INIT) enqueue(locks.at(WORLD_CLASS_INIT, object, object, line), row, QUEUE_ENTRY, line);
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

function own(lock: LockEntry, row: number, line: number): void {
  if (lock.owner === row) return;
  if (lock.owner >= 0) lock.severalOwners = true;
  else {
    lock.owner = row;
    lock.ownerLine = line;
  }
}

/** A thread stands in one queue of a lock; wanting to enter is the stronger word. */
function enqueue(lock: LockEntry, thread: number, role: number, line: number): void {
  const last = lock.queue[lock.queue.length - 1];
  if (lock.queue === NOBODY) lock.queue = [{ thread, role, line }];
  else if (last?.thread !== thread) lock.queue.push({ thread, role, line });
  else if (role === QUEUE_ENTRY) last.role = role;
}

function findInitializers(dump: PrintedThreads, locks: LockTable): void {
  const initializers = clinitThreads(dump);
  for (const lock of locks.entries) {
    if (lock.world !== WORLD_CLASS_INIT) continue;
    const waiting = new Set(lock.queue.map(({ thread }) => thread));
    for (const { thread, line } of initializers.get(textOf(dump.symbols.texts, lock.object)) ?? []) if (!waiting.has(thread)) own(lock, thread, line);
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
    if (lock === undefined || lock.owner >= 0 || edge.object === 0 || owner < 0) continue;
    own(lock, owner, edge.line);
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
    if (lock !== undefined && lock.owner < 0 && owner >= 0) own(lock, owner, line);
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
function whyUnknown(dump: PrintedThreads, lock: LockEntry, eliminated: ReadonlySet<number>, ofClass: Map<number, number>): number {
  if (lock.severalOwners) return OWNER_SEVERAL_CANDIDATES;
  if (lock.owner >= 0) return OWNER_KNOWN;
  if (lock.world === WORLD_SYNCHRONIZER) {
    const because = ofClass.get(lock.className) ?? whyUnowned(dump, lock.className);
    ofClass.set(lock.className, because);
    return because;
  }
  if (lock.queue.every(({ role }) => role === QUEUE_WAIT_SET)) return OWNER_ONLY_WAITED_ON;
  if (lock.released) return OWNER_RELEASED_IN_WAIT;
  return lock.world === WORLD_MONITOR && eliminated.has(lock.object) ? OWNER_ELIMINATED : OWNER_NOT_IN_DUMP;
}

function freeze(dump: PrintedThreads, { entries, eliminated }: LockTable): LockColumns {
  const count = entries.length;
  const queued = entries.reduce((sum, lock) => sum + lock.queue.length, 0);
  const columns = {
    count,
    world: new Uint8Array(count),
    object: new Uint32Array(count),
    className: new Uint32Array(count),
    owner: new Int32Array(count),
    ownerUnknown: new Uint8Array(count),
    ownerLine: new Uint32Array(count),
    line: new Uint32Array(count),
    queueStart: new Uint32Array(count + 1),
    queueThread: new Uint32Array(queued),
    queueRole: new Uint8Array(queued),
    queueLine: new Uint32Array(queued),
  };
  const ofClass = new Map<number, number>();
  let at = 0;
  entries.forEach((lock, index) => {
    const unknown = whyUnknown(dump, lock, eliminated, ofClass);
    columns.world[index] = lock.world;
    columns.object[index] = lock.object;
    columns.className[index] = lock.className;
    columns.owner[index] = unknown === OWNER_KNOWN ? lock.owner : -1;
    columns.ownerUnknown[index] = unknown;
    columns.ownerLine[index] = unknown === OWNER_KNOWN ? lock.ownerLine : 0;
    columns.line[index] = lock.line;
    for (const { thread, role, line } of lock.queue) {
      columns.queueThread[at] = thread;
      columns.queueRole[at] = role;
      columns.queueLine[at] = line;
      at += 1;
    }
    columns.queueStart[index + 1] = at;
  });
  return columns;
}
