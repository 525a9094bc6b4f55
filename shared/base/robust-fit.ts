import { medianSlope } from './fit-line.ts';

/** A line that a few outliers do not move, with how sure it is. */
export interface RobustFit {
  /** Median of the slopes between all pairs of points (Theil–Sen). */
  readonly slope: number;
  readonly intercept: number;
  /** Share of the variance that the line explains; negative when it is worse than no line. */
  readonly r2: number;
  readonly points: number;
  /** 90 % interval of the slope. */
  readonly slopeLow: number;
  readonly slopeHigh: number;
  /** Standard deviation of the residuals. */
  readonly spread: number;
  readonly meanX: number;
  /** Sum of the squared distances of x from their mean. */
  readonly squaresX: number;
}

/** Student's t, 95th percentile, by degrees of freedom from 1: both tails together leave 10 % out. */
const T_95 = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.74, 1.734, 1.729, 1.725];
const T_LARGE = 1.66;

/** Slopes of all pairs of more points would take too long; then every k-th point is taken. */
const MOST_POINTS = 600;

/** null with fewer than three points or fewer than two different x. Points must be known: leave out NaN before. */
export function fitRobustly(allX: readonly number[], allY: readonly number[]): RobustFit | null {
  const step = Math.ceil(allX.length / MOST_POINTS);
  const xs = step > 1 ? allX.filter((_, i) => i % step === 0) : allX;
  const ys = step > 1 ? allY.filter((_, i) => i % step === 0) : allY;
  const points = xs.length;
  const slope = points < 3 ? null : medianSlope(xs, ys);
  if (slope === null) return null;
  const intercept = median(xs.map((x, i) => (ys[i] as number) - slope * x));
  const meanX = mean(xs);
  const meanY = mean(ys);
  const squaresX = squares(xs.map((x) => x - meanX));
  const squaresY = squares(ys.map((y) => y - meanY));
  const residuals = squares(xs.map((x, i) => (ys[i] as number) - intercept - slope * x));
  const spread = Math.sqrt(residuals / (points - 2));
  const margin = (tOf(points) * spread) / Math.sqrt(squaresX);
  return { slope, intercept, r2: squaresY === 0 ? 0 : 1 - residuals / squaresY, points, slopeLow: slope - margin, slopeHigh: slope + margin, spread, meanX, squaresX };
}

/** Between which values the next measurement at `x` is to be expected, in 90 of 100 cases. */
export function expectedAt(fit: RobustFit, x: number): { readonly low: number; readonly value: number; readonly high: number } {
  const value = fit.intercept + fit.slope * x;
  const margin = tOf(fit.points) * fit.spread * Math.sqrt(1 + 1 / fit.points + (x - fit.meanX) ** 2 / fit.squaresX);
  return { low: value - margin, value, high: value + margin };
}

function tOf(points: number): number {
  return T_95[points - 3] ?? T_LARGE;
}

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}
