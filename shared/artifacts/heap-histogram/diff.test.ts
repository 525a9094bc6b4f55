import { describe, expect, it } from 'vitest';
import type { ArtifactId } from '../../base/ids.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { diffHistograms } from './diff.ts';
import type { HeapHistogram } from './model.ts';
import { HeapHistogramParser } from './parse.ts';
import { CLASSES_DIFF } from './series-view.ts';

type Classes = Readonly<Record<string, number | readonly number[]>>;

/** Real text, so that the reading stays under test as well; instances are bytes / 8. */
function histogram(classes: Classes, options: { readonly takenAt?: string; readonly missing?: number } = {}): LoadedArtifact<HeapHistogram> {
  const rows = Object.entries(classes).flatMap(([name, bytes]) => [bytes].flat().map((bytes) => ({ name, bytes })));
  const total = rows.reduce((sum, { bytes }) => sum + bytes, options.missing ?? 0);
  const text = ['num #instances #bytes class name', ...rows.map(({ name, bytes }, i) => `${i + 1}: ${bytes / 8} ${bytes} ${name}`), `Total ${total / 8} ${total}`].join('\n');
  const parser = new HeapHistogramParser();
  parser.push(new TextEncoder().encode(text));
  return { id: 'h' as ArtifactId, parsed: parser.finish()[0]!, takenAt: options.takenAt ?? null };
}

function series(...histograms: readonly LoadedArtifact<HeapHistogram>[]): NonEmpty<LoadedArtifact<HeapHistogram>> {
  if (!isNonEmpty(histograms)) throw new Error('no histograms');
  return histograms;
}

describe('comparing generated classes', () => {
  it('[HH-15] gives the same lambda, proxy and hidden class of two runs one name', () => {
    const before = { 'Shop$$Lambda$1/0x00007fd651000a08': 80, '$Proxy0': 80, 'jdk.proxy2.$Proxy23': 80, 'java.lang.invoke.LambdaForm$DMH/0x0000000800c00800': 80, 'a.B$$EnhancerBySpringCGLIB$$1a2b3c4d': 80, 'jdk.internal.reflect.GeneratedMethodAccessor12': 80 };
    const after = { 'Shop$$Lambda/0x00007ff69d000a08': 160, '$Proxy7': 160, 'jdk.proxy2.$Proxy5': 160, 'java.lang.invoke.LambdaForm$DMH/0x0000000800c99900': 160, 'a.B$$EnhancerBySpringCGLIB$$99ffee11': 160, 'jdk.internal.reflect.GeneratedMethodAccessor7': 160 };
    const { added, removed, changed } = diffHistograms(series(histogram(before), histogram(after)));
    expect([added, removed]).toEqual([[], []]);
    expect(changed.map(({ key }) => key)).toEqual(['$Proxy', 'Shop$$Lambda', 'a.B$$EnhancerBySpringCGLIB', 'java.lang.invoke.LambdaForm$DMH', 'jdk.internal.reflect.GeneratedMethodAccessor', 'jdk.proxy2.$Proxy']);
  });

  it('[HH-15] leaves names alone that only look generated', () => {
    const same = { 'com.acme.Proxy7': 80, 'com.acme.Foo$1': 80, 'com.acme.Lambda$2': 80 };
    const { added, removed } = diffHistograms(series(histogram(same), histogram({ 'com.acme.Proxy8': 80, 'com.acme.Foo$2': 80, 'com.acme.Lambda$3': 80 })));
    expect([added.length, removed.length]).toEqual([3, 3]);
  });
});

describe('comparing histograms', () => {
  it('[HH-09] pairs classes by name and leaves out what stayed the same', () => {
    const { added, removed, changed } = diffHistograms(series(histogram({ '[B': 800, Same: 80, Gone: 16 }), histogram({ New: 24, Same: 80, '[B': 400 })));
    expect(added).toEqual([{ key: 'New', after: { instances: 3, shallowBytes: 24, rows: 1 } }]);
    expect(removed).toEqual([{ key: 'Gone', before: { instances: 2, shallowBytes: 16, rows: 1 } }]);
    expect(changed).toEqual([{ key: 'byte[]', before: { instances: 100, shallowBytes: 800, rows: 1 }, after: { instances: 50, shallowBytes: 400, rows: 1 }, delta: { instances: -50, shallowBytes: -400 } }]);
  });

  it('[HH-09] sums a class that several class loaders loaded, and keeps their number', () => {
    const { changed } = diffHistograms(series(histogram({ Plugin: [80, 40] }), histogram({ Plugin: [80, 40, 40] })));
    expect(changed).toMatchObject([{ key: 'Plugin', before: { shallowBytes: 120, rows: 2 }, after: { shallowBytes: 160, rows: 3 } }]);
  });

  it('[HH-09] fits growth per hour where three times are known, and else says null', () => {
    const at = (minute: number): { readonly takenAt: string } => ({ takenAt: `2026-11-20T11:${String(minute).padStart(2, '0')}:00Z` });
    const timed = diffHistograms(series(histogram({ A: 1000 }, at(0)), histogram({ A: 2000 }, at(30)), histogram({ A: 3000 }, at(59))));
    expect(timed.changed[0]).toMatchObject({ values: [{ shallowBytes: 1000 }, { shallowBytes: 2000 }, { shallowBytes: 3000 }], growth: { etaToLimit: null } });
    const { slopePerHour, r2 } = timed.changed[0]!['growth'] as { readonly slopePerHour: number; readonly r2: number };
    expect(slopePerHour).toBeCloseTo(2034, 0);
    expect(r2).toBeGreaterThan(0.999);
    expect(diffHistograms(series(histogram({ A: 1000 }), histogram({ A: 2000 }), histogram({ A: 3000 }))).changed[0]).toMatchObject({ growth: null });
  });

  it('[HH-09] takes a class that a whole histogram does not list for 0, and one that an incomplete one does not list for unknown', () => {
    const table = (missing: number): readonly unknown[] => {
      const { columns } = CLASSES_DIFF.build(series(histogram({ A: 80 }, { missing }), histogram({ A: 80, B: 16 })));
      const values = (id: string): readonly number[] => (columns[id]?.type === 'number' ? [...columns[id].values] : []);
      return [values('first-bytes'), values('delta-bytes')];
    };
    expect(table(0)).toEqual([[80, 0], [0, 16]]);
    expect(table(8)).toEqual([[80, NaN], [0, NaN]]);
  });

  it('[HH-09] gives each capture a column up to six', () => {
    const ids = (captures: number): readonly string[] => CLASSES_DIFF.columns(captures).map(({ id }) => id).filter((id) => id.includes('bytes'));
    expect(ids(2)).toEqual(['delta-bytes', 'first-bytes', 'last-bytes']);
    expect(ids(4)).toEqual(['delta-bytes', 'first-bytes', 'bytes-2', 'bytes-3', 'last-bytes']);
    expect(ids(7)).toEqual(['delta-bytes', 'first-bytes', 'last-bytes']);
  });

  it('[HH-09] says of each class whether it was added, removed, changed or the same', () => {
    const { columns } = CLASSES_DIFF.build(series(histogram({ A: 80, B: 16, C: 8 }), histogram({ A: 80, B: 24, D: 8 })));
    const text = (id: string): readonly (string | undefined)[] => (columns[id]?.type === 'text' ? Array.from(columns[id].codes, (code) => (columns[id] as { dictionary: readonly string[] }).dictionary[code - 1]) : []);
    expect(text('class').map((name, i) => [name, text('change')[i]])).toEqual([['A', 'same'], ['B', 'changed'], ['C', 'removed'], ['D', 'added']]);
  });
});
