import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaptureRepair } from './repair-capture.ts';
import { unwrapped, WRAPS } from './testing/wrap.ts';

const corpus = path.resolve(import.meta.dirname, '../../../../shared/corpus/files');
const isPresent = existsSync(corpus);

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

function repair(bytes: Uint8Array): { readonly kinds: readonly string[]; readonly text: string } {
  let text = '';
  const repairing = new CaptureRepair((_, part) => {
    text += new TextDecoder().decode(part);
  });
  repairing.push(bytes);
  return { kinds: repairing.finish().repairs.map(({ kind }) => kind), text };
}

describe.skipIf(!isPresent)(`captures of ${isPresent ? 'the corpus' : '../shared/corpus (not present)'}`, () => {
  const files = isPresent ? filesUnder(corpus) : [];

  it('[ENV-03] need no repair, each and every one', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(files.map((file) => [path.relative(corpus, file), ...repair(readFileSync(file)).kinds]).filter(([, ...kinds]) => kinds.length > 0)).toEqual([]);
  });

  it('[ENV-01] come out of a container’s log and of a page as they went in', () => {
    const dumps = files.filter((file) => /hotspot11_small|jstack_11|busy-work-001/.test(file));
    expect(dumps.length).toBeGreaterThan(1);
    for (const file of dumps) {
      const text = `${readFileSync(file, 'utf8').replaceAll('\r', '').trimEnd()}\n`;
      for (const [name, wrap] of Object.entries(WRAPS)) {
        // Of one thread alone nobody can tell in which order its lines are.
        if (name === 'reversed' && file.includes('hotspot11_small')) continue;
        const { kinds, text: repaired } = repair(new TextEncoder().encode(`${wrap(unwrapped(text)).lines.join('\n')}\n`));
        expect([file, kinds]).toEqual([file, [name.split(' ')[0]]]);
        expect(repaired.replaceAll(/[ \t]+$/gm, '')).toContain(text.replaceAll(/[ \t]+$/gm, '').trimEnd());
      }
    }
  });
});
