import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand, type CommandRun } from '../testing/run-command.ts';

const FOUR = path.resolve(import.meta.dirname, '../../../shared/artifacts/thread-dump/fixtures/temurin25--timeline-four-jcmd-e.txt');
const folder = mkdtempSync(path.join(os.tmpdir(), 'flame-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...argv: readonly string[]): Promise<CommandRun> {
  return runCommand(['flame', ...argv], { dataFolder: path.join(folder, 'home') });
}

describe('borescope flame', () => {
  it('[CLI-30] writes the stacks of all dumps merged, one a line', async () => {
    const { code, stdout, stderr } = await run(FOUR, '--busy');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toContain('java.lang.Thread.run;java.lang.Thread.runWith;TimeLine$$Lambda.run;TimeLine.lambda$main$0 4');
    expect(stdout).toMatch(/^([^;\n]+;)*[^;\n]+ \d+\n/);
  });

  it('[CLI-30] writes a speedscope file of one thread, whose times are called an estimate', async () => {
    const out = path.join(folder, 'spinner.speedscope.json');
    expect((await run(FOUR, '--thread', 'spinner', '--format', 'speedscope', '--out', out)).code).toBe(0);
    const file = JSON.parse(readFileSync(out, 'utf8')) as { profiles: { name: string; endValue: number }[] };
    expect(file.profiles.map(({ name }) => name.split(/[ ,]/)[0])).toEqual(['Samples', 'Thread']);
    expect(file.profiles[0]?.endValue).toBe(4);
    expect(file.profiles[1]?.name).toContain('estimated');
  });

  it('[CLI-30] says when there is nothing to draw, and what could not be read', async () => {
    const text = path.join(folder, 'notes.txt');
    writeFileSync(text, 'no dump here\n');
    const { code, stdout, stderr } = await run(text);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('No stacks were found.');
    const mixed = await run(FOUR, path.join(folder, 'missing.txt'));
    expect(mixed.code).toBe(3);
    expect(mixed.stdout).toContain('TimeLine.waitForever');
    expect(mixed.stderr).toContain('missing.txt');
  });
});
