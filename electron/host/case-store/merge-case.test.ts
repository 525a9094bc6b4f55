import { chmod, cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { CaseEntry, CaseView } from '../../../shared/host-api/views.ts';
import type { Host } from '../create-host.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { openTestHost, temporaryFolder } from '../testing/open-test-host.ts';

async function caseWith(host: Host, name: string, files: Readonly<Record<string, string>>): Promise<CaseEntry> {
  const source = await temporaryFolder();
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(source, file), text);
  const entry = await host.call('cases.create', { name });
  await host.call('cases.importPath', { caseId: entry.id, path: source });
  return entry;
}

const viewOf = (host: Host, { id }: CaseEntry): Promise<CaseView> => host.call('cases.view', { caseId: id });
const namesOf = (view: CaseView): readonly string[] => view.captures.map(({ name }) => name);
const idsOf = (view: CaseView): readonly CaptureId[] => view.captures.map(({ id }) => id);
const evidence = (entry: CaseEntry, id: CaptureId, file: string): string => path.join(entry.path, 'evidence', id, file);
/** For destructured lists that may be shorter. */
const NONE = '' as CaptureId;

async function overwrite(file: string, text: string): Promise<void> {
  await chmod(file, 0o644);
  await writeFile(file, text);
}

const isIntact = async (host: Host, entry: CaseEntry): Promise<boolean> => (await host.call('cases.verify', { path: entry.path })).intact;

/** Every file of a case with its content, but for the lock. */
async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'case.lock').map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

function markOn(capture: CaptureId | undefined, row: number, note: string) {
  return { artifacts: [`${capture ?? ''}.1`], view: 'threads', row, line: null, label: `row ${row}`, bookmarked: true, note };
}

/** As two folders copied from one: the same ids, other bytes in one of them. */
async function twinOf(host: Host, entry: CaseEntry, change: (folder: string) => Promise<void>): Promise<CaseEntry> {
  const folder = path.join(await temporaryFolder(), 'twin');
  await cp(entry.path, folder, { recursive: true });
  await rm(path.join(folder, 'case.lock'));
  await change(folder);
  return host.call('cases.open', { path: folder });
}

/** In its folder, its provenance and the manifest. */
async function renameCapture(folder: string, was: string, id: string): Promise<void> {
  await rename(path.join(folder, 'evidence', was), path.join(folder, 'evidence', id));
  for (const file of [path.join(folder, 'evidence', id, 'capture.json'), path.join(folder, 'case.json')]) {
    const { provenance: _, ...content } = JSON.parse((await readFile(file, 'utf8')).replaceAll(was, id)) as { readonly provenance?: unknown };
    await overwrite(file, JSON.stringify(content));
  }
}

describe('merging', () => {
  it('[CASE-30] copies bytes and provenance of another case and leaves that case as it was', async () => {
    const host = await openTestHost();
    const [into, from] = [await caseWith(host, 'Monday', { 'a.txt': 'alpha' }), await caseWith(host, 'Tuesday', { 'b.txt': 'beta', 'c.txt': 'gamma' })];
    const [there, before] = [await viewOf(host, from), await contentOf(from.path)];
    const merged = await host.call('cases.merge', { caseId: into.id, from: from.id });
    expect(merged).toEqual({ added: idsOf(there), same: 0, leftOut: [] });
    const view = await viewOf(host, into);
    expect(namesOf(view)).toEqual(['a.txt', 'b.txt', 'c.txt']);
    for (const id of idsOf(there)) {
      for (const file of ['stdout.bin', 'stderr.bin', 'capture.json']) expect(await readFile(evidence(into, id, file))).toEqual(await readFile(evidence(from, id, file)));
    }
    expect(await contentOf(from.path)).toEqual(before);
    expect(await isIntact(host, into)).toBe(true);
    expect((await readdir(path.join(into.path, 'derived', 'arriving'))).length).toBe(0);
  });

  it('[CASE-31] does not double the same evidence, and tells of a file that is there by another name', async () => {
    const host = await openTestHost();
    const [into, from] = [await caseWith(host, 'one', { 'a.txt': 'alpha', 'b.txt': 'beta' }), await caseWith(host, 'two', { 'a.txt': 'alpha', 'bb.txt': 'beta', 'c.txt': 'gamma' })];
    const merged = await host.call('cases.merge', { caseId: into.id, from: from.id });
    expect(merged).toMatchObject({ same: 2, leftOut: [{ source: 'two', member: 'bb.txt', reason: 'same-bytes', detail: 'b.txt' }] });
    const view = await viewOf(host, into);
    expect(namesOf(view)).toEqual(['a.txt', 'b.txt', 'c.txt']);
    expect(view.leftOut).toEqual(merged.leftOut);
  });

  it('[CASE-31] keeps two runs of one command apart though they printed the same bytes', async () => {
    const host = await openTestHost();
    const into = await caseWith(host, 'one', { 'a.txt': 'alpha' });
    const capture = (await viewOf(host, into)).captures[0];
    const from = await twinOf(host, into, async (folder) => {
      const file = path.join(folder, 'evidence', capture?.id ?? '', 'capture.json');
      await overwrite(file, JSON.stringify({ ...capture, transport: 'local', target: 'local:', argv: ['jcmd'] }));
      const manifest = JSON.parse(await readFile(path.join(folder, 'case.json'), 'utf8')) as { provenance?: unknown };
      delete manifest.provenance;
      await writeFile(path.join(folder, 'case.json'), JSON.stringify(manifest));
    });
    expect(await host.call('cases.merge', { caseId: into.id, from: from.id })).toMatchObject({ same: 0, added: [expect.not.stringContaining(capture?.id ?? '')] });
    expect(await isIntact(host, into)).toBe(true);
  });

  it('[CASE-32] gives a colliding capture a new id that its marks and its reading follow', async () => {
    const host = await openTestHost();
    const into = await caseWith(host, 'one', { 'a.txt': 'alpha' });
    const [id] = idsOf(await viewOf(host, into));
    const other = await caseWith(host, 'two', { 'b.txt': 'beta' });
    const [theirs] = idsOf(await viewOf(host, other));
    const from = await twinOf(host, other, (folder) => renameCapture(folder, theirs ?? '', id ?? ''));
    await host.call('cases.setRowMark', { caseId: from.id, mark: markOn(id, 4, 'from two') });
    await host.call('cases.readAs', { caseId: from.id, captureId: id ?? '', repair: false });
    const { added } = await host.call('cases.merge', { caseId: into.id, from: from.id });
    expect(added).toHaveLength(1);
    expect(added[0]).not.toBe(id);
    const view = await viewOf(host, into);
    expect(view.marks).toEqual([markOn(added[0], 4, 'from two')]);
    expect(JSON.parse(await readFile(path.join(into.path, 'case.json'), 'utf8'))).toMatchObject({ captures: [id, added[0]], readAsIs: added });
    expect(await readFile(evidence(into, added[0] ?? NONE, 'stdout.bin'), 'utf8')).toBe('beta');
    expect(await isIntact(host, into)).toBe(true);
  });

  it('[CASE-33] puts notes below, joins marks on one row, and changes nothing the second time', async () => {
    const host = await openTestHost();
    const [into, from] = [await caseWith(host, 'one', { 'a.txt': 'alpha' }), await caseWith(host, 'two', { 'a.txt': 'alpha' })];
    const [[here], [there]] = [idsOf(await viewOf(host, into)), idsOf(await viewOf(host, from))];
    await host.call('cases.setNotes', { caseId: into.id, notes: 'restarted at 11:40\n' });
    await host.call('cases.setNotes', { caseId: from.id, notes: 'the pool was full' });
    await host.call('cases.setRowMark', { caseId: into.id, mark: { ...markOn(here, 1, 'owner'), bookmarked: false } });
    await host.call('cases.setRowMark', { caseId: from.id, mark: markOn(there, 1, 'reads') });
    await host.call('cases.merge', { caseId: into.id, from: from.id });
    const once = await viewOf(host, into);
    expect(once.notes).toBe('restarted at 11:40\n\n## two\n\nthe pool was full\n');
    expect(once.marks).toEqual([markOn(here, 1, 'owner\nreads')]);
    await host.call('cases.merge', { caseId: into.id, from: from.id });
    const twice = await viewOf(host, into);
    expect([twice.captures, twice.notes, twice.marks, twice.leftOut]).toEqual([once.captures, once.notes, once.marks, once.leftOut]);
  });

  it('[CASE-34] leaves out what is not as it was captured, says so, and brings the rest', async () => {
    const host = await openTestHost();
    const into = await host.call('cases.create', { name: 'one' });
    const from = await caseWith(host, 'two', { 'a.txt': 'alpha', 'b.txt': 'beta', 'c.txt': 'gamma', 'd.txt': 'delta' });
    const [a, b, c] = idsOf(await viewOf(host, from));
    await overwrite(evidence(from, a ?? NONE, 'stdout.bin'), 'alphA');
    await overwrite(evidence(from, b ?? NONE, 'capture.json'), (await readFile(evidence(from, b ?? NONE, 'capture.json'), 'utf8')).replace('b.txt', 'x.txt'));
    await rm(evidence(from, c ?? NONE, 'stderr.bin'));
    const merged = await host.call('cases.merge', { caseId: into.id, from: from.id });
    expect(merged.leftOut.map(({ member, reason }) => [member, reason])).toEqual([['a.txt', 'changed'], ['b.txt', 'changed'], ['c.txt', 'changed']]);
    expect(namesOf(await viewOf(host, into))).toEqual(['d.txt']);
    expect(await isIntact(host, into)).toBe(true);
  });

  it('[CASE-30] refuses to merge a case into itself, or one that is not there', async () => {
    const host = await openTestHost();
    const entry = await host.call('cases.create', { name: 'one' });
    expect(await hostErrorOf(host.call('cases.merge', { caseId: entry.id, from: entry.id }))).toMatchObject({ code: 'bad-input', message: { key: 'error.merge-itself' } });
    expect(await hostErrorOf(host.call('cases.merge', { caseId: entry.id, from: 'none' }))).toMatchObject({ code: 'not-found' });
  });

  it('[CASE-35] takes away what a killed merge had not copied whole', async () => {
    const dataFolder = await temporaryFolder();
    const host = await openTestHost({ dataFolder });
    const entry = await caseWith(host, 'one', { 'a.txt': 'alpha' });
    const before = await viewOf(host, entry);
    await host.close();
    const half = path.join(entry.path, 'derived', 'arriving', 'x');
    await mkdir(half, { recursive: true });
    await writeFile(path.join(half, 'stdout.bin'), 'bet');
    const again = await openTestHost({ dataFolder });
    expect((await viewOf(again, entry)).captures).toEqual(before.captures);
    expect(await readdir(path.join(entry.path, 'derived'))).toEqual([]);
  });
});

describe('splitting', () => {
  it('[CASE-36] copies chosen captures with their marks, notes and tags into a new case', async () => {
    const host = await openTestHost();
    const from = await caseWith(host, 'both shops', { 'a.txt': 'alpha', 'b.txt': 'beta', 'c.txt': 'gamma' });
    const [a, b, c] = idsOf(await viewOf(host, from));
    await host.call('cases.setTags', { caseId: from.id, tags: ['prod'] });
    await host.call('cases.setNotes', { caseId: from.id, notes: 'two shops' });
    for (const mark of [markOn(a, 1, 'stays'), markOn(b, 2, 'goes'), { ...markOn(b, 3, ''), artifacts: [`${a ?? ''}.1`, `${b ?? ''}.1`] }]) await host.call('cases.setRowMark', { caseId: from.id, mark });
    const before = await contentOf(from.path);
    const entry = await host.call('cases.split', { caseId: from.id, captures: [b ?? '', c ?? ''], name: 'second shop' });
    expect(entry).toMatchObject({ name: 'second shop', tags: ['prod'], captures: 2 });
    const view = await viewOf(host, entry);
    expect(namesOf(view)).toEqual(['b.txt', 'c.txt']);
    expect(view.marks).toEqual([markOn(b, 2, 'goes')]);
    expect(view.notes).toBe('## both shops\n\ntwo shops\n');
    expect(await contentOf(from.path)).toEqual(before);
    expect(await isIntact(host, entry)).toBe(true);
  });

  it('[CASE-41] deletes the captures from the old case when asked to', async () => {
    const host = await openTestHost();
    const from = await caseWith(host, 'both shops', { 'a.txt': 'alpha', 'b.txt': 'beta' });
    const [a, b] = idsOf(await viewOf(host, from));
    for (const mark of [markOn(a, 1, 'stays'), markOn(b, 2, 'goes')]) await host.call('cases.setRowMark', { caseId: from.id, mark });
    await host.call('cases.readAs', { caseId: from.id, captureId: b ?? NONE, repair: false });
    const entry = await host.call('cases.split', { caseId: from.id, captures: [b ?? NONE], name: 'second', remove: true });
    expect(namesOf(await viewOf(host, entry))).toEqual(['b.txt']);
    const view = await viewOf(host, from);
    expect([namesOf(view), view.marks, view.readings.length]).toEqual([['a.txt'], [markOn(a, 1, 'stays')], 1]);
    expect(await readdir(path.join(from.path, 'evidence'))).toEqual([a]);
    expect([view.entry.bytes, await isIntact(host, from), await isIntact(host, entry)]).toEqual([5, true, true]);
  });

  it('[CASE-41] deletes nothing where a capture could not be copied', async () => {
    const host = await openTestHost();
    const from = await caseWith(host, 'one', { 'a.txt': 'alpha', 'b.txt': 'beta' });
    const [a = NONE, b = NONE] = idsOf(await viewOf(host, from));
    await overwrite(evidence(from, a, 'stdout.bin'), 'alphA');
    const entry = await host.call('cases.split', { caseId: from.id, captures: [a, b], name: 'second', remove: true });
    expect(namesOf(await viewOf(host, entry))).toEqual(['b.txt']);
    expect(namesOf(await viewOf(host, from))).toEqual(['a.txt', 'b.txt']);
  });

  it('[CASE-36] makes no case of a capture that is not there', async () => {
    const host = await openTestHost();
    const from = await caseWith(host, 'one', { 'a.txt': 'alpha' });
    expect(await hostErrorOf(host.call('cases.split', { caseId: from.id, captures: ['none'], name: 'x' }))).toMatchObject({ code: 'not-found' });
    expect(await host.call('cases.list', {})).toHaveLength(1);
  });
});
