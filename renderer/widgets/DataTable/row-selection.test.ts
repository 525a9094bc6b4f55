import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendTo, isSelected, NO_SELECTION, selectAll, selectedCount, selectOne, toggle } from './row-selection.ts';

describe('row selection', () => {
  it('[TABLE-19] extends from the anchor in both directions', () => {
    expect(extendTo(selectOne(5), 8).ranges).toEqual([{ first: 5, last: 8 }]);
    expect(extendTo(extendTo(selectOne(5), 8), 2).ranges).toEqual([{ first: 2, last: 5 }]);
  });

  it('[TABLE-19] toggles rows as a plain set would', () => {
    assert(
      property(array(integer({ min: 0, max: 12 }), { maxLength: 40 }), (clicks) => {
        const model = new Set<number>();
        let selection = NO_SELECTION;
        for (const index of clicks) {
          if (!model.delete(index)) model.add(index);
          selection = toggle(selection, index);
        }
        expect([...Array(13).keys()].filter((i) => isSelected(selection, i))).toEqual([...model].sort((a, b) => a - b));
        expect(selectedCount(selection)).toBe(model.size);
      }),
    );
  });

  it('[TABLE-19] selects everything as one range, and nothing in an empty table', () => {
    expect(selectedCount(selectAll(NO_SELECTION, 1_000_000))).toBe(1_000_000);
    expect(selectAll(NO_SELECTION, 0)).toBe(NO_SELECTION);
  });
});
