import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HeapHistogramParser } from './parse.ts';

interface ExpectedHistogram {
  readonly rows: number;
  readonly sum_instances: number;
  readonly sum_bytes: number;
  readonly total: readonly [number, number];
  readonly first: string | null;
  readonly last: string | null;
}

const corpus = path.resolve(import.meta.dirname, '../../../../shared/corpus');
const isThere = existsSync(path.join(corpus, 'expected.json'));
const expected = isThere ? (JSON.parse(readFileSync(path.join(corpus, 'expected.json'), 'utf8')) as Record<string, { readonly kind: string; readonly histograms?: readonly ExpectedHistogram[] }>) : {};
const files = Object.entries(expected).filter(([, { kind }]) => kind === 'class-histogram');

function parse(file: string) {
  const parser = new HeapHistogramParser();
  parser.push(readFileSync(file));
  return parser.finish();
}

describe.skipIf(!isThere)('corpus of histograms (skipped where ../shared/corpus is absent)', () => {
  it.each(files)('[HH-05] reads every histogram of %s', (name, { histograms = [] }) => {
    const found = parse(path.join(corpus, 'files', name)).map(({ model }) => ({
      rows: model.rowCount,
      sum_instances: model.total.instances,
      sum_bytes: model.total.shallowBytes,
      total: model.printedTotal && [model.printedTotal.instances, model.printedTotal.shallowBytes],
      first: model.rawNames[0] ?? null,
      last: model.rawNames.at(-1) ?? null,
    }));
    expect(found).toEqual(histograms.map(({ rows, sum_instances, sum_bytes, total, first, last }) => ({ rows, sum_instances, sum_bytes, total, first, last })));
  });

  it('[HH-01] reads the histogram of a loaded Tomcat to the last byte', () => {
    const [histogram, ...others] = parse(path.join(corpus, 'tomcat10-jdk17/jcmd-GC.class_histogram.txt'));
    expect(others).toEqual([]);
    expect(histogram?.model).toMatchObject({ rowCount: 1826, total: { instances: 231_995, shallowBytes: 13_898_480 }, printedTotal: { instances: 231_995, shallowBytes: 13_898_480 }, live: null });
    expect(histogram).toMatchObject({ tool: 'jcmd GC.class_histogram', unparsedLines: 0, diagnostics: [] });
  });
});
