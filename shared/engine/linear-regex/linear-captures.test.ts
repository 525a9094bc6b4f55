import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinearCaptures } from './linear-captures.ts';
import { BudgetSpent } from './matcher.ts';

const find = (pattern: string, text: string): Record<string, string> | null => {
  const groups = new LinearCaptures(pattern).find(text, { left: 1e7 });
  return groups === null ? null : Object.fromEntries(groups);
};
const own = (pattern: string, text: string): Record<string, string> | null => {
  const match = new RegExp(pattern, 'i').exec(text);
  return match === null ? null : Object.fromEntries(Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined && value !== ''));
};

const part = fc.constantFrom('a', 'b', '[ab]', String.raw`\w`, '.', 'a*', 'b+', '(?:ab)?', 'a|b', String.raw`\b`, '[^a]{1,2}');
const pattern = fc.tuple(part, part, part, part).map(([first, x, between, y]) => `(?:${first})(?<x>${x})(?:${between})(?<y>${y})?`);

describe('named groups in linear time', () => {
  it('[ENG-40] finds what the language’s own engine finds in its named groups', () => {
    fc.assert(fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'A', 'b', ' ', 'c'), maxLength: 10 }), (source, text) => { expect([source, text, find(source, text)]).toEqual([source, text, own(source, text)]); }), { numRuns: 1500 });
  });

  it('[ENG-40] reads URLs out of names', () => {
    expect(find(String.raw`uri=(?<url>/\S*) user=(?<user>\w+)`, 'exec-1 uri=/orders/42 user=ann')).toEqual({ url: '/orders/42', user: 'ann' });
    expect(find(String.raw`^(?<method>GET|POST) (?<url>/\S*)`, 'exec-1 GET /x')).toBe(null);
  });

  it('[ENG-40] takes no more work than its budget, whatever the pattern', () => {
    expect(() => new LinearCaptures('(?<x>(a*)*)*b').find('a'.repeat(2000), { left: 1000 })).toThrow(BudgetSpent);
    const budget = { left: 4_000_000 };
    expect(new LinearCaptures('(?<x>(a+)+)$').find(`${'a'.repeat(2000)}!`, budget)).toBe(null);
    expect(budget.left).toBeGreaterThan(3_800_000);
  });
});
