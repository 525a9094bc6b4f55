import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/json.ts';
import { plantedSecrets, PLANTED_KINDS } from '../testing/plant-secrets.ts';
import type { Host } from '../create-host.ts';
import { openTestHost, temporaryFolder } from '../testing/open-test-host.ts';
import { everythingIn, WORKBENCH_TEMPLATE } from '../testing/report-text.ts';

const ARTIFACTS = path.resolve(import.meta.dirname, '../../../shared/artifacts');
const EVERY_KIND = {
  'thread-dump': 'temurin25--lock-deadlock-jcmd.txt',
  'heap-histogram': 'openjdk17--leak-1.txt',
  sockets: 'linux--netstat-leak-1.txt',
  'open-files': 'openjdk17--lsof-leak-1.txt',
  processes: 'procps4--ef.txt',
  'thread-cpu': 'procps4--eLf.txt',
  requests: 'tomcat10--access-log.txt',
} as const;
const FORMATS = ['text', 'html', 'markdown', 'csv', 'json', 'xlsx', 'workbench'] as const;
const ALL = ['hosts', 'ips', 'users', 'queries'] as const;

async function fixture(kind: keyof typeof EVERY_KIND): Promise<string> {
  return readFile(path.join(ARTIFACTS, kind, 'fixtures', EVERY_KIND[kind]), 'utf8');
}

/** Where each kind shows words of its own: names of threads, commands, files, URLs. */
function asRow(kind: keyof typeof EVERY_KIND, text: string, n: number): string {
  switch (kind) {
    case 'thread-dump':
      return `"${text.replaceAll('"', "'")}" #${9000 + n} [${70_000 + n}] prio=5 os_prio=0 cpu=1.00ms elapsed=5.00s tid=0x00007f00${String(n).padStart(8, '0')} nid=${70_000 + n} runnable  [0x00007f0000001000]\n   java.lang.Thread.State: RUNNABLE\n`;
    case 'processes':
    case 'thread-cpu':
      return kind === 'processes' ? `root     ${70_000 + n}       1  0 10:00 ?        00:00:00 ${text}` : text;
    case 'open-files':
      return `java    ${70_000 + n} root  ${n}u  REG  8,1  0 ${n} /srv/${text}`;
    case 'requests':
      return `10.9.8.7 - - [21/Nov/2026:16:51:01 +0000] "GET /${text.replaceAll('"', '%22').replaceAll(' ', '%20')} HTTP/1.1" 200 5`;
    case 'sockets':
    case 'heap-histogram':
      return text;
    default:
      return kind satisfies never;
  }
}

async function plantedFolder(): Promise<{ readonly folder: string; readonly secrets: readonly string[] }> {
  const folder = path.join(await temporaryFolder(), 'planted');
  await mkdir(folder);
  const planted = plantedSecrets(20);
  const kinds = Object.keys(EVERY_KIND) as (keyof typeof EVERY_KIND)[];
  for (const [i, kind] of kinds.entries()) {
    const mine = planted.filter((_, n) => Math.floor(n / PLANTED_KINDS.length) % kinds.length === i);
    const lines = (await fixture(kind)).split('\n');
    await writeFile(path.join(folder, `${kind}.txt`), [...lines.slice(0, -1), ...mine.map(({ text }, n) => asRow(kind, text, n)), ...mine.map(({ text }) => text), ''].join('\n'));
  }
  return { folder, secrets: planted.flatMap(({ secrets }) => secrets) };
}

async function reportOf(host: Host, folder: string, format: (typeof FORMATS)[number], redact?: (typeof ALL)[number][]): Promise<string> {
  const { bytes } = await host.call('report.ofPaths', { paths: [folder], format, language: 'en', rows: 0, ...(redact === undefined ? {} : { redact }) });
  return everythingIn(bytes);
}

describe('redacted reports', () => {
  it('[RD-01] let none of 500 secrets of 25 kinds in captures of every kind through, in any format, compressed parts included', async () => {
    const host = await openTestHost({ workbenchTemplate: WORKBENCH_TEMPLATE });
    const { folder, secrets } = await plantedFolder();
    expect([PLANTED_KINDS.length, secrets.length >= 500]).toEqual([25, true]);
    // Without redaction they are there, or the test would look at nothing.
    for (const format of ['json', 'xlsx', 'workbench'] as const) {
      const open = await reportOf(host, folder, format);
      expect(secrets.filter((secret) => open.includes(secret)).length, format).toBeGreaterThan(secrets.length / 2);
    }
    for (const format of FORMATS) {
      const report = await reportOf(host, folder, format, [...ALL]);
      expect(secrets.filter((secret) => report.includes(secret)).map((secret) => report.slice(report.indexOf(secret) - 60, report.indexOf(secret) + 50)), format).toEqual([]);
    }
  }, 60_000);

  it('[RD-02] redact UTF-16 captures, names of files and standard input’s name alike', async () => {
    const host = await openTestHost({ workbenchTemplate: WORKBENCH_TEMPLATE });
    const folder = path.join(await temporaryFolder(), 'home', 'mallory');
    await mkdir(folder, { recursive: true });
    const text = (await fixture('thread-dump')).replace('"behind-them"', '"behind-them password=Tr0ub4dor&3x"');
    await writeFile(path.join(folder, 'dump of 10.1.2.3.txt'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    const { bytes, redacted } = await host.call('report.ofPaths', { paths: [folder], format: 'json', language: 'en', redact: [...ALL] });
    const report = Buffer.from(bytes).toString('utf8');
    expect(report).not.toMatch(/Tr0ub4dor|10\.1\.2\.3/);
    expect(report).toContain('behind-them password=<password-1>');
    expect(redacted).toContainEqual({ class: 'password', places: 1 });
    expect(report.match(/dump of <ip-\d+>\.txt/)).not.toBeNull();
  });

  it('[RD-03] use the same tokens in every file, in later reports and after a restart, and keep no secret beside them', async () => {
    const dataFolder = await temporaryFolder();
    const folder = await temporaryFolder();
    const line = 'root     71000       1  0 10:00 ?        00:00:00 java -Ddb.password=N0tToBeKept -Ddb.host=db-7.shop.example.com';
    const listing = `${(await fixture('processes')).trimEnd()}\n${line}\n`;
    await writeFile(path.join(folder, 'a.txt'), listing);
    await writeFile(path.join(folder, 'b.txt'), `${listing}${line.replace('71000', '71001').replace('db.host', 'other.host')}\n`);
    const first = await reportOf(await openTestHost({ dataFolder }), folder, 'json', [...ALL]);
    const again = await reportOf(await openTestHost({ dataFolder }), folder, 'json', [...ALL]);
    const commands = (report: string): readonly (string | undefined)[] => Array.from(report.matchAll(/-Ddb\.password=(<[\w-]+>) -D(?:db|other)\.host=(<[\w-]+>)/g), ([, password, host]) => `${password} ${host}`);
    expect(new Set([...commands(first), ...commands(again)])).toEqual(new Set(['<password-1> <host-1>']));
    expect(commands(first).length).toBeGreaterThanOrEqual(3);
    const kept = await readFile(path.join(dataFolder, 'redaction-tokens.json'), 'utf8');
    expect(kept).toContain('db-7.shop.example.com');
    expect(kept).not.toContain('N0tToBeKept');
  });

  it('[RD-04] leave the evidence as it is, and nothing in the folder for temporary files', async () => {
    const host = await openTestHost({ workbenchTemplate: WORKBENCH_TEMPLATE });
    const { id } = await host.call('cases.create', { name: 'shop of alice@shop.example.com' });
    const folder = await temporaryFolder();
    const dump = (await fixture('thread-dump')).replace('"behind-them"', '"behind-them password=Tr0ub4dor&3x"');
    await writeFile(path.join(folder, 'dump.txt'), dump);
    await host.call('cases.importPath', { caseId: id, path: folder });
    await host.call('cases.setNotes', { caseId: id, notes: 'asked carol@shop.example.com, token=abcdefgh1234' });
    const { path: place } = (await host.call('cases.view', { caseId: id })).entry;
    for (const format of FORMATS) {
      const { bytes, fileName } = await host.call('report.ofCase', { caseId: id, format, language: 'ko', redact: [...ALL] });
      expect(fileName + (await everythingIn(bytes))).not.toMatch(/alice|carol|abcdefgh1234|Tr0ub4dor/);
    }
    const [capture] = await readdir(path.join(place, 'evidence'));
    expect(await readFile(path.join(place, 'evidence', capture ?? '', 'stdout.bin'), 'utf8')).toBe(dump);
    const { counts, lines, lineCount } = await host.call('redaction.preview', { caseId: id, redact: [] });
    expect([counts, lineCount]).toEqual([[{ class: 'password', places: 1 }], 1]);
    expect(lines).toMatchObject([{ capture: 'dump.txt', before: expect.stringContaining('Tr0ub4dor') as string, after: expect.stringContaining('"behind-them password=<password-1>') as string }]);
  });

  it('[RD-05] give the hash of the redacted bytes, never that of bytes with secrets', async () => {
    const host = await openTestHost({ workbenchTemplate: WORKBENCH_TEMPLATE });
    const file = path.join(await temporaryFolder(), 'dump.txt');
    await writeFile(file, (await fixture('thread-dump')).replace('"behind-them"', '"behind-them password=Tr0ub4dor&3x"'));
    const inputs = async (redact?: (typeof ALL)[number][]): Promise<JsonObject> => JSON.parse(await reportOf(host, file, 'json', redact)) as JsonObject;
    expect(JSON.stringify((await inputs())['inputs'])).not.toBe(JSON.stringify((await inputs([...ALL]))['inputs']));
    const sha = (JSON.parse(await reportOf(host, file, 'json')) as { inputs: { sha256: string }[] }).inputs[0]?.sha256 ?? '';
    expect(sha).toMatch(/^[0-9a-f]{64}$/);
    for (const format of FORMATS) expect(await reportOf(host, file, format, [...ALL]), format).not.toContain(sha);
  });
});
