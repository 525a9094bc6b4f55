import { activityOf } from '../../artifacts/thread-dump/stack-reading.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';

/** Threads of the latest dump that would run if they were given a CPU; null where none would. */
export function readyThreads({ moments }: JoinedCase): { readonly moment: JoinedMoment; readonly rows: readonly number[] } | null {
  const moment = moments.at(-1);
  if (moment === undefined) return null;
  const dump = moment.dump.parsed.model;
  const rows = Array.from({ length: dump.threads.count }, (_, row) => row).filter((row) => dump.threads.stack[row] !== 0 && activityOf(dump, row) === 'runs');
  return rows.length === 0 ? null : { moment, rows };
}
