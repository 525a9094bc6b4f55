import * as fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LINE_DISPLAY_LIMIT, LineCutter } from '../../shared/host-api/answers/line-cutter.ts';
import { openTestHost, temporaryFolder } from './testing/open-test-host.ts';
import type { RawLines } from '../../shared/host-api/views.ts';

function cut(bytes: Buffer, encoding: string, skip: number, count: number, size = 7): LineCutter {
  const cutter = new LineCutter(encoding, skip, count);
  // One buffer for all chunks, as a file reader has it.
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) cutter.push(buffer.subarray(0, bytes.copy(buffer, 0, at, at + size)));
  cutter.finish();
  return cutter;
}

describe('raw lines', () => {
  it('[RAW-01] ends a line at LF, CRLF or a lone CR, and needs no end after the last', () => {
    expect(cut(Buffer.from('a\nb\r\nc\rd\r\r\ne\n\nf'), 'utf-8', 0, 99, 3).lines).toEqual(['a', 'b', 'c', 'd', 'e', '', 'f']);
    expect(cut(Buffer.from('a\r\rb\r'), 'utf-8', 0, 99, 1).lines).toEqual(['a', '', 'b']);
  });

  it('[RAW-02] gives the same lines however the bytes are cut, in every encoding', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '한', ' ', '😀', 'Ċ', 'ഀ'), maxLength: 9 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n', '\r'), fc.integer({ min: 1, max: 9 }), (lines, end, size) => {
        const text = `${lines.join(end)}${end}`;
        expect(cut(Buffer.from(text), 'utf-8', 0, 99, size).lines).toEqual(lines);
        const little = Buffer.from(text, 'utf16le');
        expect(cut(little, 'utf-16le', 0, 99, size * 2).lines).toEqual(lines);
        expect(cut(Buffer.from(little).swap16(), 'utf-16be', 0, 99, size * 2).lines).toEqual(lines);
      }),
    );
  });

  it('[RAW-03] shows control characters and bidi marks instead of obeying them', () => {
    expect(cut(Buffer.from('\0\u001b[31m\u202etxt\u0007'), 'utf-8', 0, 1).lines).toEqual(['␀␛[31m⟨U+202E⟩txt␇']);
  });

  it('[RAW-04] cuts a long line for the eye and says so', () => {
    const { lines, cut: wasCut } = cut(Buffer.from(`${'x'.repeat(5_000_000)}\nshort`), 'utf-8', 0, 9, 65_536);
    expect(lines.map((line) => line.length)).toEqual([LINE_DISPLAY_LIMIT + 1, 5]);
    expect(wasCut).toBe(true);
    expect(cut(Buffer.from('x'.repeat(LINE_DISPLAY_LIMIT)), 'utf-8', 0, 9).cut).toBe(false);
  });

  it('[RAW-05] gives any window of a long file with its true line numbers', async () => {
    const host = await openTestHost();
    const file = path.join(await temporaryFolder(), 'long.txt');
    const texts = Array.from({ length: 3000 }, (_, i) => `line ${i + 1} ${'ä'.repeat(i % 400)}`);
    await writeFile(file, texts.join('\r\n'));
    const { id: caseId } = await host.call('cases.create', { name: 'x' });
    const [captureId = ''] = await host.call('cases.importPath', { caseId, path: file });
    const lines = (from: number, count: number): Promise<RawLines> => host.call('raw.lines', { caseId, captureId, from, count });
    for (const [from, count] of [[1, 3], [255, 4], [256, 2], [257, 1], [2999, 10], [1, 3000]] as const) {
      expect(await lines(from, count)).toEqual({ from, total: 3000, lines: texts.slice(from - 1, from - 1 + count), cut: false });
    }
    expect(await lines(3001, 5)).toEqual({ from: 3001, total: 3000, lines: [], cut: false });
  });
});
