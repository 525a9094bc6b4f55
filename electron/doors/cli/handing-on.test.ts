import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { makeTar } from '../../host/archives/testing/make-tar.ts';
import { makeZip } from '../../host/archives/testing/make-zip.ts';
import { runCommand, type CommandRun } from '../testing/run-command.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../../shared/artifacts');
const SAMPLE = path.resolve(import.meta.dirname, '../../../resources/sample-incident');
const DUMP = readFileSync(path.join(FIXTURES, 'thread-dump/fixtures/openjdk17--monitor-deadlock-jstack.txt'));
const HISTOGRAMS = [1, 2].map((n) => readFileSync(path.join(FIXTURES, `heap-histogram/fixtures/openjdk17--leak-${n}.txt`)));
const folder = mkdtempSync(path.join(os.tmpdir(), 'handing-on-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
}

function run(argv: readonly string[], more: { readonly home?: string; readonly stdin?: Uint8Array } = {}): Promise<CommandRun> {
  return runCommand(argv, { dataFolder: path.join(folder, more.home ?? 'home'), ...(more.stdin === undefined ? {} : { stdin: more.stdin }) });
}

interface Analysis {
  readonly inputs: readonly { readonly path: string; readonly archive?: object; readonly problem: { readonly code: string } | null }[];
  readonly artifacts: readonly { readonly kind: string; readonly input: number }[];
}

describe('tables of a report on the command line', () => {
  const dump = file('tables.txt', DUMP);

  it('[RP-12] are chosen by kind or by name, also on a terminal and as none', async () => {
    const texts = await Promise.all([['thread-dump/locks'], ['thread-dump'], ['none'], ['thread-dump/locks,thread-dump/pools']].map(async ([list = '']) => (await run(['analyze', dump, '--tables', list])).stdout));
    expect(texts.map((text) => ['Threads, tables.txt', 'Locks, tables.txt', 'Pools, tables.txt'].map((title) => text.includes(title)))).toEqual([[false, true, false], [true, true, true], [false, false, false], [false, true, true]]);
  });

  it('[RP-12] are refused with the names there are, and where the format holds all', async () => {
    const wrong = await run(['report', dump, '--tables', 'thread-dump/looks']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('thread-dump/locks')]);
    for (const format of ['json', 'workbench']) expect(await run(['report', dump, '--tables', 'none', '--format', format])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('archives on the command line', () => {
  const support = file('support.zip', makeZip([{ name: 'node/dump.txt', data: DUMP }, { name: '../evil.txt', data: 'x' }, { name: 'z-copy.txt', data: DUMP }]));

  it('[AR-01] analyze reads what is inside, names each file by its place, and ends with 3 where something was left out', async () => {
    const { code, stdout, stderr } = await run(['analyze', support, '--format', 'json']);
    const { inputs, artifacts } = JSON.parse(stdout) as Analysis;
    expect([code, artifacts.map(({ kind, input }) => `${kind} ${input}`)]).toEqual([3, ['thread-dump 0']]);
    expect(inputs.map(({ path: shown, archive, problem }) => ({ path: shown, archive, code: problem?.code ?? null }))).toEqual([
      { path: `${support}!/node/dump.txt`, archive: { path: support, member: 'node/dump.txt' }, code: null },
      { path: `${support}!/z-copy.txt`, archive: { path: support, member: 'z-copy.txt' }, code: 'same-bytes' },
      { path: `${support}!/../evil.txt`, archive: { path: support, member: '../evil.txt' }, code: 'leads-out' },
    ]);
    expect(stderr).toContain('evil.txt: Left out: its path leads out of the archive');
    const korean = await run(['analyze', support, '--lang', 'ko']);
    expect(korean.stdout + korean.stderr).toContain('제외함: 경로가 압축 파일 밖으로 나갑니다');
    expect((await run(['analyze', file('twice.zip', makeZip([{ name: 'a', data: DUMP }, { name: 'b', data: DUMP }]))])).code).toBe(0);
  });

  it('[AR-01] an archive may come by standard input, and one archive of several captures can be compared', async () => {
    const tgz = gzipSync(makeTar(HISTOGRAMS.map((data, n) => ({ name: `histo-${n}.txt`, data }))));
    const { stdout } = await run(['analyze', '-', '--format', 'json'], { stdin: tgz });
    expect((JSON.parse(stdout) as Analysis).inputs.map(({ path: shown }) => shown)).toEqual(['-!/histo-0.txt', '-!/histo-1.txt']);
    const diff = await run(['diff', file('histo.tgz', tgz), '--format', 'json']);
    expect([diff.code, JSON.parse(diff.stdout)]).toMatchObject([0, { series: [{ kind: 'heap-histogram', captures: 2 }] }]);
    const html = await run(['report', file('histo.tgz', tgz), '--format', 'html']);
    expect(html.stdout).toContain('histo.tgz!/histo-0.txt');
  });

  it('[AR-09] diff compares what it is given, the same file twice included', async () => {
    const same = file('same.txt', HISTOGRAMS[0] ?? '');
    expect(JSON.parse((await run(['diff', same, same, '--format', 'json'])).stdout)).toMatchObject({ series: [{ captures: 2, changed: [] }] });
  });
});

describe('borescope export, verify and detokenize', () => {
  const answerOf = async (bundle: string, home: string): Promise<string> => (await run(['analyze', bundle, '--format', 'json'], { home })).stdout;

  it('[BN-03] makes the round trip: capture, redact, send, open, answer, turn back', async () => {
    const listing = 'UID          PID    PPID  C STIME TTY          TIME CMD\nroot     71000       1  0 10:00 ?        00:00:00 java -Ddb.password=Tr0ub4dor3 -Ddb.host=db-7.shop.example.com Shop\n';
    const bundle = path.join(folder, 'round.borescope');
    const sent = await run(['export', file('ps.txt', listing), '--out', bundle]);
    expect([sent.code, sent.stderr]).toEqual([0, expect.stringMatching(/1 capture.*\nSHA-256 [0-9a-f]{64}\nRedacted: .*hosts/s) as string]);
    const answer = await answerOf(bundle, 'other machine');
    expect(answer).toContain('<host-1>');
    expect(answer).not.toMatch(/db-7|Tr0ub4dor3/);
    const back = await run(['detokenize', file('answer.txt', 'ask the owner of <host-1> about &lt;host-1&gt;, <password-1> and <host-9>')]);
    expect([back.code, back.stdout]).toEqual([0, 'ask the owner of db-7.shop.example.com about db-7.shop.example.com, <password-1> and <host-9>']);
    expect(back.stderr).toMatch(/Turned back: hosts \(2\).*\n1 token of a secret stays.*\n1 token was not given/s);
    expect((await run(['detokenize', '-'], { home: 'other machine', stdin: Buffer.from('<host-1>') })).stdout).toBe('<host-1>');
  });

  it('[BN-04] verify tells an intact bundle from a changed one', async () => {
    const bundle = path.join(folder, 'sample.borescope');
    expect((await run(['export', SAMPLE, '--out', bundle, '--no-redact'])).stderr).toContain('Not redacted');
    expect(await run(['verify', bundle])).toMatchObject({ code: 0, stderr: expect.stringContaining('is intact: the seal and 20 files agree') as string });
    const bytes = readFileSync(bundle);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
    const changed = await run(['verify', file('changed.borescope', bytes)]);
    expect([changed.code, changed.stdout]).toEqual([3, expect.stringMatching(/CHANGED.*bundle.*\n(?:CHANGED|DAMAGED) .*stdout\.bin/s) as string]);
    expect((await run(['analyze', path.join(folder, 'changed.borescope')])).code).toBe(3);
    expect(JSON.parse(await answerOf(bundle, 'home'))).toMatchObject({ inputs: [{ path: expect.stringContaining('sample.borescope!/evidence/') as string }, {}, {}, {}, {}, {}] });
  });

  it('[BN-07] says what of the files did not go in, and refuses several cases at once', async () => {
    const zip = file('half.zip', makeZip([{ name: 'a.txt', data: 'a' }, { name: '/b.txt', data: 'b' }]));
    const half = await run(['export', zip, '--out', path.join(folder, 'half.borescope')]);
    expect([half.code, half.stderr]).toEqual([3, expect.stringContaining('half.zip!//b.txt: Left out: its path is absolute') as string]);
    expect((await run(['export', SAMPLE, zip, '--out', path.join(folder, 'both.borescope')])).code).toBe(2);
    expect((await run(['export', path.join(folder, 'gone'), '--out', path.join(folder, 'gone.borescope')])).code).toBe(3);
  });
});
