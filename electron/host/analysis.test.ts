import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestHost, temporaryFolder } from './testing/open-test-host.ts';
import { viewWhenRead } from './testing/view-when-read.ts';

const histogram = (sessions: number): string => `4242:
 num     #instances         #bytes  class name (module)
-------------------------------------------------------
   1:      ${sessions}      ${sessions * 64}  com.acme.shop.SessionCache$Entry
   2:       100       2400  java.lang.String (java.base@17.0.15)
Total       ${sessions + 100}      ${sessions * 64 + 2400}
`;

async function histograms(): Promise<{ folder: string; files: string[] }> {
  const folder = await temporaryFolder();
  const files = [1, 2, 3].map((n) => path.join(folder, `h${n}.txt`));
  for (const [i, file] of files.entries()) await writeFile(file, histogram((i + 1) * 10_000));
  return { folder, files };
}

describe('ad hoc analysis', () => {
  it('[ADHOC-01] lists every input with size, hash and encoding, and keeps one that is missing or unrecognised in the list', async () => {
    const host = await openTestHost();
    const { folder, files: [first = ''] } = await histograms();
    const image = path.join(folder, 'photo.jpg');
    await writeFile(image, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]));
    const missing = path.join(folder, 'none');
    const analysis = await host.call('analysis.ofPaths', { paths: [missing, first, image], kind: null, language: 'en' });
    const text = histogram(10_000);
    expect(analysis).toMatchObject({
      schema: 'borescope.analysis/1',
      inputs: [
        { path: missing, bytes: 0, sha256: null, encoding: null, problem: { code: 'unreadable', what: 'ENOENT' } },
        { path: first, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex'), encoding: 'utf-8', problem: null },
        { path: image, bytes: 11, problem: { code: 'jpeg' } },
      ],
      artifacts: [{ id: 'a1', kind: 'heap-histogram', input: 1, data: { rows: 2, totalInstances: 10_100 } }],
    });
    expect(await host.call('cases.list', {})).toEqual([]);
  });

  it('[ADHOC-02] reads a folder as all its files, and a case folder as its evidence', async () => {
    const host = await openTestHost();
    const { folder, files } = await histograms();
    await mkdir(path.join(folder, 'sub'));
    await writeFile(path.join(folder, 'sub', 'empty.txt'), '');
    const ofFolder = await host.call('analysis.ofPaths', { paths: [folder], kind: null, language: 'en' });
    expect((ofFolder['inputs'] as { path: string }[]).map((input) => input.path)).toEqual([...files, path.join(folder, 'sub', 'empty.txt')]);
    expect(ofFolder['artifacts']).toHaveLength(3);
    const { path: sample } = await host.call('cases.openSample', {});
    const ofCase = await host.call('analysis.ofPaths', { paths: [sample], kind: null, language: 'en' });
    expect((ofCase['artifacts'] as { kind: string }[]).map(({ kind }) => kind).sort((a, b) => a.localeCompare(b))).toEqual(['heap-histogram', 'heap-histogram', 'heap-histogram', 'thread-dump', 'thread-dump', 'thread-dump']);
  });

  it('[ADHOC-03] compares files in the order given', async () => {
    const host = await openTestHost();
    const { files: [a = '', b = '', c = ''] } = await histograms();
    const diff = await host.call('diff.ofPaths', { paths: [c, b, a], kind: null, language: 'en' });
    expect(diff).toMatchObject({ schema: 'borescope.diff/1', inputs: [{ path: c }, { path: b }, { path: a }], series: [{ kind: 'heap-histogram', captures: 3 }] });
    const [series] = diff['series'] as { changed: { key: string; delta: { instances: number } }[] }[];
    expect(series?.changed.find(({ key }) => key.includes('SessionCache'))?.delta.instances).toBe(-20_000);
  });

  it('[ADHOC-04] reports files in every format, with what could not be read', async () => {
    const host = await openTestHost();
    const { folder, files: [first = ''] } = await histograms();
    for (const format of ['text', 'html', 'markdown', 'csv', 'json'] as const) {
      const report = await host.call('report.ofPaths', { paths: [first, path.join(folder, 'none')], format, language: 'ko' });
      expect(Buffer.from(report.bytes).toString('utf8')).toContain('SessionCache$Entry');
      expect(report.outcome?.unreadable).toMatchObject([{ code: 'unreadable', what: 'ENOENT' }]);
    }
  });
});

describe('analysis of a case', () => {
  it('[ADHOC-05] finds the sample incident out: the same answer by case and by path', async () => {
    const host = await openTestHost();
    const { id, path: folder } = await host.call('cases.openSample', {});
    const byCase = await host.call('analysis.ofCase', { caseId: id, language: 'en' });
    const byPath = await host.call('analysis.ofPaths', { paths: [folder], kind: null, language: 'en' });
    expect(byCase['artifacts']).toEqual(byPath['artifacts']);
    expect(byCase['findings']).toEqual(byPath['findings']);
    const view = await viewWhenRead(host, id);
    expect(view.loading).toEqual([]);
    expect(view.findings.map(({ rule }) => rule)).toEqual((byCase['findings'] as { rule: string }[]).map(({ rule }) => rule));
    expect(view.findings.some(({ severity }) => severity === 'critical')).toBe(true);
  });

  it('[ADHOC-06] writes a report with excerpts of the evidence and a usable file name', async () => {
    const host = await openTestHost();
    const { id, name } = await host.call('cases.openSample', {});
    const report = await host.call('report.ofCase', { caseId: id, format: 'html', language: 'en' });
    const html = Buffer.from(report.bytes).toString('utf8');
    expect(html).toContain(name);
    expect(html).toContain('waiting to lock');
    expect(report).toMatchObject({ fileName: 'Shop-checkout-hangs.html', mediaType: 'text/html; charset=utf-8', outcome: { unreadable: [], partial: 0 } });
    expect(report.outcome?.critical).toBeGreaterThan(0);
  });

  it('[ADHOC-07] answers tables, trees, inspector cards and distinct values of a case', async () => {
    const host = await openTestHost();
    const { id: caseId } = await host.call('cases.openSample', {});
    const { artifacts } = await viewWhenRead(host, caseId);
    const dumps = artifacts.filter(({ kind }) => kind === 'thread-dump').map(({ id }) => id);
    const ref = { view: 'threads', artifacts: dumps.slice(0, 1) };
    const shape = await host.call('table.shape', { caseId, ref });
    expect(shape.rowCount).toBeGreaterThan(10);
    const window = await host.call('table.window', { caseId, ref, query: { sort: [], filters: [], search: 'http-nio' }, from: 0, count: 5 });
    expect(window.rows).toHaveLength(5);
    expect(await host.call('row.inspect', { caseId, artifact: dumps[0] ?? '', view: 'threads', row: window.rows[0]?.row ?? 0 })).not.toBeNull();
    expect((await host.call('tree.view', { caseId, artifact: dumps[0] ?? '', view: 'locks' })).length).toBeGreaterThan(0);
    expect((await host.call('table.distinct', { caseId, ref, column: 'state', limit: 10 })).length).toBeGreaterThan(2);
    expect((await host.call('table.shape', { caseId, ref: { view: 'threads-diff', artifacts: dumps } })).rowCount).toBeGreaterThan(10);
  });

  it('[ADHOC-08] answers about a case that two others have pushed out of the engine', async () => {
    const host = await openTestHost();
    const { folder } = await histograms();
    const entries = [];
    for (const name of ['one', 'two', 'three']) {
      const entry = await host.call('cases.create', { name });
      await host.call('cases.importPath', { caseId: entry.id, path: folder });
      entries.push(entry);
    }
    for (const { id } of [...entries, ...entries]) expect((await host.call('analysis.ofCase', { caseId: id, language: 'en' }))['artifacts']).toHaveLength(3);
  });
});
