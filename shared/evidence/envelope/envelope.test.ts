import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaptureRepair, type RepairResult } from './repair-capture.ts';
import { unwrapped, WRAPS, type Wrapped } from './testing/wrap.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../artifacts/thread-dump/fixtures');

interface Repaired extends RepairResult {
  readonly texts: ReadonlyMap<string, string>;
}

function repair(raw: string, chunkBytes = 1 << 20): Repaired {
  const parts = new Map<string, Uint8Array[]>();
  const repairing = new CaptureRepair((stream, bytes) => {
    const known = parts.get(stream);
    if (known) known.push(bytes.slice());
    else parts.set(stream, [bytes.slice()]);
  });
  const bytes = new TextEncoder().encode(raw);
  for (let at = 0; at < bytes.length; at += chunkBytes) repairing.push(bytes.slice(at, at + chunkBytes));
  const result = repairing.finish();
  return { ...result, texts: new Map(Array.from(parts, ([name, chunks]) => [name, Buffer.concat(chunks).toString('utf8')])) };
}

function textOf(wrapped: Wrapped): string {
  return `${wrapped.lines.join('\n')}\n`;
}

/** Blank lines at the ends, and lines that an envelope adds around the text, are not compared. */
function expectText(repaired: Repaired, original: string, wrapped: Wrapped): void {
  const lines = [...repaired.texts.values()].join('').split('\n');
  const wanted = original.replace(/\n$/, '').split('\n');
  const offset = lines.findIndex((line) => line === wanted[0]);
  expect(lines.slice(offset, offset + wanted.length).map((line) => line.trimEnd())).toEqual(wanted.map((line) => line.trimEnd()));
  const [map] = repaired.lineMaps.values();
  if (map === undefined) return;
  expect(wanted.map((_, i) => map.first(offset + i + 1))).toEqual(wrapped.rawLineOf);
}

describe('each envelope around real dumps', () => {
  const original = readFileSync(path.join(FIXTURES, 'openjdk17--convoy-jcmd-l.txt'), 'utf8');

  it.each(Object.entries(WRAPS))('[ENV-01] takes %s off and knows the raw line of each line', (name, wrap) => {
    const wrapped = wrap(unwrapped(original));
    const repaired = repair(textOf(wrapped));
    expectText(repaired, original, wrapped);
    expect(repaired.repairs.map(({ kind }) => kind)).toEqual([name.split(' ')[0]]);
  });
});
