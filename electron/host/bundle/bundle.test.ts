import { randomBytes } from 'node:crypto';
import { appendFile, chmod, copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArtifactId } from '../../../shared/base/ids.ts';
import type { BundleManifest } from '../../../shared/evidence/bundle.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { makeZip } from '../archives/testing/make-zip.ts';
import { zipEntries } from '../archives/zip-entries.ts';
import type { Host } from '../create-host.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { openTestHost, temporaryFolder } from '../testing/open-test-host.ts';
import { plantedSecrets } from '../testing/plant-secrets.ts';
import { viewWhenRead } from '../testing/view-when-read.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../../resources/sample-incident');
const ALL = ['hosts', 'ips', 'users', 'queries'] as const;

type Members = Record<string, Buffer>;

async function membersOf(bundle: string): Promise<Members> {
  const members: Members = {};
  for await (const entry of zipEntries(bundle)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry.bytes()) chunks.push(chunk);
    members[entry.name] = Buffer.concat(chunks);
  }
  return members;
}

/** A bundle with these members and no valid seal. */
async function packed(members: Members): Promise<string> {
  const file = path.join(await temporaryFolder(), 'changed.borescope');
  await writeFile(file, makeZip(Object.entries(members).map(([name, data]) => ({ name, data }))));
  return file;
}

async function exported(host: Host, paths: readonly string[], redact?: readonly (typeof ALL)[number][]): Promise<string> {
  const out = path.join(await temporaryFolder(), 'case.borescope');
  await host.call('bundle.write', { paths: [...paths], out, ...(redact === undefined ? {} : { redact: [...redact] }) });
  return out;
}

async function opened(host: Host, file: string): Promise<CaseView> {
  return viewWhenRead(host, (await host.call('cases.open', { path: file })).id);
}

/** A case of one small capture, with notes and a mark. */
async function smallCase(host: Host, text = 'Full thread dump x\n'): Promise<CaseView> {
  const { id } = await host.call('cases.create', { name: 'small' });
  const file = path.join(await temporaryFolder(), 'dump of db-7.shop.example.com.txt');
  await writeFile(file, text);
  const [capture] = await host.call('cases.importPath', { caseId: id, path: file });
  await host.call('cases.setNotes', { caseId: id, notes: 'asked carol@shop.example.com' });
  await host.call('cases.setRowMark', { caseId: id, mark: { artifacts: [`${capture}.1` as ArtifactId], view: 'threads', row: 0, line: 1, label: 'main', bookmarked: true, note: 'look' } });
  return viewWhenRead(host, id);
}

describe('bundles', () => {
  it('[BN-01] open on another machine with the same captures, findings, notes and marks', async () => {
    const host = await openTestHost();
    const mine = await host.call('cases.openSample', {}).then(({ id }) => viewWhenRead(host, id));
    await host.call('cases.setNotes', { caseId: mine.entry.id, notes: 'pool exhausted' });
    const [artifact] = mine.artifacts;
    await host.call('cases.setRowMark', { caseId: mine.entry.id, mark: { artifacts: [artifact?.id ?? ''], view: 'threads', row: 3, line: null, label: 'exec-1', bookmarked: true, note: 'owner' } });
    const file = await exported(host, [mine.entry.path]);
    const other = await openTestHost();
    const theirs = await opened(other, file);
    const before = await viewWhenRead(host, mine.entry.id);
    expect([theirs.captures, theirs.findings, theirs.notes, theirs.marks]).toEqual([before.captures, before.findings, 'pool exhausted', before.marks]);
    expect([theirs.entry.name, theirs.faults, theirs.marks.length]).toEqual([before.entry.name, [], 1]);
    expect(await other.call('cases.verify', { path: theirs.entry.path })).toMatchObject({ intact: true });
    await other.call('cases.setNotes', { caseId: theirs.entry.id, notes: 'mine now' });
    // The same bundle again is the case that is there.
    expect((await opened(other, file)).notes).toBe('mine now');
    expect(await other.call('cases.verify', { path: file })).toMatchObject({ intact: true });
    const [ofBundle, ofCase] = await Promise.all([file, SAMPLE].map(async (one) => other.call('analysis.ofPaths', { paths: [one], kind: null, language: 'en' })));
    expect(ofBundle?.['findings']).toEqual(ofCase?.['findings']);
  });

  it('[BN-02] of one case are equal byte by byte, redacted or not', async () => {
    const host = await openTestHost();
    for (const redact of [undefined, ALL]) {
      const [one, two] = [await exported(host, [SAMPLE], redact), await exported(host, [SAMPLE], redact)];
      expect((await readFile(one)).equals(await readFile(two))).toBe(true);
    }
  });

  it('[BN-03] let nothing through that a redaction takes: neither in evidence, provenance, names, notes, marks nor ids', async () => {
    const host = await openTestHost();
    const planted = plantedSecrets(3);
    const { entry } = await smallCase(host, ['USER PID %CPU', ...planted.map(({ text }) => text), 'java -Ddb.host=db-7.shop.example.com -Dpeer=10.1.2.3', ''].join('\n'));
    const file = await exported(host, [entry.path], [...ALL]);
    const members = await membersOf(file);
    const whole = Object.entries(members).map(([name, bytes]) => `${name}\n${bytes.toString('utf8')}`).join('\n');
    const { secrets, hidden } = { secrets: planted.flatMap((one) => one.secrets), hidden: ['carol', 'db-7', '10.1.2.3'] };
    expect([...secrets, ...hidden].filter((secret) => whole.includes(secret)).map((secret) => whole.slice(whole.indexOf(secret) - 40, whole.indexOf(secret) + 40))).toEqual([]);
    expect(Object.keys(members)).toEqual(['bundle.json', 'case.json', expect.stringMatching(/^evidence\/\d{8}T\d{6}Z-capture-[0-9a-f]{10}\/capture\.json$/), expect.anything(), expect.anything(), 'marks.json', 'notes.md'].map((one) => one as string));
    const manifest = JSON.parse(members['bundle.json']?.toString() ?? '') as BundleManifest;
    expect(manifest.redacted).toEqual([...ALL]);
    const theirs = await opened(await openTestHost(), file);
    expect([theirs.faults, theirs.captures[0]?.derivedFrom === theirs.captures[0]?.id, theirs.marks[0]?.artifacts]).toEqual([[], true, [`${theirs.captures[0]?.id}.1`]]);
    expect(await host.call('cases.verify', { path: theirs.entry.path })).toMatchObject({ intact: true });
  });

  it('[BN-04] show each of 1,000 flipped bits', async () => {
    const host = await openTestHost();
    const { entry } = await smallCase(host);
    const file = await exported(host, [entry.path]);
    const intact = await readFile(file);
    expect((await host.call('cases.verify', { path: file })).intact).toBe(true);
    const missed: number[] = [];
    for (let i = 0; i < 1000; i++) {
      // Spread over the whole file, all bits of a byte in turn.
      const bit = Math.floor((i * intact.length * 8) / 1000);
      const bytes = Buffer.from(intact);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(file, bytes);
      if ((await host.call('cases.verify', { path: file })).intact) missed.push(bit);
    }
    expect(missed).toEqual([]);
  }, 60_000);

  it('[BN-05] that were changed open read-only, with a mark for each file and everything else readable', async () => {
    const host = await openTestHost();
    const members = await membersOf(await exported(host, [SAMPLE]));
    const evidence = Object.keys(members).filter((name) => name.endsWith('stdout.bin'));
    const [changed = '', missing = '', ...sound] = evidence;
    const file = await packed({ ...Object.fromEntries(Object.entries(members).filter(([name]) => name !== missing)), [changed]: Buffer.concat([members[changed] ?? Buffer.alloc(0), Buffer.from('!')]), 'extra.sh': Buffer.from('rm'), '../evil.txt': Buffer.from('x'), 'evidence/x/../../../evil.txt': Buffer.from('x') });
    const view = await opened(host, file);
    expect(view.faults.map(({ path, state }) => `${path} ${state}`).toSorted()).toEqual([' changed', '../evil.txt extra', `${changed} changed`, 'evidence/x/../../../evil.txt extra', `${missing} missing`, 'extra.sh extra'].toSorted());
    expect(view.artifacts.map(({ capture }) => capture)).toEqual(expect.arrayContaining(sound.map((name) => name.split('/')[1])));
    expect(await hostErrorOf(host.call('cases.setNotes', { caseId: view.entry.id, notes: 'x' }))).toMatchObject({ code: 'refused', message: { key: 'error.bundle-changed' } });
    const rows = (await host.call('cases.verify', { path: file })).rows;
    expect(rows.find(({ capture, name }) => `evidence/${capture}/${name}` === changed)).toMatchObject({ state: 'changed', detail: expect.stringContaining('sha256') as string });
    expect(rows.filter(({ state }) => state === 'intact').length).toBe(Object.keys(members).length - 3);
    expect((await readdir(path.dirname(view.entry.path), { recursive: true })).filter((name) => /evil|extra\.sh/.test(name))).toEqual([]);
    const again = { paths: [view.entry.path], out: path.join(await temporaryFolder(), 'again.borescope') };
    expect(await hostErrorOf(host.call('bundle.write', again))).toMatchObject({ code: 'refused', message: { key: 'error.bundle-changed' } });
    await host.call('cases.delete', { caseId: view.entry.id });
  });

  it('[BN-05] call a file damaged whose packing is broken, at its beginning or later, with how much of it came', async () => {
    const host = await openTestHost();
    const { entry, captures } = await smallCase(host, 'Full thread dump x\n'.repeat(2000) + randomBytes(50_000).toString('base64'));
    const file = await exported(host, [entry.path]);
    const path = `evidence/${captures[0]?.id}/stdout.bin`;
    const intact = await readFile(file);
    // Local header of 30 bytes, the name, then the packed bytes: a block type that does not exist, or noise far behind.
    const packedAt = intact.indexOf(path) + path.length;
    const [first, later] = [Buffer.from(intact), Buffer.from(intact)];
    first[packedAt] = 0xff;
    later.fill(0xff, packedAt + 20_000, packedAt + 24_000);
    for (const [bytes, detail] of [[first, /: 0 \/ \d+ B$/], [later, /: [1-9]\d+ \/ \d+ B$/]] as const) {
      await writeFile(file, bytes);
      const { faults } = await opened(host, file);
      expect(faults).toContainEqual({ path, state: 'damaged', detail: expect.stringMatching(detail) as string });
      expect((await host.call('cases.verify', { path: file })).rows.find(({ name }) => name === 'stdout.bin')).toMatchObject({ state: 'damaged' });
    }
  });

  it('[BN-09] are not made of evidence that is no longer as it was captured, nor under another name', async () => {
    const host = await openTestHost();
    const { entry, captures } = await smallCase(host);
    const evidence = path.join(entry.path, 'evidence', captures[0]?.id ?? '', 'stdout.bin');
    await chmod(evidence, 0o644);
    await appendFile(evidence, '!');
    const out = path.join(await temporaryFolder(), 'x.borescope');
    expect(await hostErrorOf(host.call('bundle.write', { paths: [entry.path], out }))).toMatchObject({ code: 'refused', message: { key: 'error.evidence-changed' } });
    expect(await hostErrorOf(host.call('bundle.write', { paths: [SAMPLE], out: '/etc/passwd' }))).toMatchObject({ code: 'bad-input' });
  });

  it('[BN-06] of a newer form, or without a manifest, open read-only with what can be read', async () => {
    const host = await openTestHost();
    const members = await membersOf(await exported(host, [SAMPLE]));
    const manifest = JSON.parse(members['bundle.json']?.toString() ?? '') as BundleManifest;
    const newerCapture = Object.keys(members).find((name) => name.endsWith('capture.json')) ?? '';
    const newer = await packed({ ...members, 'bundle.json': Buffer.from(JSON.stringify({ ...manifest, formatVersion: 2 })), 'case.json': Buffer.from('{"formatVersion":2}'), [newerCapture]: Buffer.from('{"formatVersion":2}') });
    const view = await opened(host, newer);
    expect(view.faults).toContainEqual({ path: 'bundle.json', state: 'newer', detail: '2' });
    expect([view.captures.length, view.artifacts.length > 3]).toEqual([6, true]);
    const { 'bundle.json': _, ...bare } = members;
    const nameless = await opened(host, await packed({ 'bundle.json': Buffer.from('{'), ...bare }));
    expect([nameless.captures.length, nameless.faults.some(({ path }) => path === 'bundle.json')]).toEqual([6, true]);
  });

  it('[BN-07] can be made of files, folders and archives, and opened by a drop', async () => {
    const host = await openTestHost();
    const folder = await temporaryFolder();
    const [capture = ''] = await readdir(path.join(SAMPLE, 'evidence'));
    await mkdir(path.join(folder, 'a'));
    await copyFile(path.join(SAMPLE, 'evidence', capture, 'stdout.bin'), path.join(folder, 'a', 'dump.txt'));
    await writeFile(path.join(folder, 'b.zip'), makeZip([{ name: 'note.txt', data: 'hello' }, { name: '../evil', data: 'x' }]));
    const file = await exported(host, [folder], [...ALL]);
    const { id } = await host.call('cases.create', { name: 'empty' });
    const { uploadId } = await host.call('import.begin', { caseId: id, name: 'case.zip' });
    await host.call('import.append', { uploadId, bytes: new Uint8Array(await readFile(file)) });
    const { opened: caseId, captures } = await host.call('import.finish', { uploadId });
    const view = await viewWhenRead(host, caseId ?? '');
    expect([captures, view.captures.map(({ name }) => name), view.leftOut]).toEqual([[], ['a/dump.txt', 'b.zip!/note.txt'], [{ source: 'b.zip', member: '../evil', reason: 'leads-out', detail: '' }]]);
    expect((await host.call('cases.view', { caseId: id })).captures).toEqual([]);
    expect(await hostErrorOf(host.call('bundle.write', { paths: [SAMPLE, folder], out: file }))).toMatchObject({ message: { key: 'error.bundle-one-case' } });
  });

  it('[BN-08] are handed to a window whole, named after the case', async () => {
    const host = await openTestHost();
    const { entry } = await smallCase(host);
    const { bytes, fileName, sizeBytes, redacted } = await host.call('bundle.ofCase', { caseId: entry.id, redact: [...ALL] });
    expect([fileName, sizeBytes, redacted]).toEqual(['small.borescope', bytes.length, []]);
    const file = path.join(await temporaryFolder(), 'x');
    await writeFile(file, bytes);
    expect((await host.call('cases.verify', { path: file })).intact).toBe(true);
    await appendFile(file, '!');
    expect((await host.call('cases.verify', { path: file })).intact).toBe(false);
  });
});
