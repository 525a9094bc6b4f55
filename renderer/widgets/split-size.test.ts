import { describe, expect, it } from 'vitest';
import { boundedSize, sizeAfterKey } from './split-size.ts';

const BOUNDS = { min: 100, max: 400 };

describe('split pane', () => {
  it('[SPLIT-01] moves by keys and stays within its bounds', () => {
    expect(sizeAfterKey('ArrowRight', 200, BOUNDS)).toBe(216);
    expect(sizeAfterKey('ArrowLeft', 104, BOUNDS)).toBe(100);
    expect(sizeAfterKey('End', 200, BOUNDS)).toBe(400);
    expect(sizeAfterKey('x', 200, BOUNDS)).toBeNull();
    expect(boundedSize(999, BOUNDS)).toBe(400);
  });
});
