import type { UnitRange } from './pattern.ts';

const LAST_UNIT = 0xffff;
/** Longer ranges, such as all of Hangul, hold letters without case. */
const LONGEST_FOLDED = 2048;

export const DIGITS: readonly UnitRange[] = [{ first: 48, last: 57 }];
export const WORD: readonly UnitRange[] = [...DIGITS, { first: 65, last: 90 }, { first: 95, last: 95 }, { first: 97, last: 122 }];
/** White space as in ECMAScript. */
export const SPACE: readonly UnitRange[] = [
  { first: 9, last: 13 }, { first: 32, last: 32 }, { first: 0xa0, last: 0xa0 }, { first: 0x1680, last: 0x1680 }, { first: 0x2000, last: 0x200a },
  { first: 0x2028, last: 0x2029 }, { first: 0x202f, last: 0x202f }, { first: 0x205f, last: 0x205f }, { first: 0x3000, last: 0x3000 }, { first: 0xfeff, last: 0xfeff },
];
/** Everything but the ends of lines. */
export const ANY: readonly UnitRange[] = complement([{ first: 10, last: 10 }, { first: 13, last: 13 }, { first: 0x2028, last: 0x2029 }]);

/** Sorted, without overlaps. */
export function normal(ranges: readonly UnitRange[]): readonly UnitRange[] {
  const result: UnitRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = result.at(-1);
    if (before !== undefined && range.first <= before.last + 1) result[result.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
    else result.push(range);
  }
  return result;
}

export function complement(ranges: readonly UnitRange[]): readonly UnitRange[] {
  const result: UnitRange[] = [];
  let next = 0;
  for (const { first, last } of normal(ranges)) {
    if (first > next) result.push({ first: next, last: first - 1 });
    next = last + 1;
  }
  if (next <= LAST_UNIT) result.push({ first: next, last: LAST_UNIT });
  return result;
}

/** With the other case of every letter; only letters whose other case is one unit have one. */
export function withBothCases(ranges: readonly UnitRange[]): readonly UnitRange[] {
  const more: UnitRange[] = [];
  for (const { first, last } of ranges) {
    if (last - first > LONGEST_FOLDED) continue;
    for (let unit = first; unit <= last; unit++) {
      const letter = String.fromCharCode(unit);
      for (const other of [letter.toLowerCase(), letter.toUpperCase()]) {
        const folded = other.charCodeAt(0);
        // As in ECMAScript, no letter outside ASCII matches one inside (U+212A is not k).
        if (other.length === 1 && folded !== unit && folded < 128 === unit < 128) more.push({ first: folded, last: folded });
      }
    }
  }
  return more.length === 0 ? ranges : [...ranges, ...more];
}
