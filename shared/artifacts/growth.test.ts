import { describe, expect, it } from 'vitest';
import { captureTimes, hoursOf } from './capture-times.ts';
import { growthOf } from './growth.ts';

const at = (capturedAt: string | null, takenAt: string | null) => ({ parsed: { capturedAt }, takenAt });

describe('growth over captures', () => {
  it('[SERIES-01] takes printed times, else those of capturing, and never mixes them', () => {
    const taken = ['2026-11-20T10:00:00Z', '2026-11-20T10:30:00Z'] as const;
    expect(hoursOf([at('2026-11-20T10:00:00', taken[0]), at('2026-11-20T12:00:00', taken[1])])).toEqual([0, 2]);
    expect(hoursOf([at('2026-11-20T10:00:00', taken[0]), at(null, taken[1])])).toEqual([0, 0.5]);
    expect(hoursOf([at('2026-11-20T10:00:00', taken[0]), at('2026-11-20T10:00:00', taken[1])])).toEqual([0, 0.5]);
    expect(captureTimes([at(null, taken[0]), at(null, null)])).toBeNull();
    expect(captureTimes([at(null, taken[1]), at(null, taken[0])])).toBeNull();
  });

  it('[SERIES-02] gives slope, fit and the hours to a known limit', () => {
    expect(growthOf([0, 1, 2, 3], [100, 110, 120, 130], 150)).toEqual({ slopePerHour: 10, r2: 1, etaToLimit: 2 });
    expect(growthOf([0, 1, 2], [5, 6, 7], null)).toMatchObject({ slopePerHour: 1, etaToLimit: null });
    expect(growthOf([0, 1, 2], [5, 6, 7], 7)).toMatchObject({ etaToLimit: 0 });
  });

  it('[SERIES-02] gives no time to a limit when the fit does not allow it', () => {
    expect(growthOf([0, 1, 2, 3, 4, 5], [10, 60, 15, 65, 20, 70], 100)).toMatchObject({ etaToLimit: null });
    expect(growthOf(null, [1, 2, 3], 10)).toBeNull();
    expect(growthOf([0, 1, 2], [1, Number.NaN, 3], 10)).toBeNull();
    expect(growthOf([0, 1, 2], [4, 4, 4], 10)).toBeNull();
    expect(growthOf([0, 1], [4, 5], 10)).toBeNull();
  });
});
