import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';

/** Captures further apart than this tell of different moments. */
const FURTHEST_MS = 120_000;

const ZONED = /(Z|[+-]\d\d:?\d\d)$/;

type Timed = Pick<LoadedArtifact<unknown>, 'takenAt' | 'clockOffsetMs' | 'parsed'>;

/**
 * The capture of another kind that goes with `all[index]`: the nearest in time where both say when they were taken, by the same clock, or by clocks whose
 * difference is known.
 * Where a time is missing, of the captures by one tool the one at the same place of a list of the same length, or the only one; the first tool for which
 * that can be told. null when none can.
 */
export function pairInTime<Other extends Timed>(all: readonly Timed[], index: number, others: readonly Other[]): Other | null {
  const own = all[index];
  if (own === undefined || others.length === 0) return null;
  for (const clock of [takenMs, printedMs, hostMs]) {
    const time = clock(own);
    const known = others.filter((other) => !Number.isNaN(clock(other)));
    if (Number.isNaN(time) || known.length < others.length) continue;
    const nearest = known.reduce((best, other) => (Math.abs(clock(other) - time) < Math.abs(clock(best) - time) ? other : best));
    return Math.abs(clock(nearest) - time) <= FURTHEST_MS ? nearest : null;
  }
  const ofOwnTool = all.filter(({ parsed }) => parsed.tool === own.parsed.tool);
  const place = ofOwnTool.indexOf(own);
  for (const tool of new Set(others.map(({ parsed }) => parsed.tool))) {
    const same = others.filter(({ parsed }) => parsed.tool === tool);
    const paired = same.length === 1 ? same[0] : same.length === ofOwnTool.length ? same[place] : undefined;
    if (paired !== undefined) return paired;
  }
  return null;
}

function takenMs({ takenAt }: Timed): number {
  return takenAt === null || takenAt === undefined ? Number.NaN : Date.parse(takenAt);
}

/** By the clock of the host: as printed, with its zone, else as recorded here and corrected by what is known of that clock. */
function hostMs(artifact: Timed): number {
  const { takenAt, clockOffsetMs, parsed: { capturedAt } } = artifact;
  if (capturedAt !== null) return ZONED.test(capturedAt) ? Date.parse(capturedAt) : Number.NaN;
  return clockOffsetMs === null || clockOffsetMs === undefined ? Number.NaN : Date.parse(takenAt ?? '') + clockOffsetMs;
}

/** A time without a zone is read as UTC: one host prints them all by one clock. */
function printedMs({ parsed: { capturedAt } }: Timed): number {
  if (capturedAt === null) return Number.NaN;
  return Date.parse(ZONED.test(capturedAt) ? capturedAt : `${capturedAt}Z`);
}
