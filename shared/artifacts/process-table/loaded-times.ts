import type { NonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { ProcessTable } from './model.ts';

export type LoadedTables = NonEmpty<LoadedArtifact<ProcessTable>>;

const DAY_MS = 86_400_000;

/** From the most exact clock to the least; a clock counts only where every capture has it. */
const CLOCKS: readonly ((table: LoadedTables[number]) => number | null)[] = [
  ({ parsed }) => parsed.model.uptimeMs,
  ({ parsed }) => parsed.model.clockMs,
  ({ parsed }) => milliseconds(parsed.capturedAt),
  ({ takenAt }) => milliseconds(takenAt ?? null),
];

/** Milliseconds from the first capture to each; null where that is not known of all, or the time did not pass. PT-08 */
export function elapsedMs(tables: LoadedTables): readonly number[] | null {
  for (const clock of CLOCKS) {
    const times = tables.map((table) => clock(table) ?? Number.NaN);
    const elapsed = times.map((time) => time - (times[0] ?? Number.NaN));
    if (rises(elapsed)) return elapsed;
  }
  return elapsedByTimeOfDay(tables);
}

function rises(elapsed: readonly number[]): boolean {
  return elapsed.every((ms, i) => i === 0 ? ms === 0 : ms > (elapsed[i - 1] ?? Number.NaN));
}

/** Iterations of one top print no date; less than a day lies between two. */
function elapsedByTimeOfDay(tables: LoadedTables): readonly number[] | null {
  const times = tables.map(({ parsed }) => parsed.model.timeOfDayMs ?? Number.NaN);
  let days = 0;
  const elapsed = times.map((time, i) => {
    if (i > 0 && time < (times[i - 1] ?? Number.NaN)) days += DAY_MS;
    return time + days - (times[0] ?? Number.NaN);
  });
  return rises(elapsed) ? elapsed : null;
}

function milliseconds(time: string | null): number | null {
  if (time === null) return null;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
}
