import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowSlots } from './row-slots.ts';

describe('row slots', () => {
  it('[TABLE-POOL] gives every row one place, whatever the order of places', () => {
    assert(
      property(integer({ min: 0, max: 10_000_000 }), integer({ min: 0, max: 80 }), integer({ min: 0, max: 95 }), (first, count, start) => {
        const size = Math.max(1, count);
        const indexes = rowSlots(first, first + count - 1, size, start % size).flatMap(({ index }) => (index === null ? [] : [index]));
        expect([...indexes].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => first + i));
      }),
    );
  });

  it('[TABLE-POOL] leaves a row in its place while others come and go', () => {
    const before = rowSlots(100, 147, 48, 4);
    const after = rowSlots(110, 157, 48, 4);
    expect(after.map(({ slot }) => slot)).toEqual(before.map(({ slot }) => slot));
    const placeOf = (slots: typeof before, row: number): number | undefined => slots.find(({ index }) => index === row)?.slot;
    expect(placeOf(after, 120)).toBe(placeOf(before, 120));
  });

  it('[TABLE-POOL] has the rows in order when the places start with the first row', () => {
    const rows = rowSlots(1003, 1040, 48, 1003 % 48).flatMap(({ index }) => (index === null ? [] : [index]));
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
  });
});
