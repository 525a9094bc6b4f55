import { describe, expect, it } from 'vitest';
import { fitLine, medianSlope } from './fit-line.ts';

describe('fitting a line', () => {
  it('[BASE-03] finds the line that points lie on', () => {
    const fit = fitLine([0, 1, 2, 5], [10, 13, 16, 25]);
    expect(fit?.slope).toBeCloseTo(3);
    expect(fit?.intercept).toBeCloseTo(10);
    expect(fit?.r2).toBeCloseTo(1);
  });

  it('[BASE-03] says null where nothing can be fitted', () => {
    expect(fitLine([], [])).toBeNull();
    expect(fitLine([1, 1], [2, 3])).toBeNull();
    expect(fitLine([1, 2], [3, 3])).toBeNull();
    expect(fitLine([1, 2, 3], [3, NaN, 5])).toBeNull();
  });

  it('[BASE-04] is not moved by one outlier', () => {
    expect(medianSlope([0, 1, 2, 3, 4], [0, 2, 4, 600, 8])).toBeCloseTo(2);
    expect(medianSlope([1], [1])).toBeNull();
  });
});
