import type { LoadedArtifact } from './loaded-artifact.ts';

type Timed = Pick<LoadedArtifact<unknown>, 'takenAt'> & { readonly parsed: Pick<LoadedArtifact<unknown>['parsed'], 'capturedAt'> };

/**
 * When each was captured, in ms since 1970, rising: by printed times where all print one and no two the same, else by when they were taken.
 * null where neither is known of all. A time without a zone is read as UTC: only differences within one clock matter.
 */
export function captureTimes(artifacts: readonly Timed[]): readonly number[] | null {
  const clocks = [(artifact: Timed): string | null => artifact.parsed.capturedAt, (artifact: Timed): string | null => artifact.takenAt ?? null];
  for (const clock of clocks) {
    const times = artifacts.map((artifact) => milliseconds(clock(artifact)));
    // Also false for NaN.
    if (times.every((time, i) => time > (times[i - 1] ?? -Infinity))) return times;
  }
  return null;
}

/** Hours since the first capture; null where the times are not known. */
export function hoursOf(artifacts: readonly Timed[]): readonly number[] | null {
  return captureTimes(artifacts)?.map((time, _, [first = 0]) => (time - first) / 3_600_000) ?? null;
}

function milliseconds(time: string | null): number {
  if (time === null) return Number.NaN;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
}
