import type { JsonObject } from '../../base/json.ts';
import {
  countInQueue, frameCount, framesOf, framesOfStack, isVirtual, lockClass, lockId, lockWorld, ownerUnknownBecause, queueOf, stateOf, text, textOrNull,
} from './dump-reading.ts';
import { fieldsOf } from './dialects/header-fields.ts';
import { FLAG_DAEMON, OWNER_KNOWN, QUEUE_ENTRY, QUEUE_PARKED, QUEUE_WAIT_SET, THREAD_STATES, type ThreadDump } from './model.ts';
import { unownedQueues, type UnownedQueue } from './locks/owner-candidates.ts';
import { stackGroups } from './threads/stack-groups.ts';

/** The `data` object of `borescope.analysis/1`, kind `thread-dump`. */
export function toContract(dump: ThreadDump): JsonObject {
  const { threads } = dump;
  const rows = Array.from({ length: threads.count }, (_, row) => row);
  const candidates = new Map(unownedQueues(dump).map((queue) => [queue.lock, candidatesOf(dump, queue)]));
  return {
    dialect: dump.dialect,
    vm: dump.vm,
    threadCount: threads.count,
    virtualThreadCount: rows.filter((row) => isVirtual(dump, row)).length,
    states: countStates(dump),
    threads: rows.map((row) => threadOf(dump, row)),
    locks: Array.from({ length: dump.locks.count }, (_, lock) => ({ ...lockOf(dump, lock), ...candidates.get(lock) })),
    deadlocks: dump.deadlocks.map((deadlock) => ({ threads: deadlock.threads.map((row) => text(dump, threads.name[row])), printedByJvm: deadlock.printedLine !== null })),
    stackGroups: stackGroups(dump, 2).map((group) => ({
      count: group.threads.length,
      state: THREAD_STATES[group.state] ?? 'none',
      frames: Array.from(framesOfStack(dump, group.stack), (frame) => text(dump, frame)),
      threads: group.threads.map((row) => text(dump, threads.name[row])),
    })),
  };
}

function countStates(dump: ThreadDump): JsonObject {
  const counts = new Map<string, number>(THREAD_STATES.slice(1).map((state) => [state, 0]));
  counts.set('none', 0);
  for (let row = 0; row < dump.threads.count; row++) counts.set(stateOf(dump, row), (counts.get(stateOf(dump, row)) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function threadOf(dump: ThreadDump, row: number): JsonObject {
  const { threads } = dump;
  const state = stateOf(dump, row);
  const fields = fieldsOf(dump, row);
  return {
    name: text(dump, threads.name[row]),
    javaId: numberOrNull(threads.javaId[row]),
    nid: numberOrNull(threads.nid[row]),
    daemon: ((threads.flags[row] ?? 0) & FLAG_DAEMON) !== 0,
    virtual: isVirtual(dump, row),
    state: state === 'none' ? null : state,
    headerState: textOrNull(dump, threads.headerState[row]),
    cpuMs: numberOrNull(threads.cpuMs[row]),
    elapsedMs: numberOrNull(threads.elapsedMs[row]),
    topFrame: textOrNull(dump, framesOf(dump, row)[0]),
    frameCount: frameCount(dump, row),
    line: threads.firstLine[row] ?? 0,
    request: null,
    ...(fields === null ? {} : { fields }),
  };
}

/** Absent where there are none: a guess is no owner. */
function candidatesOf(dump: ThreadDump, { candidates }: UnownedQueue): JsonObject {
  if (candidates.length === 0) return {};
  return { ownerCandidates: candidates.map(({ thread, confidence, line }) => ({ thread: text(dump, dump.threads.name[thread]), confidence, line })) };
}

function lockOf(dump: ThreadDump, lock: number): JsonObject {
  const queue = queueOf(dump, lock);
  const names = (role: number): string[] => (countInQueue(dump, lock, role) === 0 ? [] : queue.filter((entry) => entry.role === role).map(({ thread }) => text(dump, dump.threads.name[thread])));
  const isKnown = dump.locks.ownerUnknown[lock] === OWNER_KNOWN;
  return {
    id: lockId(dump, lock),
    className: lockClass(dump, lock),
    world: lockWorld(dump, lock),
    owner: isKnown ? text(dump, dump.threads.name[dump.locks.owner[lock] ?? 0]) : null,
    ownerUnknownBecause: isKnown ? null : ownerUnknownBecause(dump, lock),
    entryWaiters: names(QUEUE_ENTRY),
    waitSet: names(QUEUE_WAIT_SET),
    parked: names(QUEUE_PARKED),
    line: dump.locks.line[lock] ?? 0,
  };
}
