import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArtifactId } from '../../base/ids.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Finding } from '../finding.ts';
import { HEAP_HISTOGRAM } from './kind.ts';
import { growsSteadily } from './growth-shape.ts';
import { HeapHistogramParser } from './parse.ts';

const KB = 1024;

/** `[name, bytes per capture]`; instances are bytes / 32. */
function findings(captures: number, classes: readonly (readonly [name: string, ...bytes: readonly number[]])[], before: readonly string[] = []): readonly Finding[] {
  const loaded = Array.from({ length: captures }, (_, capture) => {
    const rows = classes.map(([name, ...bytes]) => ({ name, bytes: bytes[capture] ?? 0 }));
    const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
    const text = [...(before[capture] === undefined ? [] : [before[capture]]), 'num #instances #bytes class name', ...rows.map(({ name, bytes }, i) => `${i + 1}: ${Math.round(bytes / 32)} ${bytes} ${name}`), `Total ${total / 32} ${total}`].join('\n');
    const parser = new HeapHistogramParser();
    parser.push(new TextEncoder().encode(text));
    return { id: `h${capture}` as ArtifactId, parsed: parser.finish()[0]! };
  });
  return isNonEmpty(loaded) ? HEAP_HISTOGRAM.seriesAnalyzers.flatMap((analyze) => analyze(loaded)) : [];
}

function growing(all: readonly Finding[]): readonly unknown[] {
  return all.filter(({ rule }) => rule === 'growing-class').map(({ title }) => title.params['class']);
}

describe('what grows', () => {
  it('[HH-13] names the class of the application that grows in every capture, with the JDK classes as its companions', () => {
    const all = findings(3, [['[B (java.base@21)', 900 * KB, 1200 * KB, 1500 * KB], ['com.acme.shop.SessionCache$Entry', 32 * KB, 64 * KB, 96 * KB], ['com.acme.Steady', 64 * KB, 64 * KB, 64 * KB]]);
    expect(growing(all)).toEqual(['com.acme.shop.SessionCache$Entry']);
    const [finding] = all.filter(({ rule }) => rule === 'growing-class');
    expect(finding).toMatchObject({ severity: 'warning', certainty: 'computed', title: { params: { before: 1024, after: 3072, captures: 3 } } });
    expect(finding?.evidence.map(({ artifact }) => artifact)).toEqual(['h0', 'h1', 'h2']);
    expect(finding?.details.map(({ params }) => params['class'])).toContain('byte[]');
  });

  it('[HH-13] keeps silent about a sawtooth, one jump and small changes', () => {
    expect(growing(findings(5, [['com.acme.Sawtooth', 100 * KB, 900 * KB, 150 * KB, 950 * KB, 200 * KB]]))).toEqual([]);
    expect(growing(findings(4, [['com.acme.Jump', 100 * KB, 900 * KB, 900 * KB, 900 * KB]]))).toEqual([]);
    expect(growing(findings(3, [['com.acme.Little', 100 * KB, 101 * KB, 102 * KB]]))).toEqual([]);
  });

  it('[HH-13] tells of two captures only when much was gained, and doubts it', () => {
    const [finding] = findings(2, [['com.acme.Cache', 1024 * KB, 9000 * KB]]).filter(({ rule }) => rule === 'growing-class');
    expect(finding).toMatchObject({ severity: 'warning', title: { key: 'heap-histogram.finding.growing.jump' } });
    expect(finding?.details.at(-1)?.key).toBe('heap-histogram.finding.growing.two-only');
    expect(growing(findings(2, [['com.acme.Cache', 1024 * KB, 1200 * KB]]))).toEqual([]);
  });

  it('[HH-12] tells of the growth of everything together from a tenth on', () => {
    const rules = (after: number): readonly string[] => findings(2, [['[B (java.base@21)', 1000 * KB, after]]).map(({ rule, severity }) => `${rule} ${severity}`);
    expect(rules(1050 * KB)).toEqual([]);
    expect(rules(1200 * KB)).toEqual(['heap-growth info']);
  });

  it('[HH-11] compares no reachable objects with garbage', () => {
    const all = findings(2, [['com.acme.Cache', 1024 * KB, 9000 * KB]], ['$ jmap -histo:live 1', '$ jmap -histo 1']);
    expect(all.map(({ rule }) => rule)).toEqual(['histograms-not-comparable']);
    expect(all[0]?.title.params).toEqual({ live: 1, all: 1 });
  });

  it('[HH-13] never calls a series steady that ends no higher than it began, or that nobody knows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 }), (values) => {
        const rises = (values.at(-1) ?? 0) > (values[0] ?? 0);
        if (!rises) expect(growsSteadily(values)).toBe(false);
        expect(growsSteadily([...values, NaN])).toBe(false);
        if (values.length > 2) expect(growsSteadily(values.map((_, i) => 10 + i * 3))).toBe(true);
      }),
    );
  });
});
