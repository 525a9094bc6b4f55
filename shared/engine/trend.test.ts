import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARTIFACTS_FOLDER } from '../artifacts/testing/kind-fixtures.ts';
import type { ArtifactId, CaptureId } from '../base/ids.ts';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';
import { UnknownReference } from './unknown-reference.ts';

const IDS = ['c1.1', 'c2.1', 'c3.1'] as ArtifactId[];

/** Three histograms of one leaking JVM, a minute apart unless nobody knows. */
function leakEngine(timed: boolean): Engine {
  const engine = createEngine();
  for (const round of [1, 2, 3]) {
    const ingest = engine.ingest({ id: `c${round}` as CaptureId, name: `c${round}`, kind: null, takenAt: timed ? `2026-11-20T11:0${round}:00Z` : null });
    ingest.push(readFileSync(path.join(ARTIFACTS_FOLDER, `heap-histogram/fixtures/openjdk17--leak-${round}.txt`)));
    ingest.finish();
  }
  return engine;
}

const session = [{ column: 'class', op: 'in', values: ['Leak$Session'] }] as const;
const MINUTE = 60_000;

describe('trends', () => {
  it('[ENG-24] follows the bytes of one class and continues them to a limit', () => {
    const trend = leakEngine(true).trend(IDS, { type: 'total', view: 'classes', column: 'instances', filters: session, search: '' }, 26_000);
    expect(trend.points.map(({ value }) => value)).toEqual([6000, 10_000, 16_000]);
    expect(trend).toMatchObject({ unit: 'count', because: null, limit: 26_000, meets: { type: 'meets' } });
    expect(trend.meets?.type === 'meets' && (trend.meets.at - (trend.points[2]?.atMs ?? 0)) / MINUTE).toBeCloseTo(2, 0);
  });

  it('[ENG-24] follows key figures and numbers of rows', () => {
    const engine = leakEngine(true);
    expect(engine.trend(IDS, { type: 'figure', id: 'shallow-bytes' }, null).points.every(({ value }) => (value ?? 0) > 100_000)).toBe(true);
    expect(engine.trend(IDS, { type: 'rows', view: 'classes', filters: session, search: '' }, null)).toMatchObject({ points: [{ value: 1 }, { value: 1 }, { value: 1 }], because: 'unchanged', meets: null });
    expect(engine.trend(IDS, { type: 'total', view: 'classes', column: 'instances', filters: [], search: 'no such class' }, null).points.map(({ value }) => value)).toEqual([0, 0, 0]);
  });

  it('[ENG-25] says why there is no forecast', () => {
    expect(leakEngine(false).trend(IDS, { type: 'figure', id: 'instances' }, 1e9)).toMatchObject({ because: 'times-unknown', meets: null, points: [{ atMs: null }, { atMs: null }, { atMs: null }] });
    expect(leakEngine(true).trend(IDS.slice(0, 2), { type: 'figure', id: 'instances' }, null)).toMatchObject({ because: 'too-few', fit: null });
  });

  it('[ENG-24] refuses what does not exist', () => {
    const engine = leakEngine(true);
    expect(() => engine.trend(IDS, { type: 'figure', id: 'gone' }, null)).toThrow(UnknownReference);
    expect(() => engine.trend(IDS, { type: 'total', view: 'classes', column: 'gone', filters: [], search: '' }, null)).toThrow(UnknownReference);
    expect(() => engine.trend(IDS, { type: 'rows', view: 'gone', filters: [], search: '' }, null)).toThrow(UnknownReference);
  });
});
