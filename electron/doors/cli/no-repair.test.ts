import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

const FIXTURE = path.resolve(import.meta.dirname, '../../../shared/artifacts/thread-dump/fixtures/openjdk17--convoy-jcmd-l.txt');
const folder = mkdtempSync(path.join(os.tmpdir(), 'no-repair-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('borescope analyze of a container’s log', () => {
  it('[ENV-07] says in one sentence what was taken off, and --no-repair reads the file as it is', async () => {
    const file = path.join(folder, 'container-json.log');
    const lines = readFileSync(FIXTURE, 'utf8').split('\n').slice(0, -1);
    writeFileSync(file, lines.map((line) => `${JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-11-21T12:09:49.1Z' })}\n`).join(''));
    const options = { dataFolder: path.join(folder, 'home') };
    const { stdout } = await runCommand(['analyze', file], options);
    expect(stdout).toMatch(/container-json\.log was read after taking off: Docker json-file records \(312 lines\)/);
    const asIs = await runCommand(['analyze', file, '--no-repair', '--format', 'json'], options);
    expect(JSON.parse(asIs.stdout)).toMatchObject({ inputs: [{ repairs: [] }], artifacts: [] });
  });
});
