import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { unwrapped, WRAPS, type Wrapped } from '../evidence/envelope/testing/wrap.ts';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';

const ARTIFACTS = path.resolve(import.meta.dirname, '../artifacts');
const DUMP = readFileSync(path.join(ARTIFACTS, 'thread-dump/fixtures/openjdk17--convoy-jcmd-l.txt'), 'utf8');
const HISTOGRAM = readFileSync(path.join(ARTIFACTS, 'heap-histogram/fixtures/temurin25--jcmd-all.txt'), 'utf8');
const id = 'c' as CaptureId;

function engineOf(text: string, chunkBytes = 1 << 20): Engine {
  const engine = createEngine();
  const ingest = engine.ingest({ id, name: 'file', kind: null, takenAt: null });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) ingest.push(bytes.slice(at, at + chunkBytes));
  ingest.finish();
  return engine;
}

function textOf({ lines }: Wrapped): string {
  return `${lines.join('\n')}\n`;
}

/** Every line number of an answer through the wrapping. */
function mapped(value: Json, { rawLineOf }: Wrapped): Json {
  const raw = (line: number): number => rawLineOf[line - 1] ?? line;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => mapped(item, { lines: [], rawLineOf }));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, inner]) => [key, key === 'line' && typeof inner === 'number' ? raw(inner) : mapped(inner, { lines: [], rawLineOf })]));
}

describe('line numbers of a repaired capture', () => {
  const plain = engineOf(DUMP);

  it.each(Object.entries(WRAPS).filter(([name]) => name !== 'reversed'))('[ENG-30] are those of the file in every answer: %s', (_, wrap) => {
    const wrapped = wrap(unwrapped(DUMP));
    const engine = engineOf(textOf(wrapped), 3001);
    const strip = (analysis: JsonObject): Json => (analysis['artifacts'] as readonly JsonObject[]).map(({ lines: _lines, ...rest }) => rest);
    expect(strip(engine.analysis([id], 'en'))).toEqual(mapped(strip(plain.analysis([id], 'en')), wrapped));
    expect(engine.findings([id]).map(({ evidence }) => evidence.map(({ line }) => line))).toEqual(plain.findings([id]).map(({ evidence }) => evidence.map(({ line }) => wrapped.rawLineOf[line - 1])));
  });

  it('[ENG-30] are those of the file in tables, trees and cards, also when the lines are in reversed order', () => {
    const wrapped = WRAPS['reversed']?.(unwrapped(DUMP)) ?? unwrapped('');
    const lines = wrapped.lines;
    const engine = engineOf(textOf(wrapped));
    const [artifact] = engine.artifacts([id]);
    const ref = { view: 'threads', artifacts: [artifact!.id] };
    const columns = engine.tableShape(ref).columns.map(({ id: column }) => column);
    for (const { cells, span, row } of engine.tableWindow(ref, { sort: [], filters: [], search: '' }, 0, 100).rows) {
      const name = `"${String(cells[columns.indexOf('name')])}"`;
      expect(lines[span!.last - 1]).toContain(name);
      expect(lines[Number(cells[columns.indexOf('line')]) - 1]).toContain(name);
      for (const { text, line, look } of engine.inspect(artifact!.id, 'threads', row)!.block) if (look === 'frame') expect(lines[line - 1]).toContain(text);
    }
    const [lock] = engine.tree(artifact!.id, artifact!.trees[0]!.view);
    expect(lines.slice(lock!.span!.first - 1, lock!.span!.last).join('\n')).toContain('0x00000000ffd1a900');
    // The file's first line is the blank one that ended the dump.
    expect(artifact!.span).toEqual({ first: 2, last: lines.length });
  });

  it('[ENG-30] are those of each file in a comparison', () => {
    const engine = createEngine();
    for (const [name, wrap] of [['a', 'cri'], ['b', 'docker-json']] as const) {
      const ingest = engine.ingest({ id: name as CaptureId, name, kind: null, takenAt: null });
      ingest.push(new TextEncoder().encode(textOf(WRAPS[wrap]!(unwrapped(name === 'a' ? DUMP : DUMP.replace(/"worker-3" #16(.*)nid=0x3257/, '"worker-x" #99$1nid=0x9999'))))));
      ingest.finish();
    }
    const { series } = engine.diff(['a', 'b'] as CaptureId[], 'en') as unknown as { series: readonly { added: readonly { line: number; name: string }[]; removed: readonly { line: number; name: string }[] }[] };
    const lineOf = (wrap: string, name: string): number => WRAPS[wrap]!(unwrapped(DUMP)).rawLineOf[DUMP.split('\n').findIndex((line) => line.startsWith(`"${name}"`))]!;
    expect(series[0]!.added.map(({ name, line }) => [name, line])).toEqual([['worker-x', lineOf('docker-json', 'worker-3')]]);
    expect(series[0]!.removed.map(({ name, line }) => [name, line])).toEqual([['worker-3', lineOf('cri', 'worker-3')]]);
  });

  it.each(['docker-json', 'cri', 'log-prefix (log4j)', 'html (pre)', 'fences', 'source-prefix', 'timestamps'])('[ENG-30] hold for other kinds than thread dumps: %s', (name) => {
    const wrapped = WRAPS[name]!(unwrapped(HISTOGRAM));
    const [artifact] = engineOf(textOf(wrapped)).analysis([id], 'en')['artifacts'] as readonly JsonObject[];
    const [original] = engineOf(HISTOGRAM).analysis([id], 'en')['artifacts'] as readonly JsonObject[];
    expect(artifact?.['data']).toEqual(mapped(original?.['data'] ?? null, wrapped));
  });
});
