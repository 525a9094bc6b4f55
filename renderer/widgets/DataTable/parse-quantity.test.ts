import { describe, expect, it } from 'vitest';
import { parseQuantity } from './parse-quantity.ts';

describe('typed bounds', () => {
  it.each([
    ['12', 'count', 12],
    ['1,234,567', 'count', 1_234_567],
    ['4 MB', 'bytes', 4 * 1024 * 1024],
    ['1.5k', 'bytes', 1536],
    ['2 min', 'milliseconds', 120_000],
    ['-3', 'count', -3],
    ['90 %', 'percent', 90],
  ] as const)('[TABLE-14] reads %j as a bound in %s', (text, unit, value) => {
    expect(parseQuantity(text, unit)).toBe(value);
  });

  it.each(['', ' ', 'x', '5 parsecs', '1e5x', 'MB'])('[TABLE-14] takes %j as no number', (text) => {
    expect(parseQuantity(text, 'bytes')).toBeNull();
  });
});
