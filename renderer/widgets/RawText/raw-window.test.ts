import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, nextPart, PART_LINES, partAround, previousPart } from './raw-window.ts';

describe('parts of a raw text', () => {
  it('[RAW-01] holds the asked line, within the text and within the limit', () => {
    assert(
      property(integer({ min: 1, max: 5_000_000 }), integer({ min: 1, max: 5_000_000 }), (line, total) => {
        const part = partAround(line, total);
        expect(part.first).toBeGreaterThanOrEqual(1);
        expect(part.last).toBeLessThanOrEqual(total);
        expect(part.last - part.first + 1).toBe(Math.min(total, PART_LINES));
        expect(holds(part, Math.min(line, total))).toBe(true);
      }),
    );
  });

  it('[RAW-02] walks to both ends with overlap', () => {
    const total = 95_000;
    let part = partAround(null, total);
    for (let next = nextPart(part, total); next !== null; next = nextPart(part, total)) {
      expect(next.first).toBeGreaterThan(part.first);
      expect(next.first).toBeLessThanOrEqual(part.last);
      part = next;
    }
    expect(part.last).toBe(total);
    for (let back = previousPart(part, total); back !== null; back = previousPart(part, total)) part = back;
    expect(part.first).toBe(1);
  });

  it('[RAW-03] knows an empty text', () => {
    const empty = partAround(null, 0);
    expect(empty.last).toBeLessThan(empty.first);
    expect(nextPart(empty, 0)).toBeNull();
    expect(previousPart(empty, 0)).toBeNull();
  });
});
