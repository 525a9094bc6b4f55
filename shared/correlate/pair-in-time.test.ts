import { describe, expect, it } from 'vitest';
import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';
import { pairInTime } from './pair-in-time.ts';

type Timed = Pick<LoadedArtifact<unknown>, 'takenAt' | 'clockOffsetMs' | 'parsed'>;

const artifact = (tool: string, capturedAt: string | null, takenAt: string | null = null, clockOffsetMs: number | null = null): Timed => ({ takenAt, clockOffsetMs, parsed: { tool, capturedAt } as LoadedArtifact<unknown>['parsed'] });

describe('captures that go together', () => {
  // Taken here at 12:00 and 12:03, while the host's clock said 12:05 and 12:08.
  const early = artifact('ss', null, '2026-11-21T12:00:00Z', 300_000);
  const late = artifact('ss', null, '2026-11-21T12:03:00Z', 300_000);

  it('[CLOCK-05] are found by the host’s clock where one prints its time and the other was recorded here', () => {
    const log = [artifact('status', '2026-11-21T12:08:05Z'), artifact('status', '2026-11-21T12:05:05Z'), artifact('status', '2026-11-21T12:30:00Z')];
    expect(pairInTime([early, late], 0, log)).toBe(log[1]);
    expect(pairInTime([early, late], 1, log)).toBe(log[0]);
  });

  it('[CLOCK-05] are not guessed where the clock is not known, or what is printed has no zone', () => {
    const unknown = [artifact('ss', null, '2026-11-21T12:00:00Z'), artifact('ss', null, '2026-11-21T12:03:00Z')];
    expect(pairInTime(unknown, 0, [artifact('status', '2026-11-21T12:05:05Z'), artifact('status', '2026-11-21T12:05:06Z'), artifact('status', '2026-11-21T12:05:07Z')])).toBeNull();
    expect(pairInTime([early, late], 0, [artifact('status', '2026-11-21T12:05:05'), artifact('status', '2026-11-21T12:05:06'), artifact('status', '2026-11-21T12:05:07')])).toBeNull();
  });
});
