import { formatQuantity } from '../base/format-quantity.ts';
import type { ArtifactId, CaptureId } from '../base/ids.ts';
import { message, type Language } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';
import type { Trend } from '../base/trend.ts';
import { shortenText } from '../base/visible-text.ts';
import { CELL_LIMIT, type DocumentSection, type DocumentTrend } from './document.ts';
import { shortSentence, type ComposeContext } from './names.ts';
import type { ReportArtifact, ReportInput } from './report-input.ts';
import { trendSentences } from './trend-sentences.ts';
import { trendSources, type TrendSource } from './trend-series.ts';

/** A handful is looked at; those that a line can be laid through come first. */
const TRENDS_SHOWN = 6;
const ZONE = /(Z|[+-]\d\d:?\d\d)$/;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** A time with its day and zone, and without the day that all share. */
interface TimeName {
  readonly full: string;
  readonly short: string;
}

function timeNames(trend: Trend, artifacts: ReadonlyMap<string, ReportArtifact>, { translate }: ComposeContext): readonly TimeName[] {
  // A time that was printed without a zone is told as it was printed.
  const isPrinted = trend.points.every(({ artifact, atMs }) => {
    const printed = artifacts.get(artifact)?.capturedAt ?? null;
    return printed !== null && !ZONE.test(printed) && Date.parse(`${printed}Z`) === atMs;
  });
  const iso = trend.points.map(({ atMs }) => (atMs === null ? null : new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')));
  const isOneDay = new Set(iso.map((time) => time?.slice(0, DAY_LENGTH))).size === 1;
  return iso.map((time, i) => {
    if (time !== null) return { full: isPrinted ? time : `${time} UTC`, short: isOneDay ? time.slice(DAY_LENGTH + 1) : time };
    const number = translate(message('report.trend.capture', { count: i + 1 }));
    return { full: number, short: number };
  });
}

/** The source of a trend in words; null where all come from one, which needs no name on every chart. */
function sourceName(trend: Trend, input: ReportInput, translate: Translate): string | null {
  const sources = trendSources(input.sources);
  const captures = new Map(input.artifacts.map(({ id, capture }) => [id, capture]));
  const sourceOf = ({ points: [first] }: Trend): TrendSource | null => sources.get(captures.get(first?.artifact ?? ('' as ArtifactId)) ?? ('' as CaptureId)) ?? null;
  if (new Set(input.trends.map((one) => JSON.stringify(sourceOf(one)))).size === 1) return null;
  const source = sourceOf(trend);
  if (source === null) return translate(message('report.trend.files'));
  return source.pid === null ? source.target : translate(message('report.trend.source', { target: source.target, pid: source.pid }));
}

function titleOf(trend: Trend, kind: string, input: ReportInput, translate: Translate): string {
  const figure = translate(message(trend.label));
  const source = sourceName(trend, input, translate);
  return shortSentence(source === null ? message('report.trend.title', { kind, figure }) : message('report.trend.title-of', { kind, figure, source }), translate);
}

function rangeOf(trend: Trend, times: readonly TimeName[], { translate }: ComposeContext, language: Language): string {
  const known = trend.points.flatMap(({ value }, i) => (value === null ? [] : [{ value, shown: formatQuantity(value, trend.unit, language), time: times[i] }]));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return '';
  const least = known.reduce((low, one) => (one.value < low.value ? one : low), first);
  const largest = known.reduce((high, one) => (one.value > high.value ? one : high), first);
  const params = { first: first.shown, firstTime: first.time?.full ?? '', last: last.shown, lastTime: last.time?.short ?? '', least: least.shown, leastTime: least.time?.short ?? '', largest: largest.shown, largestTime: largest.time?.short ?? '' };
  return translate(message('report.trend.range', params));
}

function trendBlock(trend: Trend, input: ReportInput, context: ComposeContext, language: Language): DocumentTrend {
  const artifacts = new Map<string, ReportArtifact>(input.artifacts.map((artifact) => [artifact.id, artifact]));
  const title = titleOf(trend, context.names.kind(artifacts.get(trend.points[0]?.artifact ?? '')?.kind ?? ''), input, context.translate);
  const times = timeNames(trend, artifacts, context);
  const values = trend.points.map(({ value }) => (value === null ? '\u2013' : formatQuantity(value, trend.unit, language))).join(' → ');
  return {
    type: 'trend',
    title,
    unit: trend.unit,
    alternative: context.translate(message('report.trend.alternative', { title, values: shortenText(values, CELL_LIMIT) })),
    range: rangeOf(trend, times, context, language),
    sentences: trendSentences(trend, context.translate, language),
    points: trend.points.map(({ atMs, value }, i) => ({ x: atMs ?? i, y: value })),
    firstTime: times[0]?.full ?? '',
    lastTime: times.at(-1)?.short ?? '',
    line: trend.fit === null ? null : { fit: trend.fit, isTrusted: trend.because === null },
  };
}

/** Key figures over the captures of one source, as far as they change; says how many more do. */
export function composeTrends(input: ReportInput, context: ComposeContext, language: Language): DocumentSection {
  const shown = new Set(input.trends.toSorted((a, b) => Number(a.because !== null) - Number(b.because !== null)).slice(0, TRENDS_SHOWN));
  const more = input.trends.length - shown.size;
  return {
    heading: context.translate(message('report.trends')),
    blocks: [
      ...input.trends.filter((trend) => shown.has(trend)).map((trend) => trendBlock(trend, input, context, language)),
      ...(more > 0 ? [{ type: 'paragraph', text: context.translate(message('report.trends-more', { count: more })), look: 'muted' } as const] : []),
    ],
  };
}
