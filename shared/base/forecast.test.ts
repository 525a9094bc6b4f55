import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast, meetLimit } from './forecast.ts';
import { expectedAt, fitRobustly } from './robust-fit.ts';

const times = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i * 10);
/** Noise that is the same in every run. */
const noise = (i: number): number => ((Math.imul(i + 1, 2_654_435_761) >>> 0) / 2 ** 32 - 0.5) * 2;

describe('forecasts', () => {
  it('[BASE-TREND-01] continues a slow leak, with noise and with an outlier', () => {
    const leak = times(12).map((_, i) => 1000 + i * 5 + noise(i) * 3);
    const { because, fit } = forecast(times(12), leak);
    expect(because).toBeNull();
    expect(fit?.slope).toBeCloseTo(0.5, 1);
    expect(fitRobustly(times(12), leak.with(4, 5000))?.slope).toBeCloseTo(0.5, 1);
  });

  it('[BASE-TREND-01] continues three points of a steady leak', () => {
    expect(forecast([0, 10, 20], [6000, 11_000, 16_100])).toMatchObject({ because: null });
  });

  it.each([
    ['a sawtooth', [10, 20, 30, 40, 12, 22, 32, 42, 13, 23, 33, 43], 'falls-back'],
    ['a sawtooth that ends high', [10, 60, 15, 65, 20, 70], 'falls-back'],
    ['one jump', [10, 10, 10, 10, 50, 50], 'poor-fit'],
    ['no change', [7, 7, 7, 7], 'unchanged'],
    ['two points', [1, 2], 'too-few'],
    ['points that nobody measured', [1, Number.NaN, 2, Number.NaN], 'too-few'],
    ['three points that scatter', [100, 101, 104], 'may-be-level'],
  ])('[BASE-TREND-02] has no forecast for %s', (_, values, because) => {
    expect(forecast(times(values.length), values).because).toBe(because);
  });

  it('[BASE-TREND-02] has no forecast when nobody knows the times, but a line', () => {
    expect(forecast(null, [1, 2, 3])).toMatchObject({ because: 'times-unknown', fit: { slope: 1 } });
  });

  it('[BASE-TREND-03] says when a limit is met, how early and how late', () => {
    const { fit } = forecast(times(6), [100, 110, 119, 130, 141, 150]);
    if (fit === null) throw new Error('no fit');
    const met = meetLimit(fit, { x: 50, y: 150 }, 0, 200);
    expect(met).toMatchObject({ type: 'meets' });
    if (met.type !== 'meets') return;
    expect(met.at).toBeCloseTo(100, -1);
    expect(met.earliest).toBeLessThan(met.at);
    expect(met.latest).toBeGreaterThan(met.at);
    expect(meetLimit(fit, { x: 50, y: 150 }, 0, 150)).toEqual({ type: 'reached' });
    expect(meetLimit(fit, { x: 50, y: 150 }, 0, 1e6)).toEqual({ type: 'too-far' });
    const falling = fitRobustly([0, 1, 2], [3, 2, 1]);
    expect(falling && meetLimit(falling, { x: 2, y: 1 }, 0, 9)).toEqual({ type: 'never' });
  });

  it('[BASE-TREND-04] fits an exact line exactly, wherever it lies', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -50, max: 50 }), fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 20 }), (start, slope, xs) => {
        const fit = fitRobustly(xs, xs.map((x) => start + slope * x));
        expect(fit?.slope).toBeCloseTo(slope, 6);
        expect(expectedAt(fit!, 5).low).toBeCloseTo(start + slope * 5, 4);
        expect(expectedAt(fit!, 5).high).toBeCloseTo(start + slope * 5, 4);
      }),
    );
  });

  it('[BASE-TREND-04] thins out very long series instead of growing with their square', () => {
    const xs = Array.from({ length: 50_000 }, (_, i) => i);
    expect(fitRobustly(xs, xs.map((x) => 3 * x + noise(x)))?.slope).toBeCloseTo(3, 3);
  });
});
