import { queueOf } from '../artifacts/thread-dump/dump-reading.ts';
import { QUEUE_ENTRY, QUEUE_PARKED, type ThreadDump } from '../artifacts/thread-dump/model.ts';
import { textColumn } from '../base/text-column-builder.ts';
import type { JoinedColumns } from './thread-columns.ts';

/** What the owner of each lock serves, and those that wait for it; only columns that say something. */
export function lockColumns(dump: ThreadDump, paths: ReadonlyMap<number, string>): JoinedColumns {
  const { locks } = dump;
  const owners = Array.from({ length: locks.count }, (_, lock) => paths.get(locks.owner[lock] ?? -1) ?? null);
  const waiters = Array.from({ length: locks.count }, (_, lock) => waitingFor(dump, lock, paths));
  if ([...owners, ...waiters].every((path) => path === null)) return { specs: [], columns: {} };
  return {
    specs: [
      { id: 'waitingRequests', header: 'correlate.column.waitingRequests', hint: 'correlate.hint.waitingRequests', type: 'text', unit: 'none', look: 'code', width: 200 },
      { id: 'ownerRequest', header: 'correlate.column.ownerRequest', hint: 'correlate.hint.ownerRequest', type: 'text', unit: 'none', look: 'code', width: 200 },
    ],
    columns: { waitingRequests: textColumn(locks.count, (lock) => waiters[lock] ?? null), ownerRequest: textColumn(locks.count, (lock) => owners[lock] ?? null) },
  };
}

/** Each path once, in order of the alphabet, so that locks for which the same requests wait can be taken together. */
function waitingFor(dump: ThreadDump, lock: number, paths: ReadonlyMap<number, string>): string | null {
  const served = new Set(queueOf(dump, lock).filter(({ role }) => role === QUEUE_ENTRY || role === QUEUE_PARKED).flatMap(({ thread }) => paths.get(thread) ?? []));
  return served.size === 0 ? null : [...served].toSorted().join(', ');
}
