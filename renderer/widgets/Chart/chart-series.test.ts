import { describe, expect, it } from 'vitest';
import { fitRobustly } from '../../../shared/base/robust-fit.ts';
import { chartColumns, lineEnd, showsLimit, type ChartPoint } from './chart-series.ts';

const POINTS: readonly ChartPoint[] = [10, 20, null, 40].map((y, i) => ({ x: i * 100, y, name: `#${i}` }));
const fit = fitRobustly([0, 100, 300], [10, 20, 40]);

describe('what a chart draws', () => {
  it('[CHART-01] keeps measured values and gaps, and passes over the places of other lines', () => {
    const [xs, measured] = chartColumns(POINTS, fit && { fit, isTrusted: true, until: 450 }, null);
    expect(POINTS.map(({ x }) => measured[xs.indexOf(x)])).toEqual([10, 20, null, 40]);
    expect(measured.filter((value) => value === undefined).length).toBe(xs.length - POINTS.length);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });

  it('[CHART-02] continues a trusted line beyond the last point, and no other', () => {
    const [xs, , past, ahead] = chartColumns(POINTS, fit && { fit, isTrusted: true, until: 450 }, null);
    expect(xs.at(-1)).toBe(450);
    expect(ahead.at(-1)).toBeCloseTo(55);
    expect(past.at(-1)).toBeNull();
    const doubted = chartColumns(POINTS, fit && { fit, isTrusted: false, until: 450 }, 99);
    expect(doubted[0].at(-1)).toBe(300);
    expect(doubted[3].every((value) => value === null)).toBe(true);
    expect(doubted[4].every((value) => value === null)).toBe(true);
    expect(new Set(doubted[6])).toEqual(new Set([99]));
  });

  it('[CHART-03] draws to a limit that is near, and leaves out one that would flatten the values', () => {
    expect(lineEnd(POINTS, 400)).toBe(415);
    expect(lineEnd(POINTS, 100_000)).toBe(450);
    expect(lineEnd(POINTS, null)).toBe(450);
    const line = fit && { fit, isTrusted: true, until: 450 };
    expect([showsLimit(POINTS, line, 60), showsLimit(POINTS, line, 10_000), showsLimit(POINTS, null, null)]).toEqual([true, false, false]);
  });
});
