import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { JsonObject } from '../../../shared/base/json.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import type { Host } from '../create-host.ts';
import { openTestHost, temporaryFolder } from '../testing/open-test-host.ts';
import { viewWhenRead } from '../testing/view-when-read.ts';
import { makeTar } from './testing/make-tar.ts';
import { makeXz, zerosXz } from './testing/make-xz.ts';
import { makeZip, type ZipMember } from './testing/make-zip.ts';

const DUMP = path.resolve(import.meta.dirname, '../../../shared/artifacts/thread-dump/fixtures/temurin25--lock-deadlock-jcmd.txt');
const HISTOGRAM = path.resolve(import.meta.dirname, '../../../shared/artifacts/heap-histogram/fixtures/openjdk17--leak-1.txt');
const ZEROS = Buffer.alloc(110 * 1024 * 1024);

async function fileWith(name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(await temporaryFolder(), name);
  await writeFile(file, bytes);
  return file;
}

interface Input {
  readonly path: string;
  readonly sha256: string | null;
  readonly archive?: { readonly path: string; readonly member: string };
  readonly problem: { readonly code: string; readonly what: string } | null;
}

async function analysisOf(host: Host, file: string): Promise<{ readonly inputs: readonly Input[]; readonly artifacts: readonly JsonObject[] }> {
  const answer = await host.call('analysis.ofPaths', { paths: [file], kind: null, language: 'en' });
  return answer as unknown as Awaited<ReturnType<typeof analysisOf>>;
}

async function imported(host: Host, file: string): Promise<CaseView> {
  const { id } = await host.call('cases.create', { name: 'archive' });
  await host.call('cases.importPath', { caseId: id, path: file });
  return viewWhenRead(host, id);
}

async function uploaded(host: Host, name: string, bytes: Uint8Array): Promise<CaseView> {
  const { id } = await host.call('cases.create', { name: 'upload' });
  const { uploadId } = await host.call('import.begin', { caseId: id, name });
  await host.call('import.append', { uploadId, bytes: new Uint8Array(bytes) });
  await host.call('import.finish', { uploadId });
  return viewWhenRead(host, id);
}

const leftOutOf = ({ leftOut }: CaseView): readonly string[] => leftOut.map(({ member, reason }) => `${member} ${reason}`);
const namesOf = ({ captures }: CaseView): readonly string[] => captures.map(({ name }) => name);

describe('archives', () => {
  it('[AR-01] are opened as the folders they are: zip, tar, gzip and both, inside each other up to three deep', async () => {
    const host = await openTestHost();
    const dump = await readFile(DUMP);
    const histogram = await readFile(HISTOGRAM);
    const alone = (await analysisOf(host, DUMP)).artifacts.map(({ data }) => data);
    const tar = makeTar([{ name: 'jvm/', type: '5' }, { name: 'jvm/dump.txt', data: dump }, { name: './jvm/histo.txt', data: histogram }]);
    const archives: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
      ['a.zip', makeZip([{ name: 'jvm/dump.txt', data: dump, isDeflated: true }, { name: 'jvm/histo.txt', data: histogram }]), ['jvm/dump.txt', 'jvm/histo.txt']],
      ['a.tar', tar, ['jvm/dump.txt', 'jvm/histo.txt']],
      ['a.tar.xz', makeXz(tar), ['jvm/dump.txt', 'jvm/histo.txt']],
      ['dump.txt.xz', makeXz(dump), ['dump.txt']],
      ['twice.xz', Buffer.concat([makeXz(dump.subarray(0, 999)), makeXz(dump.subarray(999))]), ['twice']],
      // One waits for the other: an xz inside an xz, and one inside that.
      ['sos.tar.xz', makeXz(makeTar([{ name: 'old.log.xz', data: makeXz(histogram) }, { name: 'node.tar.xz', data: makeXz(makeTar([{ name: 'dump.txt.xz', data: makeXz(dump) }])) }])), ['node.tar.xz!/dump.txt.xz!/dump.txt', 'old.log.xz!/old.log']],
      ['a.tgz', gzipSync(tar), ['jvm/dump.txt', 'jvm/histo.txt']],
      ['dump.txt.gz', gzipSync(dump), ['dump.txt']],
      ['twice.gz', Buffer.concat([gzipSync(dump.subarray(0, 999)), gzipSync(dump.subarray(999))]), ['twice']],
      ['three.zip', makeZip([{ name: 'node-1.tar.gz', data: gzipSync(makeTar([{ name: 'logs/dump.txt.gz', data: gzipSync(dump) }, { name: 'histo.txt', data: histogram }])) }]), ['node-1.tar.gz!/histo.txt', 'node-1.tar.gz!/logs/dump.txt.gz!/dump.txt']],
      ['zip-in.tar', makeTar([{ name: 'inner.zip', data: makeZip([{ name: 'dump.txt', data: dump }]) }, { name: 'histo.txt', data: histogram }]), ['histo.txt', 'inner.zip!/dump.txt']],
    ];
    for (const [name, bytes, members] of archives) {
      const file = await fileWith(name, bytes);
      const { inputs, artifacts } = await analysisOf(host, file);
      expect(inputs.map(({ path: shown, archive, problem }) => [shown, archive, problem]), name).toEqual(members.map((member) => [`${file}!/${member}`, { path: file, member }, null]));
      expect(artifacts.map(({ data }) => data), name).toContainEqual(alone[0]);
    }
  });

  it('[AR-02] give captures that say which archive they came in, by its hash, and where in it', async () => {
    const host = await openTestHost();
    const dump = await readFile(DUMP);
    const bytes = gzipSync(makeTar([{ name: 'a/dump.txt', data: dump }]));
    const expected = { name: 'bundle.tgz!/a/dump.txt', transport: 'imported-file', archive: { name: 'bundle.tgz', sha256: createHash('sha256').update(bytes).digest('hex'), member: 'a/dump.txt' }, stdout: { bytes: dump.length, sha256: createHash('sha256').update(dump).digest('hex') } };
    for (const view of [await imported(host, await fileWith('bundle.tgz', bytes)), await uploaded(host, 'bundle.tgz', bytes)]) {
      expect(view.captures).toMatchObject([expected]);
      expect(view.artifacts.length).toBeGreaterThan(0);
      expect(await host.call('cases.verify', { path: view.entry.path })).toMatchObject({ intact: true });
    }
  });

  const REFUSED: readonly (readonly [string, ZipMember, string])[] = [
    ['leads out', { name: '../evil.txt', data: 'x' }, '../evil.txt leads-out'],
    ['leads out, in the middle', { name: 'a/../../evil.txt', data: 'x' }, 'a/../../evil.txt leads-out'],
    ['leads out the Windows way', { name: 'a\\..\\..\\evil.txt', data: 'x' }, 'a\\..\\..\\evil.txt leads-out'],
    ['is absolute', { name: '/etc/cron.d/evil', data: 'x' }, '/etc/cron.d/evil absolute-path'],
    ['is absolute the Windows way', { name: 'C:\\evil.txt', data: 'x' }, 'C:\\evil.txt absolute-path'],
    ['has a NUL in its name', { name: 'a\0.txt', data: 'x' }, 'a\0.txt bad-name'],
    ['is a symbolic link', { name: 'link', data: '/etc/passwd', mode: 0o120777 }, 'link link'],
    ['is encrypted', { name: 'secret.txt', data: 'x', flags: 0x801 }, 'secret.txt encrypted'],
    ['is packed by a method nobody reads', { name: 'odd.txt', data: 'x', method: 14 }, 'odd.txt unknown-method'],
    ['has the path of an earlier one', { name: './one.txt', data: 'other' }, 'one.txt duplicate-name'],
    ['is longer than stated', { name: 'long.txt', data: 'x'.repeat(9999), isDeflated: true, statedSize: 10 }, 'long.txt size-lies'],
    ['is shorter than stated', { name: 'short.txt', data: 'x', isDeflated: true, statedSize: 9999 }, 'short.txt size-lies'],
    ['has another size in its second header', { name: 'two.txt', data: 'xyz', isDeflated: true, localSize: 2 }, 'two.txt header-lies'],
    ['has another name in its second header', { name: 'seen.txt', localName: 'evil.txt', data: 'xyz' }, 'seen.txt header-lies'],
    ['does not agree with its checksum', { name: 'flip.txt', data: 'xyz', statedCrc: 1 }, 'flip.txt checksum'],
    ['unpacks 200-fold past 100 MB', { name: 'bomb.txt', data: ZEROS, isDeflated: true }, 'bomb.txt ratio'],
  ];

  it.each(REFUSED)('[AR-03] leave out a member of a zip that %s, say so, and keep what stands before and behind', async (_, member, told) => {
    const host = await openTestHost();
    const view = await imported(host, await fileWith('x.zip', makeZip([{ name: 'one.txt', data: 'first' }, member, { name: 'two/last.txt', data: 'last' }])));
    expect([leftOutOf(view), namesOf(view)]).toEqual([[told], ['x.zip!/one.txt', 'x.zip!/two/last.txt']]);
    expect(view.leftOut[0]?.source).toBe('x.zip');
  });

  it('[AR-03] leave out what a tar may not hold, say so, and keep the rest', async () => {
    const host = await openTestHost();
    const tar = makeTar([
      { name: 'one.txt', data: 'first' },
      { name: '../evil.txt', data: 'x' },
      { name: '/evil.txt', data: 'x' },
      { name: 'soft', type: '2', link: '/etc/passwd' },
      { name: 'hard', type: '1', link: 'one.txt' },
      { name: 'null', type: '3' },
      { name: 'one.txt', data: 'again' },
      { name: 'last.txt', data: 'last' },
    ]);
    const view = await imported(host, await fileWith('x.tar', tar));
    expect(leftOutOf(view)).toEqual(['../evil.txt leads-out', '/evil.txt absolute-path', 'soft link', 'hard link', 'null special-file', 'one.txt duplicate-name']);
    expect(view.leftOut[2]).toMatchObject({ detail: '→ /etc/passwd' });
    expect(namesOf(view)).toEqual(['x.tar!/last.txt', 'x.tar!/one.txt']);
  });

  it('[AR-04] stop at 200 times the size past 100 MB, wherever the bomb is hidden, and keep what came before', async () => {
    const host = await openTestHost();
    const good = { name: 'good.txt', data: 'good' };
    const bombs: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
      ['bomb.gz', gzipSync(ZEROS), ['bomb ratio']],
      ['bomb.tgz', gzipSync(makeTar([good, { name: 'bomb', data: ZEROS }, { name: 'after', data: 'x' }])), ['bomb ratio', ' rest']],
      ['bomb.xz', zerosXz(), ['bomb ratio']],
      ['bomb.tar.xz', makeXz(makeTar([good, { name: 'bomb.xz', data: zerosXz() }, { name: 'after.txt', data: 'x' }])), ['bomb.xz!/bomb ratio']],
      ['wide.xz', makeXz(Buffer.from('x'), 40), [' unknown-method']],
      // Each of the two is within the limits; together they are not.
      ['sum.zip', makeZip([good, ...['a', 'b'].map((name) => ({ name, data: ZEROS.subarray(0, 60 * 1024 * 1024), isDeflated: true })), { name: 'after', data: 'x' }]), [' archive-ratio']],
      ['nested.zip', makeZip([good, { name: 'inner.zip', data: makeZip([{ name: 'bomb', data: ZEROS, isDeflated: true }]) }]), ['inner.zip!/bomb ratio']],
    ];
    for (const [name, bytes, told] of bombs) {
      const view = await imported(host, await fileWith(name, bytes));
      expect(leftOutOf(view), name).toEqual(told);
      if (!['bomb.gz', 'bomb.xz', 'wide.xz'].includes(name)) expect(namesOf(view), name).toContain(`${name}!/good.txt`);
    }
  }, 60_000);

  it('[AR-05] stop after 20,000 entries of a million', async () => {
    const host = await openTestHost();
    const million = makeZip([{ name: 'good.txt', data: 'good' }, { name: 'd/' }], 999_999);
    const view = await imported(host, await fileWith('million.zip', million));
    expect([namesOf(view), leftOutOf(view)]).toEqual([['million.zip!/good.txt'], [' too-many-entries']]);
  });

  it('[AR-06] stop at the fourth archive inside each other', async () => {
    const host = await openTestHost();
    const inside = [1, 2, 3, 4].reduce<Buffer>((data, n) => makeZip([{ name: n === 1 ? 'deep.txt' : `${n}.zip`, data }, { name: `beside-${n}.txt`, data: `beside ${n}` }]), Buffer.from('deep'));
    const view = await imported(host, await fileWith('5.zip', inside));
    expect(leftOutOf(view)).toEqual(['4.zip!/3.zip!/2.zip too-deep']);
    expect(namesOf(view)).toEqual(['5.zip!/4.zip!/3.zip!/beside-2.txt', '5.zip!/4.zip!/beside-3.txt', '5.zip!/beside-4.txt']);
  });

  it('[AR-07] keep what came before a cut, marked as partial', async () => {
    const host = await openTestHost();
    const dump = await readFile(DUMP);
    const tar = makeTar([{ name: 'whole.txt', data: 'whole' }, { name: 'dump.txt', data: dump }]);
    const cutTar = await imported(host, await fileWith('cut.tar', tar.subarray(0, 1024 + 512 + 5000)));
    expect(cutTar.captures).toMatchObject([{ name: 'cut.tar!/dump.txt', completeness: { status: 'partial', reason: 'archive-cut' }, stdout: { bytes: 5000 } }, { completeness: { status: 'complete' } }]);
    const gz = gzipSync(dump);
    const cutGzip = await imported(host, await fileWith('dump.txt.gz', gz.subarray(0, gz.length - 9)));
    expect(cutGzip.captures).toMatchObject([{ name: 'dump.txt.gz!/dump.txt', completeness: { status: 'partial', reason: 'archive-cut' } }]);
    expect(cutGzip.captures[0]?.stdout.bytes).toBeGreaterThan(dump.length * 0.9);
    const cutXz = await imported(host, await fileWith('old.tar.xz', makeXz(Buffer.concat([tar, tar])).subarray(0, 1024 + 512 + 5100)));
    expect(cutXz.captures).toMatchObject([{ name: 'old.tar.xz!/dump.txt', completeness: { status: 'partial', reason: 'archive-cut' } }, { name: 'old.tar.xz!/whole.txt', completeness: { status: 'complete' } }]);
    const damaged = await imported(host, await fileWith('a.zip', makeZip([{ name: 'a', data: 'a' }]).subarray(0, -5)));
    expect([namesOf(damaged), leftOutOf(damaged)]).toEqual([[], [' damaged']]);
    const { inputs } = await analysisOf(host, await fileWith('dump.txt.gz', gz.subarray(0, gz.length - 9)));
    expect(inputs.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'cut']);
  });

  it('[AR-08] write nothing outside the case, and leave nothing behind', async () => {
    const dataFolder = await temporaryFolder();
    const privateFolders = await temporaryFolder();
    vi.stubEnv('TMPDIR', privateFolders);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const host = await openTestHost({ dataFolder });
    const around = await readdir(path.dirname(dataFolder));
    const file = await fileWith('x.zip', makeZip([{ name: '../../evil.txt', data: 'x' }, { name: 'inner.zip', data: makeZip([{ name: '../evil.txt', data: 'y' }, { name: 'good', data: 'good' }]) }]));
    const { entry } = await imported(host, file);
    await analysisOf(host, file);
    const all = await readdir(dataFolder, { recursive: true });
    expect(all.filter((name) => name.includes('evil') || name.includes('unpacking/'))).toEqual([]);
    expect(await readdir(path.dirname(file))).toEqual(['x.zip']);
    expect((await readdir(path.dirname(dataFolder))).filter((name) => !around.includes(name) && name.startsWith('evil'))).toEqual([]);
    expect((await readdir(entry.path)).toSorted()).toEqual(['case.json', 'case.lock', 'derived', 'evidence', 'left-out.json']);
    // Those of this test itself are there; nothing of what was unpacked is.
    expect((await readdir(privateFolders)).filter((name) => !name.startsWith('borescope-test-'))).toEqual([]);
  });

  it('[AR-09] take the same bytes once and name the capture that has them, in one import and in later ones', async () => {
    const host = await openTestHost();
    const folder = await temporaryFolder();
    const dump = await readFile(DUMP);
    await writeFile(path.join(folder, 'a.txt'), dump);
    await writeFile(path.join(folder, 'b.zip'), makeZip([{ name: 'copy.txt', data: dump }, { name: 'empty', data: '' }, { name: 'nothing', data: '' }]));
    const view = await imported(host, folder);
    expect([namesOf(view).toSorted(), view.leftOut]).toEqual([['a.txt', 'b.zip!/empty', 'b.zip!/nothing'], [{ source: 'b.zip', member: 'copy.txt', reason: 'same-bytes', detail: 'a.txt' }]]);
    expect(await host.call('cases.importPath', { caseId: view.entry.id, path: path.join(folder, 'a.txt') })).toEqual([]);
    expect((await host.call('cases.view', { caseId: view.entry.id })).leftOut.at(-1)).toEqual({ source: 'a.txt', member: '', reason: 'same-bytes', detail: 'a.txt' });
    const { inputs, artifacts } = await analysisOf(host, folder);
    expect(inputs.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'same-bytes', 'empty', 'empty']);
    expect(artifacts.length).toBe((await analysisOf(host, DUMP)).artifacts.length);
  });

  it('[AR-10] leave programs and documents that are zip files closed, and read names in UTF-8 and as Korean Windows writes them', async () => {
    const host = await openTestHost();
    const korean = Buffer.from([0xb4, 0xfd, 0xc7, 0xc1, 0x2e, 0x74, 0x78, 0x74]);
    const jar = makeZip([{ name: 'META-INF/MANIFEST.MF', data: 'x' }]);
    const view = await imported(host, await fileWith('x.zip', makeZip([{ name: korean, data: '1' }, { name: '덤프-2.txt', data: '2', flags: 0 }, { name: 'lib/shop.jar', data: jar }])));
    expect(namesOf(view)).toEqual(['x.zip!/lib/shop.jar', 'x.zip!/덤프-2.txt', 'x.zip!/덤프.txt']);
    expect(view.readings[0]?.unrecognised?.code).toBe('zip');
  });

  it('[AR-11] hold little in memory however large a header or a member claims to be', async () => {
    const host = await openTestHost();
    const header = await imported(host, await fileWith('x.tgz', gzipSync(makeTar([{ name: 'good.txt', data: 'good' }, { name: 'pax', type: 'x', data: ZEROS.subarray(0, 20 * 1024 * 1024) }, { name: 'after.txt', data: 'x' }]))));
    expect([namesOf(header), header.leftOut]).toEqual([['x.tgz!/good.txt'], [{ source: 'x.tgz', member: '', reason: 'damaged', detail: 'header' }]]);
    const claims = await imported(host, await fileWith('y.tar', makeTar([{ name: 'a.txt', data: 'abc', statedSize: 0o77777777777 }])));
    expect(claims.captures).toMatchObject([{ name: 'y.tar!/a.txt', completeness: { status: 'partial', reason: 'archive-cut' } }]);
  });

  it('[AR-12] are opened inside folders, too', async () => {
    const host = await openTestHost();
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, 'node-1'));
    await writeFile(path.join(folder, 'node-1', 'logs.tgz'), gzipSync(makeTar([{ name: 'dump.txt', data: await readFile(DUMP) }])));
    expect(namesOf(await imported(host, folder))).toEqual(['node-1/logs.tgz!/dump.txt']);
  });
});
