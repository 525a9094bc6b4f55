import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { find, rulesIn, say, type Capture } from './testing/find.ts';

const FOLDER = path.join(import.meta.dirname, 'fixtures', 'healthy');

/** Two rounds of one process, a quarter of a minute apart. */
function capturesOf(process: string): readonly Capture[] {
  const folder = path.join(FOLDER, process);
  return readdirSync(folder).toSorted().map((name): Capture => ({ text: readFileSync(path.join(folder, name), 'utf8'), minute: name.includes('-2.') ? 1 : 0, source: `local:#${process}` }));
}

const processes = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'programs').map(({ name }) => name);

describe('processes in good health', () => {
  it('[CR-46] are ten at least, of JDK 17 and 25', () => {
    expect(processes.length).toBeGreaterThanOrEqual(10);
  });

  it.each(processes)('[CR-46] %s is told to be quiet by all rules', (process) => {
    const captures = capturesOf(process);
    expect(captures.length).toBeGreaterThanOrEqual(10);
    const findings = find(...captures);
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ rule, title }) => `${rule}: ${say(title)}`)).toEqual([]);
    expect(rulesIn(findings)).toEqual(['all-quiet']);
  });
});
