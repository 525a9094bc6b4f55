import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { everythingIn, spreadsheetParts } from '../../host/testing/report-text.ts';
import { runCommand, type CommandOptions, type CommandRun } from '../testing/run-command.ts';
import { write } from './cli-io.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../../shared/artifacts');
const SAMPLE = path.resolve(import.meta.dirname, '../../../resources/sample-incident');
const folder = mkdtempSync(path.join(os.tmpdir(), 'cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
}

function run(argv: readonly string[], more: Partial<CommandOptions> = {}): Promise<CommandRun> {
  return runCommand(argv, { dataFolder: path.join(folder, 'home'), ...more });
}

/** A small dump of one blocked thread whose name is `name`. */
function dumpOf(name: string): string {
  return [
    '2026-11-20 11:40:02',
    'Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):',
    '',
    `"${name}" #12 prio=5 os_prio=0 cpu=0.35ms elapsed=5.07s tid=0x00007f0000000001 nid=0x2e waiting for monitor entry  [0x00007f0000001000]`,
    '   java.lang.Thread.State: BLOCKED (on object monitor)',
    '\tat Demo.run(Demo.java:10)',
    '\t- waiting to lock <0x00000000f0000001> (a java.lang.Object)',
    '',
    '"owner" #13 prio=5 os_prio=0 cpu=1.00ms elapsed=5.07s tid=0x00007f0000000002 nid=0x2f runnable  [0x00007f0000002000]',
    '   java.lang.Thread.State: RUNNABLE',
    '\tat Demo.hold(Demo.java:20)',
    '\t- locked <0x00000000f0000001> (a java.lang.Object)',
    '',
    'JNI global refs: 5, weak refs: 0',
    '',
  ].join('\n');
}

describe('borescope analyze', () => {
  it('[CLI-01] gives borescope.analysis/1 on standard output and nothing else', async () => {
    const { code, stdout, stderr } = await run(['analyze', file('one.txt', dumpOf('worker-1')), '--format', 'json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'borescope.analysis/1',
      inputs: [{ path: path.join(folder, 'one.txt'), encoding: 'utf-8' }],
      artifacts: [{ id: 'a1', kind: 'thread-dump', input: 0, data: { threadCount: 2 } }],
    });
  });

  it('[CLI-02] says findings first, in the language asked for', async () => {
    const english = await run(['analyze', SAMPLE, '--rows', '2']);
    expect(english.stdout.indexOf('Findings')).toBeLessThan(english.stdout.indexOf('Key figures'));
    expect(english.stdout).toContain('InventoryLedger');
    const korean = await run(['analyze', SAMPLE], { env: { LANG: 'ko_KR.UTF-8' } });
    expect(korean.stdout).toContain('주요 수치');
    expect(korean.stdout).not.toMatch(/\b(report|cli|error)\.[a-z-]+\b/);
  });

  it('[CLI-03] reads standard input as - and calls it so', async () => {
    const { code, stdout } = await run(['analyze', '-', '--format', 'json'], { stdin: dumpOf('worker-1') });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ inputs: [{ path: '-' }], artifacts: [{ kind: 'thread-dump' }] });
    expect((await run(['analyze', '-', '-'])).code).toBe(2);
  });

  it('[CLI-03] reads a file and standard input together, in every format', async () => {
    const one = file('beside.txt', dumpOf('worker-1'));
    for (const format of ['text', 'markdown', 'html']) {
      const { code, stdout } = await run(['analyze', one, '-', '--format', format], { stdin: dumpOf('worker-2') });
      expect([code, stdout.includes('beside.txt')], format).toEqual([0, true]);
    }
  });

  it('[CLI-04] ends with 1 only when a finding reaches --fail-on', async () => {
    expect((await run(['analyze', SAMPLE, '--fail-on', 'critical'])).code).toBe(1);
    expect((await run(['analyze', SAMPLE])).code).toBe(0);
    expect((await run(['analyze', file('calm.txt', dumpOf('w').replace('- waiting to lock', '- locked').replaceAll('BLOCKED (on object monitor)', 'RUNNABLE')), '--fail-on', 'critical'])).code).toBe(0);
  });

  it('[CLI-05] reports the rest and ends with 3 when an input is missing, empty or of a foreign type, each named', async () => {
    const good = file('good.txt', dumpOf('worker-1'));
    const jpeg = file('photo.txt', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]));
    const { code, stdout, stderr } = await run(['analyze', good, path.join(folder, 'gone.txt'), file('empty.txt', ''), jpeg, '--format', 'json']);
    expect(code).toBe(3);
    const answer = JSON.parse(stdout) as { inputs: { problem: { code: string } | null }[]; artifacts: unknown[] };
    expect(answer.artifacts).toHaveLength(1);
    expect(answer.inputs.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'unreadable', expect.any(String), expect.any(String)]);
    expect(stderr).toMatch(/gone\.txt: ENOENT/);
    expect(stderr).toMatch(/empty\.txt: .*empty/);
    expect(stderr).toMatch(/photo\.txt: .*JPEG/);
    expect((await run(['analyze', good, file('words.txt', 'hello there'), '--lang', 'ko'])).stderr).toContain('words.txt: 텍스트이지만');
  });

  it.each([
    ['no path', ['analyze']],
    ['an unknown option', ['analyze', 'x', '--colour']],
    ['an unknown command', ['look', 'x']],
    ['an unknown format', ['analyze', 'x', '--format', 'pdf']],
    ['an unknown kind', ['analyze', 'x', '--kind', 'toast']],
    ['a bad number', ['analyze', 'x', '--rows', '-1']],
    ['a bad language', ['analyze', 'x', '--lang', 'fr']],
    ['one capture to compare', ['diff', 'x']],
    ['a workbench of a comparison', ['diff', 'x', 'y', '--format', 'workbench']],
    ['redaction of what it does not know', ['report', 'x', '--redact-what', 'hosts,cats', '--out', 'y.html']],
    ['a bundle of another name', ['export', 'x', '--out', 'y.zip']],
    ['no command', []],
  ])('[CLI-06] ends with 2 and a sentence for %s', async (_, argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });

  it('[CLI-07] limits JSON rows only when asked, and keeps the counts of the whole', async () => {
    const { stdout } = await run(['analyze', file('one.txt', dumpOf('worker-1')), '--format', 'json', '--rows', '1']);
    expect((JSON.parse(stdout) as { artifacts: { data: { threadCount: number; threads: unknown[] } }[] }).artifacts[0]?.data).toMatchObject({ threadCount: 2, threads: [expect.anything()] });
  });

  it('[CLI-08] keeps markup and control characters of a thread name harmless in every format', async () => {
    const hostile = file('hostile.txt', dumpOf('<script>alert(1)</script>\u001b]0;x\u0007\u202e'));
    for (const format of ['text', 'markdown', 'csv', 'html', 'json']) {
      const { stdout } = await run(['analyze', hostile, '--format', format]);
      // oxlint-disable-next-line no-control-regex -- what the test looks for
      expect(stdout, format).not.toMatch(/[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(stdout, format).toContain('alert(');
      if (format === 'html') expect(stdout).not.toContain('<script');
    }
  });

  it('[CLI-09] survives a thread name of a megabyte, cut for people and whole in JSON', async () => {
    const huge = file('huge.txt', dumpOf('n'.repeat(1_000_000)));
    const text = await run(['analyze', huge]);
    expect([text.code, text.stdout.length < 20_000]).toEqual([0, true]);
    const { stdout } = await run(['analyze', huge, '--format', 'json']);
    expect(stdout).toContain('n'.repeat(1_000_000));
  });

  it('[CLI-10] writes --out whole, takes the format from its name and says so on standard error', async () => {
    const out = path.join(folder, 'report.html');
    const { code, stdout, stderr } = await run(['report', SAMPLE, '--out', out]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('Not redacted');
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>[\s\S]*jcmd/);
    expect((await run(['report', SAMPLE, '--out', path.join(folder, 'no', 'such', 'x.html')])).code).toBe(3);
  });

  it('[CLI-31] redacts a workbench unless told not to, and says what it replaced', async () => {
    const dump = file('secret.txt', dumpOf('worker password=Tr0ub4dor3x'));
    const out = path.join(folder, 'case.html');
    const report = async (...more: readonly string[]): Promise<string> => {
      const { code, stderr } = await run(['report', dump, '--format', 'workbench', '--out', out, ...more]);
      expect(code).toBe(0);
      return `${await everythingIn(readFileSync(out))}\n${stderr}`;
    };
    expect(await report()).toMatch(/<password-1>[\s\S]*passwords \(1\)/);
    expect(await report()).not.toContain('Tr0ub4dor3x');
    const open = await report('--no-redact');
    expect(open).toContain('Tr0ub4dor3x');
    expect(open).toContain('Not redacted');
  });

  it('[CLI-32] writes a report and a comparison as spreadsheets, by format or by the name of the file', async () => {
    const out = path.join(folder, 'x.xlsx');
    expect((await run(['report', SAMPLE, '--out', out])).code).toBe(0);
    const report = await spreadsheetParts(readFileSync(out));
    expect(report.get('xl/workbook.xml')).toContain('name="Classes, heap-histogram 3"');
    // All 384 classes, not the first fifty.
    expect(/autoFilter ref="([^"]+)"/.exec(report.get('xl/worksheets/sheet20.xml') ?? '')?.[1]).toBe('A1:H385');
    const [before, after] = [1, 3].map((n) => file(`${n}.txt`, readFileSync(path.join(FIXTURES, 'heap-histogram', 'fixtures', `openjdk17--leak-${n}.txt`))));
    expect((await run(['diff', before ?? '', after ?? '', '--format', 'xlsx', '--out', out])).code).toBe(0);
    expect(/autoFilter ref="([^"]+)"/.exec((await spreadsheetParts(readFileSync(out))).get('xl/worksheets/sheet2.xml') ?? '')?.[1]).toMatch(/^A1:[A-Z]\d+$/);
  });

  it('[CLI-33] keeps a spreadsheet and a workbench off the terminal', async () => {
    for (const format of ['xlsx', 'workbench']) {
      const { code, stdout, stderr } = await run(['report', SAMPLE, '--format', format], { isShown: true });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('--out');
    }
  });
});

describe('--redact', () => {
  it('[CLI-30] keeps secrets and names out of every result, and tells on standard error what was replaced', async () => {
    const stdin = dumpOf('call http://db-7.shop.example.org:8080/ as dave@example.org with password=Hunter2secret');
    const one = file('redact-1.txt', stdin);
    for (const argv of [['analyze', one], ['report', '-', '--format', 'markdown'], ['diff', one, one, '--format', 'json'], ['analyze', '-', '--format', 'csv', '--lang', 'ko']]) {
      const { code, stdout, stderr } = await run([...argv, '--redact'], { stdin });
      expect([code, stdout.length > 200], argv.join(' ')).toEqual([0, true]);
      expect(stdout + stderr, argv.join(' ')).not.toMatch(/db-7|example\.org|Hunter2secret/);
      if (argv[0] !== 'diff') expect(stderr).toMatch(/Redacted: .*passwords \(\d+\)|가린 것: .*암호 \d+곳/);
    }
  });

  it('[CLI-30] leaves what it is told to leave, and refuses what does not redact', async () => {
    const one = file('redact-2.txt', dumpOf('call http://db-7.shop.example.org:8080/ with password=Hunter2secret'));
    const { stdout } = await run(['analyze', one, '--redact-what', 'secrets', '--format', 'json']);
    expect([stdout.includes('db-7.shop.example.org'), stdout.includes('Hunter2secret')]).toEqual([true, false]);
    expect((await run(['verify', SAMPLE, '--redact'])).code).toBe(2);
  });
});

describe('borescope diff and verify', () => {
  const histogram = (round: number): string => {
    const manifest = JSON.parse(readFileSync(path.join(SAMPLE, 'case.json'), 'utf8')) as { captures: string[] };
    return path.join(SAMPLE, 'evidence', manifest.captures.filter((id) => id.includes('heap-histogram'))[round - 1] ?? '', 'stdout.bin');
  };

  it('[CLI-11] compares captures in the order given', async () => {
    const json = await run(['diff', histogram(1), histogram(3), '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ schema: 'borescope.diff/1', series: [{ kind: 'heap-histogram', captures: 2 }] });
    const text = await run(['diff', histogram(1), histogram(3), '--rows', '3']);
    expect(text.stdout).toMatch(/SessionCache\$Entry|com\.acme\.sho/);
    expect(text.stdout).toContain('and ');
    expect(text.stdout).toMatch(/heap-histogram[^\s:]*\/stdout\.bin:\d+/);
  });

  it('[CLI-11] compares the captures of one case folder, and takes the folder of one capture as that capture', async () => {
    const whole = JSON.parse((await run(['diff', SAMPLE, '--format', 'json'])).stdout) as { series: { kind: string; captures: number }[] };
    expect(whole.series.map(({ kind, captures }) => [kind, captures])).toEqual([['thread-dump', 3], ['heap-histogram', 3]]);
    expect((await run(['analyze', SAMPLE])).stdout).toContain('thread-dump 3:645: Found one Java-level deadlock');
    const capture = path.dirname(histogram(2));
    const { code, stdout } = await run(['analyze', capture, '--format', 'json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { inputs: [{ path: path.join(capture, 'stdout.bin') }], artifacts: [{ kind: 'heap-histogram', data: { live: true } }] }]);
  });

  it('[CLI-12] verifies a case', async () => {
    const { code, stdout, stderr } = await run(['verify', SAMPLE, '--format', 'json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { schema: 'borescope.verify/1', intact: true }]);
    expect(stderr).toContain('intact');
    expect((await run(['verify', path.join(folder, 'nowhere')])).code).toBe(3);
  });
});

describe('borescope help', () => {
  it.each(['analyze', 'diff', 'capture', 'targets', 'report', 'merge', 'verify', 'serve', 'doctor'])('[CLI-13] %s has help in both languages', async (name) => {
    for (const language of ['en', 'ko']) {
      const { code, stdout } = await run([name, '--help', '--lang', language]);
      expect(code).toBe(0);
      expect(stdout).toContain(`borescope ${name}`);
      expect(stdout).not.toMatch(/\bcli\.[a-z-]+/);
    }
  });

  it('[CLI-14] doctor tells what it found and loads nothing', async () => {
    const { code, stdout } = await run(['doctor', '--format', 'json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { schema: 'borescope.doctor/1', rows: expect.arrayContaining([expect.objectContaining({ name: 'node', state: 'ok' })]) as unknown }]);
  });

  it('[CLI-15] an interrupt ends with 130', async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await run(['analyze', '-'], { stdin: 'x', interrupt: stop.signal })).code).toBe(130);
  });
});

describe('pipes', () => {
  it('[CLI-17] a reader that goes away early is no failure', async () => {
    const failing = (code: string): Writable => new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) }).on('error', () => undefined);
    await expect(write(failing('EPIPE'), 'x')).resolves.toBeUndefined();
    await expect(write(failing('ENOSPC'), 'x')).rejects.toThrow('ENOSPC');
  });
});

describe('fixtures', () => {
  it('[CLI-16] reads a folder of real captures in one go', async () => {
    const { code, stdout } = await run(['analyze', path.join(FIXTURES, 'heap-histogram', 'fixtures'), '--format', 'json', '--rows', '1']);
    // The provenance note beside the captures is no evidence, and is said to be none.
    expect(code).toBe(3);
    expect((JSON.parse(stdout) as { artifacts: unknown[] }).artifacts.length).toBeGreaterThan(0);
  });
});
