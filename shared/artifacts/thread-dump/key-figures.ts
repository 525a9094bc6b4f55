import type { KeyFigure } from '../artifact-kind.ts';
import { isContended, isVirtual } from './dump-reading.ts';
import { unownedQueues, type UnownedQueue } from './locks/owner-candidates.ts';
import { QUEUE_ENTRY, QUEUE_PARKED, STATE_BLOCKED, type ThreadDump } from './model.ts';

export function keyFigures(dump: ThreadDump): readonly KeyFigure[] {
  const figure = (id: string, value: number): KeyFigure => ({ id, label: `threadDump.figure.${id}`, value, unit: 'count' });
  let blocked = 0;
  let virtual = 0;
  for (let row = 0; row < dump.threads.count; row++) {
    if (dump.threads.state[row] === STATE_BLOCKED) blocked += 1;
    if (isVirtual(dump, row)) virtual += 1;
  }
  const unowned = unownedQueues(dump);
  const unownedLocks = new Set(unowned.map(({ lock }) => lock));
  let contended = 0;
  for (let lock = 0; lock < dump.locks.count; lock++) if (isContended(dump, lock) || unownedLocks.has(lock)) contended += 1;
  const figures = [
    figure('threads', dump.threads.count), figure('blocked', blocked), figure('waiting', threadsWaiting(dump, unowned)),
    figure('contended', contended), figure('deadlocks', dump.deadlocks.length),
  ];
  return virtual === 0 ? figures : [...figures, figure('virtual', virtual)];
}

/** Threads that want to enter a lock, are parked on one that a thread owns, or ask for one whose owner is not shown. */
function threadsWaiting(dump: ThreadDump, unowned: readonly UnownedQueue[]): number {
  const waiting = new Set(unowned.flatMap(({ waiters }) => waiters.map(({ thread }) => thread)));
  for (let lock = 0; lock < dump.locks.count; lock++) {
    const isOwned = (dump.locks.owner[lock] ?? -1) >= 0;
    for (let i = dump.locks.queueStart[lock] ?? 0; i < (dump.locks.queueStart[lock + 1] ?? 0); i++) {
      const role = dump.locks.queueRole[i];
      if (role === QUEUE_ENTRY || (role === QUEUE_PARKED && isOwned)) waiting.add(dump.locks.queueThread[i] ?? 0);
    }
  }
  return waiting.size;
}
