import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../shared/base/translate.ts';
import { WIDGET_MESSAGES } from '../messages.ts';
import { excludeValue, filterFromTicks, filterName, onlyValue, ticksFromFilters, withFilter, withoutColumn } from './filter-list.ts';

const words = { translate: createTranslator('en', [WIDGET_MESSAGES]), language: 'en' } as const;

describe('column filters', () => {
  it('[TABLE-14] holds one condition for each column and kind', () => {
    const one = withFilter([], { column: 'a', op: 'contains', text: 'x' });
    expect(withFilter(one, { column: 'a', op: 'contains', text: 'y' })).toEqual([{ column: 'a', op: 'contains', text: 'y' }]);
    expect(withoutColumn(one, 'a')).toEqual([]);
  });

  it('[TABLE-15] shows only a value, or gathers excluded values', () => {
    expect(onlyValue(excludeValue([], 'state', 'BLOCKED'), 'state', 'RUNNABLE')).toEqual([{ column: 'state', op: 'in', values: ['RUNNABLE'] }]);
    expect(excludeValue(excludeValue([], 'state', 'A'), 'state', null)).toEqual([{ column: 'state', op: 'not-in', values: ['A', null] }]);
  });

  it('[TABLE-14] turns ticks into the shorter condition and back', () => {
    const listed = ['a', 'b', 'c', null];
    for (const ticked of [['a'], ['a', 'b', 'c'], ['b', null], []]) {
      const filter = filterFromTicks('x', listed, new Set(ticked));
      expect(filter).not.toBeNull();
      expect(ticksFromFilters('x', listed, filter === null ? [] : [filter])).toEqual(new Set(ticked));
    }
    expect(filterFromTicks('x', listed, new Set(listed))).toBeNull();
    expect(filterFromTicks('x', listed, new Set(['a', 'b', 'c']))).toEqual({ column: 'x', op: 'not-in', values: [null] });
  });

  it('[TABLE-14] says each condition in words', () => {
    expect(filterName({ column: 'state', op: 'in', values: ['BLOCKED'] }, undefined, words)).toBe('state: BLOCKED');
    expect(filterName({ column: 'state', op: 'not-in', values: ['a', 'b', 'c', 'd'] }, undefined, words)).toBe('state: not 4 values');
    expect(filterName({ column: 'n', op: 'range', min: 5, max: null }, undefined, words)).toBe('n ≥ 5');
  });
});
