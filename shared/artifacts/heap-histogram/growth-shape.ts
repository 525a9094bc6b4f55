import { medianSlope } from '../../base/fit-line.ts';

/** A fall of more than this share of the whole rise is a collection or a clean-up, not steady growth. */
const FALL_ALLOWED = 0.05;

/** At least this share of the steps must rise: one jump and then rest is no growth. */
const STEPS_RISING = 2 / 3;

/**
 * Whether values rise steadily over three or more captures. A sawtooth (fill, collect, fill) does not, even if it ends higher than it began.
 * NaN anywhere means that nobody knows: false.
 */
export function growsSteadily(values: readonly number[]): boolean {
  const first = values[0] ?? Number.NaN;
  const rise = (values.at(-1) ?? Number.NaN) - first;
  if (values.length < 3 || !(rise > 0)) return false;
  let rising = 0;
  let highest = first;
  for (const [i, value] of values.entries()) {
    if (!(value >= highest - rise * FALL_ALLOWED)) return false;
    if (i > 0 && value > (values[i - 1] ?? 0)) rising += 1;
    highest = Math.max(highest, value);
  }
  const slope = medianSlope(values.map((_, i) => i), values);
  return rising >= (values.length - 1) * STEPS_RISING && slope !== null && slope > 0;
}
