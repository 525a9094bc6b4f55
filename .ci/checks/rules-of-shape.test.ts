import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEBT } from './debt.ts';

const root = path.resolve(import.meta.dirname, '../..');
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
const sources = tracked.filter((file) => /^(shared|electron|renderer|e2e|bench)\/.*\.tsx?$/.test(file) && !file.includes('/fixtures/'));
const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');

function codeLines(file: string): number {
  return text(file).split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line)).length;
}

function offenders(rule: string, files: readonly string[], isBad: (file: string) => boolean): string[] {
  const excused = new Set(DEBT.filter((entry) => entry.rule === rule).map((entry) => entry.file));
  const bad = files.filter(isBad);
  const stale = [...excused].filter((file) => !bad.includes(file)).map((file) => `${file} is listed as debt but no longer breaks the rule`);
  return [...bad.filter((file) => !excused.has(file)), ...stale];
}

describe('rules of shape', () => {
  it('[SHAPE-01] finds the sources it is meant to check', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it('[SHAPE-02] keeps every file at 400 code lines or fewer', () => {
    expect(offenders('size', sources, (file) => codeLines(file) > 400)).toEqual([]);
  });

  it('[SHAPE-03] keeps the median of non-test files at 100 code lines or fewer and p95 at 300', () => {
    const sizes = sources.filter((file) => !/\.test\.tsx?$/.test(file)).map(codeLines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(100);
    expect(sizes[Math.floor(sizes.length * 0.95)]).toBeLessThanOrEqual(300);
  });

  it('[SHAPE-04] has no drawer files', () => {
    expect(offenders('drawer', tracked, (file) => /(^|\/)(utils?|helpers?|common|misc)(\.[tj]sx?|\/)/.test(file))).toEqual([]);
  });

  it('[SHAPE-05] names .ts files in kebab-case and .tsx files in PascalCase', () => {
    const named = (file: string): boolean => {
      const base = path.basename(file);
      return base.endsWith('.tsx') ? /^([A-Z][A-Za-z0-9]*(\.test)?|main)\.tsx$/.test(base) : /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))*\.ts$/.test(base);
    };
    expect(offenders('name', sources, (file) => !named(file))).toEqual([]);
  });

  it('[SHAPE-06] has neither `export *` nor default exports outside tool configs', () => {
    const bad = (file: string): boolean => /^export \*/m.test(text(file)) || (/^export default/m.test(text(file)) && !file.endsWith('.config.ts'));
    expect(offenders('exports', sources, bad)).toEqual([]);
  });
});
