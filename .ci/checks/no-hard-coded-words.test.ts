import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'renderer'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'));

// Attributes whose text a person reads or hears.
const SPOKEN = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'aria-description', 'aria-roledescription']);
// A word of some language; an example address such as ssh://user@host is the same in all of them.
const WORD = /^(?!\s*[a-z]+:\/\/\S+\s*$).*\p{L}{2,}/su;

/** Every text in the JSX that a person would read, found by walking the syntax tree. */
function wordsIn(source: string): string[] {
  const words: string[] = [];
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    const record = node as Record<string, unknown>;
    if (record['type'] === 'JSXText' && WORD.test(String(record['value']))) words.push(String(record['value']).trim());
    if (record['type'] === 'JSXAttribute') {
      const name = (record['name'] as { value?: string }).value ?? '';
      const value = record['value'] as { type?: string; value?: string } | null;
      if (SPOKEN.has(name) && value?.type === 'StringLiteral' && WORD.test(value.value ?? '')) words.push(`${name}="${value.value}"`);
    }
    for (const child of Object.values(record)) visit(child);
  };
  visit(parseSync(source, { syntax: 'typescript', tsx: true }));
  return words;
}

describe('words', () => {
  it('[WORDS-01] sees a hard-coded word where there is one', () => {
    expect(wordsIn('const a = <p title="Close">Open file</p>;')).toEqual(['title="Close"', 'Open file']);
  });

  it('[WORDS-02] every word of the windows comes from a catalogue', () => {
    expect(files.length).toBeGreaterThan(5);
    const found = files.flatMap((file) => wordsIn(readFileSync(path.join(root, file), 'utf8')).map((word) => `${file}: ${word}`));
    expect(found).toEqual([]);
  });
});
