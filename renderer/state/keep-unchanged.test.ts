import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepUnchanged } from './keep-unchanged.ts';

describe('keeping what did not change', () => {
  it('[KEEP-01] gives what was asked to be kept, whatever was there before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
        expect(keepUnchanged(before, next)).toEqual(next);
      }),
    );
  });

  it('[KEEP-02] gives the value itself when an equal one comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(keepUnchanged(value, structuredClone(value))).toBe(value);
      }),
    );
  });

  it('[KEEP-03] keeps the items of a list by their ids when others come between them', () => {
    const before = { captures: [{ id: 'a', bytes: 1 }, { id: 'b', bytes: 2 }] };
    const next = keepUnchanged(before, { captures: [{ id: 'a', bytes: 1 }, { id: 'c', bytes: 3 }, { id: 'b', bytes: 2 }] });
    expect(next.captures[0]).toBe(before.captures[0]);
    expect(next.captures[2]).toBe(before.captures[1]);
  });
});
