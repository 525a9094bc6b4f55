import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand, type CommandRun } from '../testing/run-command.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../../resources/sample-incident');
const folder = mkdtempSync(path.join(os.tmpdir(), 'merge-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (argv: readonly string[]): Promise<CommandRun> => runCommand(argv, { dataFolder: path.join(folder, 'home') });

function copyOfSample(name: string): string {
  const copy = path.join(folder, name);
  cpSync(SAMPLE, copy, { recursive: true });
  return copy;
}

function emptyCase(name: string): string {
  const made = path.join(folder, name);
  mkdirSync(path.join(made, 'evidence'), { recursive: true });
  writeFileSync(path.join(made, 'case.json'), JSON.stringify({ formatVersion: 2, id: name, name, tags: [], createdAt: '2026-11-21T00:00:00.000Z', writtenBy: '', captures: [] }));
  return made;
}

function changeFirstCapture(caseFolder: string): void {
  const [first = ''] = readdirSync(path.join(caseFolder, 'evidence')).toSorted();
  const file = path.join(caseFolder, 'evidence', first, 'stdout.bin');
  chmodSync(file, 0o644);
  writeFileSync(file, 'changed');
}

describe('borescope merge', () => {
  it('[CLI-34] copies a case or a bundle into a case, and says what was there already', async () => {
    const [from, into, bundle] = [copyOfSample('from'), emptyCase('into'), path.join(folder, 'from.borescope')];
    expect((await run(['export', from, '--no-redact', '--out', bundle])).code).toBe(0);
    expect(await run(['merge', from, into])).toMatchObject({ code: 0, stderr: expect.stringContaining(`6 captures of ${from} were copied into ${into}.`) });
    expect(await run(['merge', bundle, into])).toMatchObject({ code: 0, stderr: expect.stringContaining('6 captures were there already.') });
    expect((await run(['verify', into])).code).toBe(0);
  });

  it('[CLI-35] ends with 3 when a capture is not as it was captured, copies the rest and names it', async () => {
    const [from, into] = [copyOfSample('changed'), emptyCase('rest')];
    changeFirstCapture(from);
    const { code, stderr } = await run(['merge', from, into]);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/5 captures of .*\n.*not as it was captured/)]);
    expect((await run(['verify', into])).code).toBe(0);
  });

  it('[CLI-36] does not merge into a bundle, nor a case into itself', async () => {
    expect(await run(['merge', SAMPLE, path.join(folder, 'x.borescope')])).toMatchObject({ code: 2, stderr: expect.stringContaining('is a bundle') });
    const only = emptyCase('only');
    expect(await run(['merge', only, only])).toMatchObject({ code: 2, stderr: expect.stringContaining('into itself') });
  });
});

describe('borescope case and split', () => {
  it('[CLI-37] shows what a case holds and takes on the disk, and names and tags it', async () => {
    const kept = copyOfSample('kept');
    const { code, stdout } = await run(['case', kept, '--name', 'Checkout', '--tags', 'urgent, shop', '--format', 'json']);
    const shown = JSON.parse(stdout) as { readonly captures: readonly { readonly bytes: number }[] };
    expect([code, shown]).toMatchObject([0, { schema: 'borescope.case/1', name: 'Checkout', tags: ['urgent', 'shop'], disk: { evidenceBytes: expect.any(Number) as number } }]);
    expect(shown.captures).toHaveLength(6);
    const again = await run(['case', kept, '--tags', 'none']);
    expect([again.stdout, again.stderr]).toEqual([expect.stringContaining('heap-histogram 2'), expect.stringMatching(/^Checkout: evidence \d+ KB, derived data .* \(can be deleted at any time\)/)]);
    expect(again.stderr).not.toContain('urgent');
  });

  it('[CLI-38] copies or moves captures by id or name into a new case, and prints its folder', async () => {
    const from = copyOfSample('to-split');
    const made = await run(['split', from, 'thread-dump 1', 'heap-histogram 1', '--name', 'First round']);
    expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('2 captures were copied into “First round”.')]);
    expect((await run(['verify', made.stdout.trim()])).code).toBe(0);
    const [moved = ''] = readdirSync(path.join(made.stdout.trim(), 'evidence'));
    expect((await run(['split', from, moved, '--name', 'Moved', '--remove'])).stderr).toContain('1 capture was moved into “Moved”.');
    expect([readdirSync(path.join(from, 'evidence')).length, (await run(['verify', from])).code]).toEqual([5, 0]);
    expect(await run(['split', from, 'nothing', '--name', 'x'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('heap-histogram 3') as string });
  });
});
