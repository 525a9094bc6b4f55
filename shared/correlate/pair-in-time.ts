import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';

/** Captures further apart than this tell of different moments. */
const FURTHEST_MS = 120_000;

type Timed = Pick<LoadedArtifact<unknown>, 'takenAt' | 'parsed'>;

/**
 * The capture of another kind that goes with `all[index]`: the nearest in time where both say when they were taken, by the same clock.
 * Where a time is missing, the one at the same place of a list of the same length, or the only one; null when none can be told.
 */
export function pairInTime<Other extends Timed>(all: readonly Timed[], index: number, others: readonly Other[]): Other | null {
  const own = all[index];
  if (own === undefined || others.length === 0) return null;
  for (const clock of [takenMs, printedMs]) {
    const time = clock(own);
    const known = others.filter((other) => !Number.isNaN(clock(other)));
    if (Number.isNaN(time) || known.length < others.length) continue;
    const nearest = known.reduce((best, other) => (Math.abs(clock(other) - time) < Math.abs(clock(best) - time) ? other : best));
    return Math.abs(clock(nearest) - time) <= FURTHEST_MS ? nearest : null;
  }
  return others.length === 1 || others.length === all.length ? (others[others.length === 1 ? 0 : index] ?? null) : null;
}

function takenMs({ takenAt }: Timed): number {
  return takenAt === null || takenAt === undefined ? Number.NaN : Date.parse(takenAt);
}

/** A time without a zone is read as UTC: one host prints them all by one clock. */
function printedMs({ parsed: { capturedAt } }: Timed): number {
  if (capturedAt === null) return Number.NaN;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(capturedAt) ? capturedAt : `${capturedAt}Z`);
}
