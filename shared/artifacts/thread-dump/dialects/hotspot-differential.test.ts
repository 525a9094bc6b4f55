import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { asBytes, asLatin1, compareReaders } from '../testing/differential.ts';
import { createRandom, mutated } from '../testing/mutate.ts';

// MUTATIONS=200000 npx vitest run --project unit shared/artifacts/thread-dump/dialects/hotspot-differential.test.ts; SEED picks others.
const MUTATIONS = Number(process.env['MUTATIONS'] ?? 600);
const SEED = Number(process.env['SEED'] ?? 1);
const MAX_LINES = 80;

const fixtures = path.join(import.meta.dirname, '../fixtures');
const corpus = path.resolve(import.meta.dirname, '../../../../../shared/corpus');

function captures(): readonly (readonly [string, Uint8Array])[] {
  const own = readdirSync(fixtures).filter((name) => name.endsWith('.txt')).map((name) => [name, readFileSync(path.join(fixtures, name))] as const);
  if (!existsSync(path.join(corpus, 'expected.json'))) return own;
  const expected = JSON.parse(readFileSync(path.join(corpus, 'expected.json'), 'utf8')) as Record<string, { readonly kind: string }>;
  const foreign = Object.entries(expected).filter(([, { kind }]) => kind === 'threaddump-hotspot');
  return [...own, ...foreign.map(([name]) => [name, readFileSync(path.join(corpus, 'files', name))] as const)];
}

describe('the fast reader and a slow one', () => {
  const all = captures();

  it.each(all)('[TD-92] make the same of %s', (_, bytes) => {
    const comparison = compareReaders(bytes);
    if (comparison !== null) expect(comparison.fast).toEqual(comparison.slow);
  });

  /** What mutations found. */
  it.each([
    ['a dash alone in a deadlock report', '"a" #1 prio=5 tid=0x1 nid=0x1 runnable\nFound one Java-level deadlock:\nJava stack information for the threads listed above:\n\t- \nFound 1 deadlock.\n'],
    ['a frame after a header without an end', '"a" #1 prio=5 tid=0x1 nid=0x1 runnable\n\tat a.B.c(B.java)\n"b" #2 prio=5 tid=0x1 nid=0x1 runnable\n"c\n\tat a.B.c(B.java)\n'],
  ])('[TD-92] make the same of %s', (_, text) => {
    const comparison = compareReaders(asBytes(text));
    expect(comparison?.fast).toEqual(comparison?.slow);
    expect(comparison?.fast[0]?.unparsedLines).toBe(1);
  });

  it(`[TD-92] make the same of ${MUTATIONS} changed parts of captures`, { timeout: 10_000 + MUTATIONS * 20 }, () => {
    const random = createRandom(SEED);
    const sources = all.map(([, bytes]) => asLatin1(bytes).split('\n'));
    let compared = 0;
    for (let i = 0; i < MUTATIONS; i++) {
      const text = mutated(sources[i % sources.length] ?? [], random, MAX_LINES);
      const comparison = compareReaders(asBytes(text));
      if (comparison === null) continue;
      compared += 1;
      expect(comparison.fast, `mutation ${i} of seed ${SEED}:\n${text}`).toEqual(comparison.slow);
    }
    expect(compared).toBeGreaterThan(MUTATIONS / 2);
  });
});
