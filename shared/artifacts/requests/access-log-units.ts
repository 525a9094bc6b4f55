import type { AccessLine } from './read-access-log.ts';

/** How many of a column's units make a millisecond, and whether the log itself shows it. */
export interface DurationColumn {
  readonly column: number;
  readonly perMs: number;
  readonly isCertain: boolean;
}

const MICROSECONDS = 1000;
/** A request may have begun this long before the log's first line. */
const SLACK_MS = 3_600_000;

/**
 * Which number is the duration, and in what. Of two columns of which one is nearly always a thousand times the other, the larger is in microseconds.
 * A single one is in microseconds if milliseconds would make some request begin long before the log does; otherwise milliseconds are assumed,
 * and seconds where all numbers have a fraction. RQ-05
 */
export function durationColumn(lines: readonly AccessLine[]): DurationColumn | null {
  const width = lines.reduce((least, { numbers }) => Math.min(least, numbers.length), Number.POSITIVE_INFINITY);
  if (lines.length === 0 || width === 0) return null;
  const values = (column: number): readonly number[] => lines.map(({ numbers }) => numbers[column] ?? 0);
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < width; b++) {
      if (a !== b && isThousandfold(values(a), values(b))) return { column: a, perMs: MICROSECONDS, isCertain: true };
    }
  }
  const column = 0;
  const all = values(column);
  if (all.some((value) => !Number.isInteger(value))) return { column, perMs: 1 / 1000, isCertain: true };
  const times = lines.flatMap(({ row }) => (row.seenAtMs === null ? [] : [row.seenAtMs]));
  const span = largest(times) + largest(times.map((time) => -time));
  const longest = largest(all);
  return longest > span + SLACK_MS ? { column, perMs: MICROSECONDS, isCertain: true } : { column, perMs: 1, isCertain: false };
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}

function isThousandfold(large: readonly number[], small: readonly number[]): boolean {
  const telling = large.flatMap((value, i) => (value >= 10_000 ? [[value, small[i] ?? 0] as const] : []));
  // The second may be another time, such as that of the first byte: nearly always the same.
  const agreeing = telling.filter(([value, other]) => Math.abs(value / 1000 - other) <= Math.max(5, other / 100)).length;
  return telling.length > 0 && agreeing >= telling.length * 0.8;
}
