import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineScanner } from './line-scanner.ts';

function scan(text: string, chunkBytes: number): readonly (readonly [line: string, number: number])[] {
  const lines: (readonly [string, number])[] = [];
  const scanner = new LineScanner((bytes, start, end, number) => lines.push([new TextDecoder().decode(bytes.slice(start, end)), number]));
  const bytes = new TextEncoder().encode(text);
  const chunk = new Uint8Array(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const piece = bytes.subarray(at, at + chunkBytes);
    chunk.set(piece);
    scanner.push(chunk.subarray(0, piece.length));
  }
  scanner.finish();
  return lines;
}

describe('cutting lines', () => {
  it('[BASE-01] gives each line once, with its number, whatever the chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'bcd', '한', '\n', '\r\n', ' '), { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (parts, chunkBytes) => {
        const text = parts.join('');
        const expected = text.replace(/\r?\n$/, '').split(/\r?\n/);
        expect(scan(text, chunkBytes)).toEqual(text === '' ? [] : expected.map((line, i) => [line, i + 1]));
      }),
    );
  });

  it('[BASE-02] cuts a line longer than 256 KiB and goes on after it', () => {
    for (const chunkBytes of [1 << 16, 1 << 21]) {
      const lines = scan(`${'x'.repeat(1_000_000)}\nnext\n`, chunkBytes);
      expect(lines.map(([line, number]) => [line.length, number])).toEqual([[262_144, 1], [4, 2]]);
    }
  });
});
