/** A straight line through points: `y = intercept + slope * x`. */
export interface FittedLine {
  readonly slope: number;
  readonly intercept: number;
  /** Share of the variance that the line explains, 0…1. */
  readonly r2: number;
}

/** Least squares; null with fewer than two different x, or when all y are equal. */
export function fitLine(xs: readonly number[], ys: readonly number[]): FittedLine | null {
  const meanX = mean(xs);
  const meanY = mean(ys);
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < xs.length; i++) {
    const dx = (xs[i] ?? 0) - meanX;
    const dy = (ys[i] ?? 0) - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  if (xx === 0 || yy === 0 || Number.isNaN(xx) || Number.isNaN(yy)) return null;
  const slope = xy / xx;
  return { slope, intercept: meanY - slope * meanX, r2: (xy * xy) / (xx * yy) };
}

/** Median of the slopes between all pairs of points (Theil–Sen): a few outliers do not move it. null with fewer than two different x. */
export function medianSlope(xs: readonly number[], ys: readonly number[]): number | null {
  const slopes: number[] = [];
  for (let i = 0; i < xs.length; i++) {
    for (let j = i + 1; j < xs.length; j++) {
      const dx = (xs[j] ?? 0) - (xs[i] ?? 0);
      if (dx !== 0) slopes.push(((ys[j] ?? 0) - (ys[i] ?? 0)) / dx);
    }
  }
  if (slopes.length === 0) return null;
  slopes.sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  const upper = slopes[middle] ?? 0;
  return slopes.length % 2 === 1 ? upper : (upper + (slopes[middle - 1] ?? 0)) / 2;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
