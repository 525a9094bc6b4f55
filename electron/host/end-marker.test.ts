import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EndMarkerWatch } from './end-marker.ts';

const seenIn = (marker: RegExp | null, ...chunks: string[]): boolean => {
  const watch = new EndMarkerWatch(marker);
  for (const chunk of chunks) watch.push(Buffer.from(chunk));
  return watch.seen;
};

describe('end markers', () => {
  it('[MARKER-01] sees a marker wherever the output is cut into chunks', () => {
    const text = 'line one\nTotal      4130    262144\n';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(seenIn(/^Total\s+\d+/m, ...at.slice(1).map((end, i) => text.slice(at[i], end)))).toBe(true);
      }),
    );
  });

  it('[MARKER-02] takes the start of a chunk for the start of a line only when it is one', () => {
    expect(seenIn(/^Total\s+\d+/m, 'a '.repeat(5000), 'Total 4')).toBe(false);
    expect(seenIn(/^Total\s+\d+/m, 'Sub', 'Total 4')).toBe(false);
  });

  it('[MARKER-03] asks for nothing where a recipe has no marker, and is not fooled by its flags', () => {
    expect(seenIn(null)).toBe(true);
    expect(seenIn(/x/g, 'no', 'yes x')).toBe(true);
    expect(seenIn(/JNI global ref/)).toBe(false);
  });
});
