import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaseEntry } from '../../../shared/host-api/views.ts';
import type { Host } from '../create-host.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { openTestHost, temporaryFolder } from '../testing/open-test-host.ts';

/** A case folder as version 1 wrote it: without tags. */
async function olderCase(host: Host): Promise<{ readonly folder: string; readonly text: string }> {
  const made = await host.call('cases.create', { name: 'older' });
  const file = await temporaryFolder();
  await writeFile(path.join(file, 'a.txt'), 'alpha');
  await host.call('cases.importPath', { caseId: made.id, path: file });
  await host.call('cases.forget', { caseId: made.id });
  const manifest = path.join(made.path, 'case.json');
  const { tags: _, ...rest } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly tags: unknown };
  const text = JSON.stringify({ ...rest, formatVersion: 1 });
  await writeFile(manifest, text);
  return { folder: made.path, text };
}

const manifestOf = (folder: string): Promise<string> => readFile(path.join(folder, 'case.json'), 'utf8');

describe('tags', () => {
  it('[CASE-37] are tidied, kept with the case and shown in the list before it is opened', async () => {
    const dataFolder = await temporaryFolder();
    const host = await openTestHost({ dataFolder });
    const { id } = await host.call('cases.create', { name: 'one' });
    expect((await host.call('cases.setTags', { caseId: id, tags: [' prod ', '결제  지연', 'PROD', ''] })).tags).toEqual(['prod', '결제 지연']);
    await host.close();
    const again = await openTestHost({ dataFolder });
    expect((await again.call('cases.list', {})).map(({ tags }: CaseEntry) => tags)).toEqual([['prod', '결제 지연']]);
  });

  it('[CASE-37] go with a bundle', async () => {
    const host = await openTestHost();
    const entry = await host.call('cases.create', { name: 'one' });
    await host.call('cases.setTags', { caseId: entry.id, tags: ['prod'] });
    const out = path.join(await temporaryFolder(), 'one.borescope');
    await host.call('bundle.write', { paths: [entry.path], out });
    expect((await host.call('cases.open', { path: out })).tags).toEqual(['prod']);
  });
});

describe('disk use', () => {
  it('[CASE-38] counts evidence, derived data and the rest', async () => {
    const host = await openTestHost();
    const { id, path: folder } = await host.call('cases.create', { name: 'one' });
    const source = await temporaryFolder();
    await writeFile(path.join(source, 'a.txt'), 'x'.repeat(100_000));
    await host.call('cases.importPath', { caseId: id, path: source });
    const before = await host.call('cases.diskUse', { caseId: id });
    expect(before.evidenceBytes).toBeGreaterThan(100_000);
    expect(before).toMatchObject({ derivedBytes: 0 });
    await host.call('cases.setNotes', { caseId: id, notes: 'five!' });
    await writeFile(path.join(folder, 'mine.hprof'), 'not ours');
    expect(await host.call('cases.diskUse', { caseId: id })).toEqual({ ...before, otherBytes: before.otherBytes + 5 });
  });
});

describe('older and newer manifests', () => {
  it('[CASE-39] opens version 1 and leaves it as it was while it is only looked at', async () => {
    const host = await openTestHost();
    const { folder, text } = await olderCase(host);
    const entry = await host.call('cases.open', { path: folder });
    expect(entry).toMatchObject({ name: 'older', tags: [], captures: 1 });
    await host.call('cases.view', { caseId: entry.id });
    expect(await manifestOf(folder)).toBe(text);
  });

  it('[CASE-39] keeps the older manifest beside when it first writes a new one, and takes it away with the case', async () => {
    const host = await openTestHost();
    const { folder, text } = await olderCase(host);
    const { id } = await host.call('cases.open', { path: folder });
    await host.call('cases.rename', { caseId: id, name: 'newer' });
    await host.call('cases.rename', { caseId: id, name: 'newest' });
    expect(await readFile(path.join(folder, 'case.v1.json'), 'utf8')).toBe(text);
    expect(JSON.parse(await manifestOf(folder))).toMatchObject({ formatVersion: 2, name: 'newest', tags: [] });
    expect((await host.call('cases.verify', { path: folder })).intact).toBe(true);
    await host.call('cases.delete', { caseId: id });
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });

  it('[CASE-40] refuses a newer manifest, says by which version it was written, and touches nothing', async () => {
    const host = await openTestHost();
    const { folder } = await olderCase(host);
    const newer = JSON.stringify({ formatVersion: 3, captures: 'somewhere else' });
    await writeFile(path.join(folder, 'case.json'), newer);
    const before = await readdir(folder);
    expect(await hostErrorOf(host.call('cases.open', { path: folder }))).toMatchObject({ code: 'storage', message: { key: 'error.manifest-newer', params: { version: 3 } }, next: { key: 'next.update' } });
    expect(await manifestOf(folder)).toBe(newer);
    expect(await readdir(folder)).toEqual(before);
  });

  it('[CASE-40] does not take a version that never was for one', async () => {
    const host = await openTestHost();
    const { folder } = await olderCase(host);
    for (const formatVersion of [0, -1]) {
      await writeFile(path.join(folder, 'case.json'), JSON.stringify({ formatVersion }));
      expect(await hostErrorOf(host.call('cases.open', { path: folder }))).toMatchObject({ message: { key: 'error.manifest-damaged' } });
    }
  });
});
