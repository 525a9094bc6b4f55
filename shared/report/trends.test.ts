import { describe, expect, it } from 'vitest';
import type { ArtifactId, CaptureId } from '../base/ids.ts';
import { forecast } from '../base/forecast.ts';
import type { Trend } from '../base/trend.ts';
import { buildReport } from './build-report.ts';
import type { ReportArtifact, ReportInput, ReportSource } from './report-input.ts';
import { reportFixture } from './testing/report-fixture.ts';
import { trendWishes } from './trend-series.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-20T11:40:00Z');
const plain = reportFixture('worker-1');

function figureOf(value: number | null): ReportArtifact['keyFigures'] {
  return value === null ? [] : [{ id: 'threads', label: 'demo.threads', value, unit: 'count' }];
}

/** Artifacts of one target in time order; `null` for a file that was handed over. */
function series(target: string | null, values: readonly (number | null)[], isTimed = true): Pick<ReportInput, 'sources' | 'artifacts' | 'trends'> {
  const [raw] = plain.sources;
  const [artifact] = plain.artifacts;
  if (raw?.kind !== 'capture' || artifact === undefined) throw new Error('the fixture has a capture');
  const ids = values.map((_, i) => `${target ?? 'file'}${i}` as CaptureId);
  const sources = ids.map((id): ReportSource => ({ ...raw, capture: { ...raw.capture, id, target } }));
  const artifacts = ids.map((capture, i): ReportArtifact => ({ ...artifact, id: `${capture}.1` as ArtifactId, capture, capturedAt: null, keyFigures: figureOf(values[i] ?? null) }));
  const times = isTimed ? ids.map((_, i) => START + i * MINUTE) : null;
  const points = artifacts.map(({ id }, i) => ({ artifact: id, atMs: times?.[i] ?? null, value: values[i] ?? null }));
  const trend: Trend = { label: 'demo.threads', unit: 'count', points, ...forecast(times, values.map((value) => value ?? Number.NaN)), limit: null, meets: null };
  return { sources, artifacts, trends: [trend] };
}

function together(...parts: readonly Pick<ReportInput, 'sources' | 'artifacts' | 'trends'>[]): ReportInput {
  return { ...plain, sources: parts.flatMap(({ sources }) => sources), artifacts: parts.flatMap(({ artifacts }) => artifacts), trends: parts.flatMap(({ trends }) => trends) };
}

const charts = (html: string): number => html.match(/<figure class="trend">/g)?.length ?? 0;

describe('trends of a report', () => {
  it('[RP-14] asks for figures that three captures of one source say and that change', () => {
    const parts = [series('a', [1, 2, 3]), series('b', [1, 2]), series('c', [4, 4, 4]), series('d', [1, null, 3]), series(null, [9, 8, 7])];
    const { artifacts, sources } = together(...parts);
    expect(trendWishes(artifacts, sources).map(({ artifacts: ids, figure }) => [figure, ...ids])).toEqual([['threads', 'a0.1', 'a1.1', 'a2.1'], ['threads', 'file0.1', 'file1.1', 'file2.1']]);
  });

  it('[RP-14] HTML draws them with a text alternative, without script and without colours', () => {
    const html = buildReport(together(series('a', [6, 16, 10, 12])), 'html', 'en');
    expect(charts(html)).toBe(1);
    expect(html).toContain('role="img" aria-label="Line chart, demo: Threads: 6 → 16 → 10 → 12"');
    expect(html).toContain('First 6 (2026-11-20 11:40:00 UTC), last 12 (11:43:00), least 6 (11:40:00), largest 16 (11:41:00).');
    expect(html).toContain('No forecast: the values rise and fall back');
    expect(html).not.toMatch(/<svg[^>]*>[^]*?(<script|style=|url\(|#[0-9a-f]{3})[^]*?<\/svg>/);
  });

  it.each(['markdown', 'text'] as const)('[RP-14] %s tells each in one line', (format) => {
    const lines = buildReport(together(series('a', [10, 20, 30])), format, 'en').split('\n').filter((line) => line.includes('demo: Threads'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/First 10 .*last 30 .*Rises by 10 per minute\./);
  });

  it('[RP-14] says a number instead of a time that is not known, and why nothing is forecast', () => {
    const html = buildReport(together(series('a', [10, 20, 30], false)), 'html', 'ko');
    expect(html).toContain('처음 10(캡처 1), 마지막 30(캡처 3)');
    expect(html).toContain('캡처 시각을 알 수 없습니다');
  });

  it('[RP-14] names the sources where there are several, escaped, and shows a handful of charts', () => {
    const many = together(...['<b>', 'b', 'c', 'd', 'e', 'f', 'g'].map((target) => series(target, target === 'b' ? [1, 9, 2] : [1, 2, 3])));
    const html = buildReport(many, 'html', 'en');
    expect(charts(html)).toBe(6);
    expect(html).toContain('demo: Threads (&lt;b&gt; pid 4242)');
    expect(html).not.toContain('demo: Threads (b pid 4242)');
    expect(html).toContain('1 more figure changes');
  });

  it('[RP-15] HTML draws cells over captures and labels them with the numbers; CSV leaves them', () => {
    const [table] = plain.tables;
    if (table === undefined) throw new Error('the fixture has a table');
    const drawn = { ...table, shape: { ...table.shape, columns: [{ id: 'values', header: 'demo.name', type: 'text', unit: 'bytes', look: 'sparkline', width: 104 } as const] }, rows: [{ cells: ['1024 - 4096'], span: null }] };
    const input = { ...plain, tables: [drawn] };
    expect(buildReport(input, 'html', 'en')).toMatch(/<td class="drawn"><svg [^>]*role="img" aria-label="1 KB → – → 4 KB"/);
    expect(buildReport(input, 'markdown', 'en')).toContain('1 KB → – → 4 KB');
    expect(buildReport(input, 'csv', 'en')).toContain('1024 - 4096');
  });
});
