import { describe, expect, it } from 'vitest';
import { ARTIFACTS_FOLDER } from '../artifacts/testing/kind-fixtures.ts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ArtifactId, CaptureId } from '../base/ids.ts';
import { createEngine } from './create-engine.ts';
import type { CaptureInput, Engine } from './engine.ts';
import { UnknownReference } from './unknown-reference.ts';

function put(engine: Engine, id: string, file: string | Uint8Array, more: Partial<CaptureInput> = {}): CaptureId {
  const ingest = engine.ingest({ id: id as CaptureId, name: id, kind: null, takenAt: null, ...more });
  ingest.push(typeof file === 'string' ? readFileSync(path.join(ARTIFACTS_FOLDER, 'heap-histogram/fixtures', file)) : file);
  ingest.finish();
  return id as CaptureId;
}

const LEAK = ['openjdk17--leak-1.txt', 'openjdk17--leak-2.txt', 'openjdk17--leak-3.txt'] as const;
const time = (minute: number): string => `2026-11-20T11:0${minute}:00Z`;

function leakCase(): { readonly engine: Engine; readonly captures: readonly CaptureId[] } {
  const engine = createEngine();
  // Given in another order than they were taken.
  const captures = [2, 0, 1].map((i) => put(engine, `round-${i}`, LEAK[i] ?? '', { takenAt: time(i), source: 'local:#1' }));
  return { engine, captures };
}

describe('the engine', () => {
  it('[ENG-11] lists artifacts in time order, with ids that are unique in the case', () => {
    const { engine, captures } = leakCase();
    const artifacts = engine.artifacts(captures);
    expect(artifacts.map(({ id }) => id)).toEqual(['round-0.1', 'round-1.1', 'round-2.1']);
    expect(artifacts[0]).toMatchObject({ kind: 'heap-histogram', capture: 'round-0', tables: [{ view: 'classes', rowCount: 238 }, { view: 'packages' }], trees: [] });
    expect(structuredClone(artifacts)).toEqual(artifacts);
  });

  it('[ENG-12] ranks findings, tells a claim once for all captures and supports it by each', () => {
    const { engine, captures } = leakCase();
    const findings = engine.findings(captures);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['growing-class', 'warning'],
      ['heap-growth', 'warning'],
      ['largest-classes', 'info'],
    ]);
    expect(findings[0]?.title.params).toMatchObject({ class: 'Leak$Session', before: 6000, after: 16_000 });
    expect(new Set(findings[2]?.evidence.map(({ artifact }) => artifact)).size).toBe(3);
    expect(findings[2]?.seenIn).toEqual({ captures: 3, of: 3 });
  });

  it('[ENG-12] seeks no trend across processes', () => {
    const engine = createEngine();
    const captures = LEAK.map((file, i) => put(engine, `c${i}`, file, { takenAt: time(i), source: `local:#${i}` }));
    expect(engine.findings(captures).map(({ rule }) => rule)).toEqual(['largest-classes', 'largest-classes', 'largest-classes']);
  });

  it('[ENG-13] answers borescope.analysis/1 with artifacts named in the order of inputs', () => {
    const { engine, captures } = leakCase();
    const analysis = engine.analysis(captures, 'en');
    expect(Object.keys(analysis)).toEqual(['artifacts', 'findings', 'correlations']);
    expect(analysis['artifacts']).toMatchObject([
      { id: 'a1', kind: 'heap-histogram', input: 0, lines: [1, 241], capturedAt: null, tool: 'jcmd GC.class_histogram', unparsedLines: 0, diagnostics: [], data: { live: null } },
      { id: 'a2', input: 1 },
      { id: 'a3', input: 2 },
    ]);
    expect(analysis['findings']).toMatchObject([{ rule: 'growing-class', evidence: [{ artifact: 'a2' }, { artifact: 'a3' }, { artifact: 'a1' }] }, { rule: 'heap-growth' }, {}]);
    expect(analysis['correlations']).toEqual({ threadCpu: [], socketOwner: [], threadRequest: [] });
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
  });

  it('[ENG-13] speaks the language asked for', () => {
    const { engine, captures } = leakCase();
    const titles = (language: 'en' | 'ko'): string => JSON.stringify(engine.analysis(captures, language)['findings']);
    expect(titles('en')).toContain('Leak$Session grew steadily over 3 captures: from 6,000 to 16,000 instances');
    expect(titles('ko')).toContain('Leak$Session instance가 캡처 3개 동안');
  });

  it('[ENG-14] answers borescope.diff/1 in the order given, over all sources', () => {
    const engine = createEngine();
    const captures = [put(engine, 'before', LEAK[0], { source: 'a' }), put(engine, 'after', LEAK[2], { source: 'b' })];
    const { series } = engine.diff(captures, 'en') as unknown as { readonly series: readonly { readonly kind: string; readonly captures: number; readonly changed: readonly { readonly key: string }[] }[] };
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({ kind: 'heap-histogram', captures: 2 });
    expect(series[0]?.changed.find(({ key }) => key === 'Leak$Session')).toEqual({ key: 'Leak$Session', before: { instances: 6000, shallowBytes: 192_000, rows: 1 }, after: { instances: 16_000, shallowBytes: 512_000, rows: 1 }, delta: { instances: 10_000, shallowBytes: 320_000 } });
    expect(engine.diff([captures[0] as CaptureId], 'en')['series']).toEqual([]);
  });

  it('[ENG-15] answers shapes, windows, distinct values and rows of tables and series', () => {
    const { engine } = leakCase();
    const artifacts = ['round-0.1', 'round-2.1'] as ArtifactId[];
    const ref = { view: 'classes-diff', artifacts };
    const shape = engine.tableShape(ref);
    expect(shape.sort).toEqual([{ column: 'delta-bytes', descending: true }]);
    const { rows } = engine.tableWindow(ref, { sort: shape.sort, filters: [], search: 'leak' }, 0, 5);
    expect(rows[0]?.cells.slice(0, 5)).toEqual(['Leak$Session', 'changed', '192000 512000', 320_000, 10_000]);
    expect(engine.distinct(ref, 'change', 10).map(({ value }) => value)).toContain('same');
    const classes = { view: 'classes', artifacts: artifacts.slice(0, 1) };
    const [first] = engine.tableWindow(classes, { sort: [], filters: [], search: '' }, 0, 1).rows;
    expect(engine.inspect(artifacts[0]!, 'classes', first?.row ?? -1)?.title.params).toEqual({ class: 'byte[]' });
  });

  it('[ENG-15] points a row of a comparison to the capture that holds its line, also one that has gone', () => {
    const engine = createEngine();
    const textOf = (file: string): string => readFileSync(path.join(ARTIFACTS_FOLDER, 'heap-histogram/fixtures', file), 'utf8');
    const lineOf = (text: string, name: string): number => text.split('\n').findIndex((line) => line.includes(name)) + 1;
    const [before, after] = [textOf(LEAK[0]).replace('Leak$Session', 'com.acme.Gone'), textOf(LEAK[2])];
    const captures = [before, after].map((text, i) => put(engine, `c${i}`, new TextEncoder().encode(text), { takenAt: time(i), source: 'local:#1' }));
    const artifacts = engine.artifacts(captures).map(({ id }) => id);
    const rowOf = (search: string) => engine.tableWindow({ view: 'classes-diff', artifacts }, { sort: [], filters: [], search }, 0, 1).rows[0];
    expect(rowOf('com.acme.Gone')).toMatchObject({ capture: 0, span: { first: lineOf(before, 'com.acme.Gone') } });
    expect(rowOf('Leak$Session')).toMatchObject({ capture: 1, span: { first: lineOf(after, 'Leak$Session') } });
  });

  it('[ENG-16] forgets, replaces, and names what it does not hold', () => {
    const { engine, captures } = leakCase();
    put(engine, 'round-0', new TextEncoder().encode('nothing here\n'));
    expect(engine.artifacts(captures).map(({ id }) => id)).toEqual(['round-1.1', 'round-2.1']);
    engine.forget('round-1' as CaptureId);
    expect(engine.readings().map(({ capture }) => capture)).toEqual(['round-2', 'round-0']);
    expect(() => engine.artifacts(captures)).toThrow(UnknownReference);
    expect(() => engine.tableShape({ view: 'classes', artifacts: ['round-1.1' as ArtifactId] })).toThrow(UnknownReference);
    expect(() => engine.tableShape({ view: 'toString', artifacts: ['round-2.1' as ArtifactId] })).toThrow(UnknownReference);
    expect(() => engine.tree('round-2.1' as ArtifactId, 'locks')).toThrow(UnknownReference);
  });
});
