import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SCROLL_HEIGHT, scrollScale, toContent, toElement } from './scroll-scale.ts';

describe('scroll scale', () => {
  it('[TABLE-CAP] leaves tables of ordinary height alone', () => {
    expect(scrollScale(24 * 100_000, 600)).toEqual({ contentHeight: 2_400_000, elementHeight: 2_400_000, factor: 1 });
  });

  it('[TABLE-CAP] reaches the first and the last row of any table', () => {
    assert(
      property(integer({ min: 1, max: 50_000_000 }), integer({ min: 100, max: 4000 }), (rows, viewport) => {
        const content = rows * 24;
        const scale = scrollScale(content, viewport);
        expect(scale.elementHeight).toBeLessThanOrEqual(MAX_SCROLL_HEIGHT);
        expect(toContent(scale, 0)).toBe(0);
        const bottom = Math.max(0, scale.elementHeight - viewport);
        expect(toContent(scale, bottom)).toBeCloseTo(Math.max(0, content - viewport), 2);
        expect(toElement(scale, toContent(scale, bottom))).toBeCloseTo(bottom, 2);
      }),
    );
  });
});
