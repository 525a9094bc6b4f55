import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

describe('sparkline', () => {
  it('[SPARK-01] puts the lowest value at the bottom and the highest at the top', () => {
    expect(sparklinePath([0, 10], 25, 25).line).toBe('M2.5 22.5L22.5 2.5');
  });

  it('[SPARK-02] leaves a gap where the source did not say', () => {
    expect(sparklinePath([1, null, 3, 4], 35, 25).line.match(/M/g)).toHaveLength(2);
  });

  it('[SPARK-03] draws a constant series in the middle and nothing for no values', () => {
    expect(sparklinePath([5, 5], 25, 20).line).toBe('M2.5 10L22.5 10');
    expect(sparklinePath([null], 25, 20)).toEqual({ line: '', dots: [] });
  });
});
