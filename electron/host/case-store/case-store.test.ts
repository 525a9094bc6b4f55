import { createHash } from 'node:crypto';
import { appendFile, chmod, cp, lstat, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaseEntry } from '../../../shared/host-api/views.ts';
import { createHost, type Host } from '../create-host.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { openTestHost, temporaryFolder } from '../testing/open-test-host.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function caseWith(host: Host, files: Readonly<Record<string, string>>): Promise<{ entry: CaseEntry; captures: readonly string[] }> {
  const source = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(source, name)), { recursive: true });
    await writeFile(path.join(source, name), text);
  }
  const entry = await host.call('cases.create', { name: 'Checkout is slow' });
  return { entry, captures: await host.call('cases.importPath', { caseId: entry.id, path: source }) };
}

const evidence = (entry: CaseEntry, ...parts: string[]): string => path.join(entry.path, 'evidence', ...parts);

/** As after a kill -9 while bytes were arriving. */
async function leaveInterruptedCapture(entry: CaseEntry, id: string, transport: string): Promise<void> {
  await mkdir(evidence(entry, id));
  await writeFile(evidence(entry, id, 'stdout.bin'), 'Full thread du');
  await writeFile(evidence(entry, id, 'stderr.bin'), '');
  const start = { id, kind: 'thread-dump', name: 'thread-dump 1', transport, target: 'local:', pid: 7, alternative: 'jcmd', argv: ['jcmd', '7'], startedAt: '2026-11-21T00:00:00.000Z', series: null, round: 1 };
  await writeFile(evidence(entry, id, 'pending.json'), JSON.stringify(start));
}

describe('case life cycle', () => {
  it('[CASE-01] creates, renames, notes, lists, forgets, opens again and deletes a case', async () => {
    const host = await openTestHost();
    const seen: string[] = [];
    host.on('cases.changed', () => seen.push('cases'));
    const entry = await host.call('cases.create', { name: '결제 지연 / checkout' });
    expect(path.basename(entry.path)).toMatch(/^결제-지연-checkout-[0-9a-f]{6}$/);
    await host.call('cases.rename', { caseId: entry.id, name: 'Second name' });
    await host.call('cases.setNotes', { caseId: entry.id, notes: 'restarted at 11:40\n' });
    expect(await host.call('cases.list', {})).toMatchObject([{ id: entry.id, name: 'Second name', captures: 0 }]);
    await host.call('cases.forget', { caseId: entry.id });
    expect(await host.call('cases.list', {})).toEqual([]);
    const again = await host.call('cases.open', { path: entry.path });
    expect(again).toMatchObject({ id: entry.id, name: 'Second name' });
    expect((await host.call('cases.view', { caseId: again.id })).notes).toBe('restarted at 11:40\n');
    await host.call('cases.delete', { caseId: again.id });
    await expect(lstat(entry.path)).rejects.toThrow('ENOENT');
    expect(seen.length).toBeGreaterThan(3);
  });

  it('[CASE-25] keeps bookmarks and notes on rows with the case, and sets a damaged file of them aside', async () => {
    const host = await openTestHost();
    const entry = await host.call('cases.create', { name: 'marked' });
    const mark = { artifacts: ['c1.1'], view: 'threads', row: 4, line: 77, label: 'exec-1', bookmarked: true, note: '' };
    const marks = async () => (await host.call('cases.view', { caseId: entry.id })).marks;
    expect(await marks()).toEqual([]);
    await host.call('cases.setRowMark', { caseId: entry.id, mark });
    await host.call('cases.setRowMark', { caseId: entry.id, mark: { ...mark, row: 5, note: 'holds the lock' } });
    await host.call('cases.setRowMark', { caseId: entry.id, mark: { ...mark, note: 'owner' } });
    expect(await marks()).toEqual([{ ...mark, row: 5, note: 'holds the lock' }, { ...mark, note: 'owner' }]);
    await host.call('cases.setRowMark', { caseId: entry.id, mark: { ...mark, row: 5, bookmarked: false, note: '' } });
    expect(await marks()).toEqual([{ ...mark, note: 'owner' }]);
    await writeFile(path.join(entry.path, 'marks.json'), '{"formatVersion":');
    expect(await marks()).toEqual([]);
    await host.call('cases.setRowMark', { caseId: entry.id, mark });
    expect(await marks()).toEqual([mark]);
    expect(await readFile(path.join(entry.path, 'marks.json.damaged'), 'utf8')).toBe('{"formatVersion":');
    expect((await host.call('cases.verify', { path: entry.path })).intact).toBe(true);
  });

  it('[CASE-02] finds its cases again in the next start', async () => {
    const dataFolder = await temporaryFolder();
    const first = createHost({ dataFolder });
    const entry = await first.call('cases.create', { name: 'kept' });
    await first.close();
    const second = await openTestHost({ dataFolder });
    expect(await second.call('cases.list', {})).toEqual([entry]);
    expect((await second.call('cases.view', { caseId: entry.id })).entry.name).toBe('kept');
  });

  it('[CASE-03] leaves what is not its own when it deletes a case', async () => {
    const host = await openTestHost();
    const entry = await host.call('cases.create', { name: 'x' });
    await writeFile(path.join(entry.path, 'heap.hprof'), 'mine');
    await host.call('cases.delete', { caseId: entry.id });
    expect(await readdir(entry.path)).toEqual(['heap.hprof']);
  });

  it('[CASE-04] says what is wrong with a folder that is no case, is damaged or is newer', async () => {
    const host = await openTestHost();
    const folder = await temporaryFolder();
    expect(await hostErrorOf(host.call('cases.open', { path: path.join(folder, 'none') }))).toMatchObject({ code: 'not-found', message: { key: 'error.path-missing' } });
    expect(await hostErrorOf(host.call('cases.open', { path: folder }))).toMatchObject({ code: 'not-found', message: { key: 'error.not-a-case' } });
    await writeFile(path.join(folder, 'case.json'), '{"formatVersion":1,');
    expect(await hostErrorOf(host.call('cases.open', { path: folder }))).toMatchObject({ code: 'storage', message: { key: 'error.manifest-damaged' } });
    await writeFile(path.join(folder, 'case.json'), '{"formatVersion":3}');
    expect(await hostErrorOf(host.call('cases.open', { path: folder }))).toMatchObject({ code: 'storage', message: { key: 'error.manifest-newer', params: { version: 3 } } });
    await writeFile(path.join(folder, 'case.json'), JSON.stringify({ formatVersion: 1, id: 'x', name: 'x', createdAt: '', writtenBy: '', captures: ['../../etc'] }));
    expect(await hostErrorOf(host.call('cases.open', { path: folder }))).toMatchObject({ code: 'storage' });
  });

  it('[CASE-05] tells two copies of one case apart', async () => {
    const host = await openTestHost();
    const entry = await host.call('cases.create', { name: 'one' });
    const copy = path.join(await temporaryFolder(), 'copy');
    await cp(entry.path, copy, { recursive: true });
    await rm(path.join(copy, 'case.lock'));
    const second = await host.call('cases.open', { path: copy });
    expect(second.id).not.toBe(entry.id);
    expect((await host.call('cases.view', { caseId: second.id })).entry.path).toBe(copy);
  });

  it('[CASE-06] keeps a damaged list of recents aside and starts from the cases folder', async () => {
    const dataFolder = await temporaryFolder();
    const first = createHost({ dataFolder });
    const entry = await first.call('cases.create', { name: 'kept' });
    await first.close();
    await writeFile(path.join(dataFolder, 'recents.json'), '{');
    const second = await openTestHost({ dataFolder });
    expect(await second.call('cases.list', {})).toEqual([entry]);
    expect(await readFile(path.join(dataFolder, 'recents.json.damaged'), 'utf8')).toBe('{');
  });
});

describe('two instances on one case', () => {
  it('[CASE-10] lets the second read and refuses its writes, until the first is gone', async () => {
    const dataFolder = await temporaryFolder();
    const first = createHost({ dataFolder });
    const { entry } = await caseWith(first, { 'a.txt': 'one' });
    const second = await openTestHost({ dataFolder });
    expect((await second.call('cases.view', { caseId: entry.id })).captures).toHaveLength(1);
    const writes = [
      () => second.call('cases.rename', { caseId: entry.id, name: 'x' }),
      () => second.call('cases.importPath', { caseId: entry.id, path: path.join(entry.path, 'case.json') }),
      () => second.call('import.begin', { caseId: entry.id, name: 'x' }),
      () => second.call('cases.delete', { caseId: entry.id }),
    ];
    for (const write of writes) expect(await hostErrorOf(write())).toMatchObject({ code: 'locked', message: { params: { pid: process.pid } } });
    await first.call('import.begin', { caseId: entry.id, name: 'b' }).then(({ uploadId }) => first.call('import.finish', { uploadId }));
    expect((await second.call('cases.view', { caseId: entry.id })).captures).toHaveLength(2);
    await first.close();
    await second.call('cases.view', { caseId: entry.id });
    await second.call('cases.rename', { caseId: entry.id, name: 'mine now' });
  });

  it('[CASE-11] takes over the lock of a process that is gone', async () => {
    const host = await openTestHost();
    const entry = await host.call('cases.create', { name: 'x' });
    await host.call('cases.forget', { caseId: entry.id });
    await writeFile(path.join(entry.path, 'case.lock'), JSON.stringify({ pid: process.pid, host: os.hostname(), startTicks: '1', instance: 'before a reboot' }));
    await host.call('cases.open', { path: entry.path });
    await host.call('cases.rename', { caseId: entry.id, name: 'y' });
  });
});

describe('evidence', () => {
  it('[EVID-01] keeps the bytes as they are, hashed, with provenance, read-only', async () => {
    const host = await openTestHost();
    const { entry, captures } = await caseWith(host, { 'dump.txt': 'a\r\n\u0000b' });
    const [id = ''] = captures;
    expect(await readFile(evidence(entry, id, 'stdout.bin'), 'utf8')).toBe('a\r\n\u0000b');
    expect((await readdir(evidence(entry, id))).sort()).toEqual(['capture.json', 'stderr.bin', 'stdout.bin']);
    for (const name of await readdir(evidence(entry, id))) expect((await lstat(evidence(entry, id, name))).mode & 0o777).toBe(0o444);
    const { captures: [capture] } = await host.call('cases.view', { caseId: entry.id });
    expect(capture).toMatchObject({ name: 'dump.txt', transport: 'imported-file', completeness: { status: 'complete' }, stdout: { bytes: 5, sha256: createHash('sha256').update('a\r\n\0b').digest('hex') } });
  });

  it('[EVID-02] finds one flipped byte, a missing file and an extra file', async () => {
    const host = await openTestHost();
    const { entry, captures } = await caseWith(host, { 'a.txt': 'aaaa', 'b.txt': 'bbbb', 'c.txt': 'cccc', 'd.txt': 'dddd' });
    const [a = '', b = '', c = '', d = ''] = captures;
    expect(await host.call('cases.verify', { path: entry.path })).toMatchObject({ intact: true, rows: Array.from({ length: 4 }, () => ({ state: 'intact' })) });
    await chmod(evidence(entry, b, 'stdout.bin'), 0o644);
    await writeFile(evidence(entry, b, 'stdout.bin'), 'bbcb');
    await rm(evidence(entry, c, 'stdout.bin'));
    await chmod(evidence(entry, d, 'capture.json'), 0o644);
    await writeFile(evidence(entry, d, 'capture.json'), (await readFile(evidence(entry, d, 'capture.json'), 'utf8')).replace('d.txt', 'D.txt'));
    await writeFile(evidence(entry, a, 'notes.txt'), '');
    await mkdir(evidence(entry, 'planted'));
    const report = await host.call('cases.verify', { path: entry.path });
    expect(report.intact).toBe(false);
    expect(report.rows.map(({ name, state, detail }) => `${name} ${state} ${detail.split(':')[0]}`)).toEqual(
      expect.arrayContaining(['a.txt intact ', 'b.txt changed stdout.bin', 'c.txt missing stdout.bin', 'D.txt changed capture.json', `notes.txt extra evidence/${a}/notes.txt`, 'planted extra evidence/planted']),
    );
    expect(report.rows).toHaveLength(6);
  });

  it('[EVID-03] marks what an interrupted capture left as partial on the next start, with its provenance', async () => {
    const dataFolder = await temporaryFolder();
    const first = createHost({ dataFolder });
    const { entry } = await caseWith(first, { 'a.txt': 'a' });
    await first.close();
    await leaveInterruptedCapture(entry, 'interrupted-1', 'local');
    await leaveInterruptedCapture(entry, 'half-imported', 'imported-file');
    await mkdir(evidence(entry, 'unknown-1'));
    await writeFile(evidence(entry, 'unknown-1', 'stdout.bin'), 'bytes of somebody');
    // Killed between the end of a capture and its entry in the manifest, in the middle of a write.
    const manifest = JSON.parse(await readFile(path.join(entry.path, 'case.json'), 'utf8')) as { captures: string[]; provenance: object };
    await writeFile(path.join(entry.path, 'case.json'), JSON.stringify({ ...manifest, captures: [], provenance: {} }));
    await writeFile(path.join(entry.path, '.case.json.0123456789ab.tmp'), '{');
    await writeFile(evidence(entry, 'interrupted-1', '.capture.json.0123456789ab.tmp'), '{');
    const second = await openTestHost({ dataFolder });
    const { captures } = await second.call('cases.view', { caseId: entry.id });
    expect(captures.map(({ name, completeness }) => [name, completeness.status === 'partial' ? completeness.reason : 'complete'].join(' ')).sort()).toEqual([
      'a.txt complete',
      'thread-dump 1 interrupted-write',
      'unknown-1 interrupted-write',
    ]);
    expect(captures.find(({ id }) => id === 'interrupted-1')).toMatchObject({ kind: 'thread-dump', pid: 7, stdout: { bytes: 14 } });
    expect(await readdir(evidence(entry))).not.toContain('half-imported');
    expect((await readdir(entry.path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await second.call('cases.verify', { path: entry.path })).toMatchObject({ intact: true });
  });

  it('[EVID-04] does not take a capture that another instance is receiving for an interrupted one', async () => {
    const dataFolder = await temporaryFolder();
    const first = createHost({ dataFolder });
    const entry = await first.call('cases.create', { name: 'x' });
    const { uploadId } = await first.call('import.begin', { caseId: entry.id, name: 'big.txt' });
    await first.call('import.append', { uploadId, bytes: bytes('half') });
    const second = await openTestHost({ dataFolder });
    expect((await second.call('cases.view', { caseId: entry.id })).captures).toEqual([]);
    await first.call('import.append', { uploadId, bytes: bytes(' and half') });
    await first.call('import.finish', { uploadId });
    await first.close();
    const [capture] = (await second.call('cases.view', { caseId: entry.id })).captures;
    expect(await readFile(evidence(entry, capture?.id ?? '', 'stdout.bin'), 'utf8')).toBe('half and half');
  });
});

describe('imports', () => {
  it('[IMPORT-01] takes every file of a folder in name order and follows no link', async () => {
    const host = await openTestHost();
    const source = await temporaryFolder();
    await mkdir(path.join(source, 'sub'));
    await writeFile(path.join(source, 'sub', 'b.txt'), 'b');
    await writeFile(path.join(source, 'a.txt'), 'a');
    await symlink('/etc/passwd', path.join(source, 'link.txt'));
    await symlink('/etc', path.join(source, 'sub', 'etc'));
    const entry = await host.call('cases.create', { name: 'x' });
    await host.call('cases.importPath', { caseId: entry.id, path: source });
    expect((await host.call('cases.view', { caseId: entry.id })).captures.map(({ name }) => name)).toEqual(['a.txt', 'sub/b.txt']);
  });

  it('[IMPORT-02] takes one file, and says which path is missing or empty', async () => {
    const host = await openTestHost();
    const source = await temporaryFolder();
    await writeFile(path.join(source, 'a.txt'), 'a');
    const entry = await host.call('cases.create', { name: 'x' });
    expect(await host.call('cases.importPath', { caseId: entry.id, path: path.join(source, 'a.txt') })).toHaveLength(1);
    expect(await hostErrorOf(host.call('cases.importPath', { caseId: entry.id, path: path.join(source, 'none') }))).toMatchObject({ code: 'not-found' });
    await mkdir(path.join(source, 'empty'));
    expect(await hostErrorOf(host.call('cases.importPath', { caseId: entry.id, path: path.join(source, 'empty') }))).toMatchObject({ code: 'not-found', message: { key: 'error.empty-folder' } });
    expect(await hostErrorOf(host.call('cases.importPath', { caseId: entry.id, path: '/dev/zero' }))).toMatchObject({ code: 'bad-input', message: { key: 'error.not-a-file' } });
  });

  it('[IMPORT-03] opens a case folder as a case', async () => {
    const host = await openTestHost();
    const { entry: other } = await caseWith(host, { 'a.txt': 'a' });
    await host.call('cases.forget', { caseId: other.id });
    const entry = await host.call('cases.create', { name: 'x' });
    expect(await host.call('cases.importPath', { caseId: entry.id, path: other.path })).toEqual([]);
    expect((await host.call('cases.list', {})).map(({ id }) => id)).toEqual([other.id, entry.id]);
  });

  it('[IMPORT-04] joins an upload from its pieces; an aborted one leaves nothing', async () => {
    const host = await openTestHost();
    const entry = await host.call('cases.create', { name: 'x' });
    const { uploadId } = await host.call('import.begin', { caseId: entry.id, name: '../../evil.txt' });
    for (const piece of ['one ', 'two ', 'three']) await host.call('import.append', { uploadId, bytes: bytes(piece) });
    const { captures } = await host.call('import.finish', { uploadId });
    const captureId = captures[0] ?? '';
    expect(await readFile(evidence(entry, captureId, 'stdout.bin'), 'utf8')).toBe('one two three');
    expect((await host.call('cases.view', { caseId: entry.id })).captures).toMatchObject([{ name: '../../evil.txt' }]);
    const second = await host.call('import.begin', { caseId: entry.id, name: 'b' });
    await host.call('import.append', { uploadId: second.uploadId, bytes: bytes('x') });
    await host.call('import.abort', { uploadId: second.uploadId });
    expect(await readdir(evidence(entry))).toEqual([captureId]);
    expect(await hostErrorOf(host.call('import.append', { uploadId, bytes: bytes('late') }))).toMatchObject({ code: 'not-found' });
  });

  it('[IMPORT-05] opens one copy of the sample incident, however often it is asked for', async () => {
    const host = await openTestHost();
    const entry = await host.call('cases.openSample', {});
    expect(entry.captures).toBeGreaterThan(0);
    await appendFile(path.join(entry.path, 'notes.md'), 'mine');
    expect(await host.call('cases.openSample', {})).toEqual(entry);
    expect((await host.call('cases.view', { caseId: entry.id })).notes).toMatch(/mine$/);
    expect(await host.call('cases.verify', { path: entry.path })).toMatchObject({ intact: true });
  });
});
