import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { verifyBundle } from '../bundle/verify-bundle.ts';
import { temporaryFolder } from '../testing/open-test-host.ts';
import { createCaseStore } from './case-store.ts';
import { verifyCase } from './verify-case.ts';

/** `KILLS=300 npx vitest run --project unit kill-soak` for the long run. */
const KILLS = Number(process.env['KILLS'] ?? 8);
/** Verifying reads everything again, so a case may not grow without end. */
const KILLS_A_CASE = 20;
const LONGEST_MS = 250;

async function writerProgram(folder: string): Promise<string> {
  const outfile = path.join(folder, 'case-writer.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({ entryPoints: [path.join(import.meta.dirname, 'testing', 'case-writer.ts')], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, banner, logLevel: 'error' });
  return outfile;
}

async function writeAndKill(program: string, args: readonly string[], afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await setTimeout(afterMs);
  expect(child.exitCode, 'the writer ended by itself').toBeNull();
  child.kill('SIGKILL');
  await ended;
}

describe('a case whose writer is killed', () => {
  it(`[CASE-20] is valid or partial after each of ${KILLS} kills at any moment, never corrupt`, async () => {
    const program = await writerProgram(await temporaryFolder());
    const corrupt: string[] = [];
    let dataFolder = '';
    let caseFolder = '';
    for (let run = 0; run < KILLS; run++) {
      if (run % KILLS_A_CASE === 0) {
        dataFolder = await temporaryFolder();
        const made = createCaseStore({ dataFolder, version: 'soak' });
        caseFolder = (await made.create('soak')).path;
        await made.close();
      }
      // Spread over the whole cycle: the golden ratio never meets the same moment twice.
      await writeAndKill(program, [dataFolder, caseFolder, String(run)], ((run * 0.618034) % 1) * LONGEST_MS);
      const cases = createCaseStore({ dataFolder, version: 'soak' });
      const opened = await cases.open(caseFolder);
      const { intact, rows } = await verifyCase(caseFolder);
      const notes = await opened.notes();
      const isWhole = notes === '' || new Set(notes.trimEnd().split('\n')).size === 1;
      const bundle = path.join(dataFolder, 'case.borescope');
      const bundleIsWhole = !existsSync(bundle) || (await verifyBundle(bundle)).intact;
      if (!intact || !isWhole || !bundleIsWhole) corrupt.push(`${run}: ${JSON.stringify([rows.filter(({ state }) => state !== 'intact'), isWhole, bundleIsWhole])}`);
      expect(await readFile(path.join(caseFolder, 'case.json'), 'utf8')).toMatch(/\}\n$/);
      expect((await readdir(path.join(caseFolder, 'derived')).catch(() => [])).length).toBe(0);
      await cases.close();
    }
    expect(corrupt).toEqual([]);
  }, 60_000 + KILLS * 10_000);
});
