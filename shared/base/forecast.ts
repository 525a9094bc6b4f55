import { fitRobustly, type RobustFit } from './robust-fit.ts';

/**
 * Why a line through the past says nothing of the future: the times are unknown, fewer than three values, no change,
 * values that fall back (a sawtooth: fill, collect, fill), points far from any line, or a slope that may as well be none.
 */
export type NoForecast = 'times-unknown' | 'too-few' | 'unchanged' | 'falls-back' | 'poor-fit' | 'may-be-level';

/** A line that may be continued, or why none may. `fit` is there whenever a line can be drawn through the past. */
export type Forecast = { readonly because: null; readonly fit: RobustFit } | { readonly because: NoForecast; readonly fit: RobustFit | null };

/** When a rising line meets a limit, on the scale of x. `latest` null: the flattest slope of the interval never does. */
export type LimitForecast =
  | { readonly type: 'reached' }
  /** The values move away from it, or not at all. */
  | { readonly type: 'never' }
  /** Farther ahead than the past can carry. */
  | { readonly type: 'too-far' }
  | { readonly type: 'meets'; readonly at: number; readonly earliest: number; readonly latest: number | null };

/** A move against the trend of more than this share of the whole range is a collection or a clean-up. */
const FALL_BACK_ALLOWED = 0.25;
const R2_NEEDED = 0.75;
/** How many times the observed span a line may be continued. */
const SPANS_AHEAD = 100;

/** Judges points in time order; NaN values are left out. `xs` null: nobody knows when they were taken. */
export function forecast(xs: readonly number[] | null, ys: readonly number[]): Forecast {
  const known = ys.flatMap((y, i) => (Number.isNaN(y) ? [] : [{ x: xs?.[i] ?? i, y }]));
  const values = known.map(({ y }) => y);
  const fit = fitRobustly(known.map(({ x }) => x), values);
  if (known.length < 3) return { because: 'too-few', fit: null };
  if (fit === null || xs === null) return { because: 'times-unknown', fit };
  const because = doubt(values, fit);
  return because === null ? { because, fit } : { because, fit };
}

function doubt(values: readonly number[], fit: RobustFit): NoForecast | null {
  const range = Math.max(...values) - Math.min(...values);
  if (range === 0) return 'unchanged';
  if (fallBack(values, Math.sign(fit.slope)) > range * FALL_BACK_ALLOWED) return 'falls-back';
  if (fit.r2 < R2_NEEDED) return 'poor-fit';
  return fit.slopeLow <= 0 && fit.slopeHigh >= 0 ? 'may-be-level' : null;
}

/** The largest move against the direction of the whole, from the farthest point reached before. */
function fallBack(values: readonly number[], direction: number): number {
  if (direction === 0) return 0;
  let farthest = -Infinity;
  let largest = 0;
  for (const value of values) {
    const along = value * direction;
    farthest = Math.max(farthest, along);
    largest = Math.max(largest, farthest - along);
  }
  return largest;
}

/** When values that may be continued reach `limit`, seen from the last of them. The limit lies above, as all limits we know do. */
export function meetLimit(fit: RobustFit, last: { readonly x: number; readonly y: number }, firstX: number, limit: number): LimitForecast {
  if (last.y >= limit) return { type: 'reached' };
  if (fit.slope <= 0) return { type: 'never' };
  // From the line, not from the last value: one outlier at the end must not move the answer.
  const from = Math.min(limit, fit.intercept + fit.slope * last.x);
  const after = (slope: number): number => last.x + (limit - from) / slope;
  const at = after(fit.slope);
  if (at - last.x > (last.x - firstX) * SPANS_AHEAD) return { type: 'too-far' };
  return { type: 'meets', at, earliest: after(fit.slopeHigh), latest: fit.slopeLow > 0 ? after(fit.slopeLow) : null };
}
