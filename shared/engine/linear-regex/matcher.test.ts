import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BudgetSpent, LinearMatcher } from './matcher.ts';
import { PatternError } from './pattern.ts';

const test = (pattern: string, text: string): boolean => new LinearMatcher(pattern).test(text, { left: 1e7 });

/** Patterns as text, made of what both engines read alike. */
const pattern = fc.letrec<{ node: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'B', '1', '-', '.', '\\d', '\\w', '\\s', '\\W', '[ab]', '[^a]', '[a-c1-3]', '[^\\w]', '\\.', '\\b', '\\B', '^', '$', '\\x41', '[\\d-]', '[B-]'),
    tie('node').map((inner) => `(${inner})`),
    tie('node').map((inner) => `(?:${inner})`),
  ),
  node: fc.oneof(
    { depthSize: 'small' },
    tie('atom'),
    fc.array(tie('atom'), { maxLength: 4 }).map((parts) => parts.join('')),
    fc.tuple(tie('atom'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '+?')).map(([atom, repeat]) => (/^(\\[bB]|[\^$])$/.test(atom) ? atom : atom + repeat)),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => `${left}|${right}`),
  ),
})).node;

describe('linear regular expressions', () => {
  it('[ENG-17] finds what the language’s own engine finds', () => {
    fc.assert(
      fc.property(pattern, fc.array(fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'c', '1', '-', ' ', '.', '\n'), maxLength: 8 }), { maxLength: 6 }), (source, texts) => {
        const own = new RegExp(source, 'i');
        const linear = new LinearMatcher(source);
        // toLowerCase of a text would be another question: the literal is looked for as the filter does.
        for (const text of texts) if (own.test(text)) expect(text.toLowerCase()).toContain(linear.literal);
        for (const text of texts) expect([source, text, linear.test(text, { left: 1e6 })]).toEqual([source, text, own.test(text)]);
      }),
      { numRuns: 1500 },
    );
  });

  it('[ENG-17] reads what people type: class names, addresses, pools', () => {
    expect(test(String.raw`^http-nio-\d+-exec-1\d$`, 'http-nio-8080-exec-12')).toBe(true);
    expect(test(String.raw`^http-nio-\d+-exec-1\d$`, 'http-nio-8080-exec-120')).toBe(false);
    expect(test('shop.*(cart|order)', 'com.acme.SHOP.OrderService')).toBe(true);
    expect(test(String.raw`10\.0\.\d{1,3}\.\d{1,3}:(80|443)\b`, '10.0.3.17:443')).toBe(true);
    expect(test('한글[가-힣]+', '한글스레드')).toBe(true);
    expect(test('a{2', 'xa{2')).toBe(true);
    expect(test('(?<year>20)25', '2025')).toBe(true);
    expect(test('', 'anything')).toBe(true);
  });

  it.each([['(a', 'syntax', 3], ['a)', 'syntax', 2], ['*a', 'syntax', 1], ['[a', 'syntax', 3], ['a**', 'syntax', 3], ['[z-a]', 'syntax', 5], ['(?=a)', 'unsupported', 2], [String.raw`(a)\1`, 'unsupported', 6], ['a{3,1}', 'syntax', 2], ['(a{100}){100}', 'too-large', 1], ['a{5000}', 'too-large', 2], ['.'.repeat(1001), 'too-large', 1000]])(
    '[ENG-17] refuses %s (%s) and says where', (source, fault, at) => {
      expect(() => new LinearMatcher(source)).toThrow(expect.objectContaining({ name: PatternError.name, fault, at }) as PatternError);
    },
  );

  it.each([[String.raw`exec-\d+7 .*session\$13$`, 'session$13'], ['(?:abc)+d?ef', 'abc'], ['a|bcd', ''], ['x(ab|cd)yz{2}', 'x'], ['(ab|cd)yzz?', 'yz'], [String.raw`\bFoo\b`, 'foo'], ['a{0}bb*', 'b']])('[ENG-17] knows the text that every match of %s holds', (source, literal) => {
    expect(new LinearMatcher(source).literal).toBe(literal);
  });

  it('[ENG-18] takes linear time for patterns that make backtracking explode', () => {
    for (const source of ['(a+)+$', '(a|a)*$', '(a|aa)+$', '(.*a){12}$', String.raw`^(\w+\s?)*$`]) {
      const budget = { left: 4_000_000 };
      new LinearMatcher(source).test(`${'a'.repeat(200_000)}!`, budget);
      expect(4_000_000 - budget.left, source).toBeLessThan(600_000);
    }
  });

  it('[ENG-18] stops when the states of a pattern are too many for the budget', () => {
    const matcher = new LinearMatcher('(a|b)*a(a|b){16}c');
    let seed = 1;
    const text = Array.from({ length: 400_000 }, () => 'ab'[((seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) >>> 24) & 1]).join('');
    expect(() => matcher.test(text, { left: 20_000_000 })).toThrow(BudgetSpent);
  });
});
