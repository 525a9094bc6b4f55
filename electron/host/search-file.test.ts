import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { searchFile } from './search-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(bytes: string | Uint8Array): string {
  const name = path.join(folder, `${Math.random()}.txt`);
  writeFileSync(name, bytes);
  return name;
}

describe('searching evidence', () => {
  it('[SEARCH-01] gives the lines that hold a text, in any case, numbered as everywhere', async () => {
    const { total, hits } = await searchFile(file('one\r\nTwo Ledger\rthree\r\r\nfour LEDGER\nfive'), 'utf-8', 'ledger', 10);
    expect([total, hits]).toEqual([2, [{ line: 2, text: 'Two Ledger' }, { line: 4, text: 'four LEDGER' }]]);
  });

  it('[SEARCH-02] counts all lines and gives as many as asked for', async () => {
    const { total, hits } = await searchFile(file('x\n'.repeat(5000)), 'utf-8', 'x', 3);
    expect([total, hits.map(({ line }) => line)]).toEqual([5000, [1, 2, 3]]);
  });

  it('[SEARCH-03] shows what stands around the match in a long line, once, and control characters as symbols', async () => {
    const { total, hits } = await searchFile(file(`${'a'.repeat(3_000_000)}needle\u001b[31m${'b'.repeat(2_000_000)}needle\nneedle`), 'utf-8', 'needle', 10);
    expect([total, hits.map(({ line }) => line)]).toEqual([2, [1, 2]]);
    expect(hits[0]?.text).toContain('needle');
    expect(hits[0]?.text).not.toContain('\u001b');
    expect(hits[0]?.text.length).toBeLessThan(400);
  });

  it('[SEARCH-04] reads other encodings, and cuts of the stream anywhere', async () => {
    const text = `${'끝'.repeat(300_000)}\n잠금 대기\n`;
    expect((await searchFile(file(Buffer.from(`\ufeff${text}`, 'utf16le')), 'utf-16le', '잠금', 10)).hits).toEqual([{ line: 2, text: '잠금 대기' }]);
    expect((await searchFile(file(text), 'utf-8', '대기', 10)).hits).toEqual([{ line: 2, text: '잠금 대기' }]);
  });
});
