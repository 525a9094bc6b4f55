/** At least this share of the steps must rise: one jump and then rest is no growth. */
const STEPS_RISING = 2 / 3;

/**
 * Whether counts of things that should come and go only ever came: three or more captures, no fall, most steps rising,
 * and in all at least `leastGain` and `leastShare` of what was there at first.
 */
export function riseThroughout(counts: readonly number[], leastGain: number, leastShare: number): boolean {
  const first = counts[0] ?? 0;
  const gain = (counts.at(-1) ?? 0) - first;
  if (counts.length < 3 || gain < leastGain || gain < first * leastShare) return false;
  const steps = counts.slice(1).map((count, i) => count - (counts[i] ?? 0));
  return steps.every((step) => step >= 0) && steps.filter((step) => step > 0).length >= steps.length * STEPS_RISING;
}
