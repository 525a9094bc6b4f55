import { assertNever } from '../../shared/base/assert-never.ts';
import { formatDuration, formatQuantity } from '../../shared/base/format-quantity.ts';
import type { Trend } from '../../shared/engine/trend-question.ts';
import type { Words } from './use-words.ts';

const HOUR = 3_600_000;
const UNITS = [
  { ms: 1000, key: 'trend.per.second' },
  { ms: 60_000, key: 'trend.per.minute' },
  { ms: HOUR, key: 'trend.per.hour' },
  { ms: 24 * HOUR, key: 'trend.per.day' },
] as const;

/** No unit longer than this many observed spans: seconds of watching say little of days. */
const SPANS_TOLD = 5;
const WHOLE_FROM = 100;

/** A slope in the longest unit of time that the observed span allows. */
function rate(perMs: number, { unit, points }: Trend, { t, language }: Words, isSigned: boolean): string {
  const times = points.flatMap(({ atMs }) => (atMs === null ? [] : [atMs]));
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const found = UNITS.findLast(({ ms }) => ms <= span * SPANS_TOLD) ?? UNITS[0];
  const amount = perMs * found.ms;
  const shown = formatQuantity(Math.abs(amount) >= WHOLE_FROM ? Math.round(Math.abs(amount)) : Math.abs(amount), unit, language);
  return t(found.key, { amount: isSigned ? `${amount >= 0 ? '+' : '−'}${shown}` : shown });
}

function limitSentence(trend: Trend, lastMs: number, words: Words): string | null {
  const { t, language } = words;
  const { meets, limit } = trend;
  if (meets === null || limit === null) return null;
  const shown = formatQuantity(limit, trend.unit, language);
  const ahead = (at: number): string => formatDuration(at - lastMs, language);
  switch (meets.type) {
    case 'reached':
      return t('trend.limit.reached', { limit: shown });
    case 'never':
      return t('trend.limit.never', { limit: shown });
    case 'too-far':
      return t('trend.limit.too-far', { limit: shown });
    case 'meets':
      return meets.latest === null
        ? t('trend.limit.meets-open', { limit: shown, at: ahead(meets.at), earliest: ahead(meets.earliest) })
        : t('trend.limit.meets', { limit: shown, at: ahead(meets.at), earliest: ahead(meets.earliest), latest: ahead(meets.latest) });
    default:
      return assertNever(meets);
  }
}

/** What the line says, most important first. */
export function trendSentences(trend: Trend, words: Words): readonly string[] {
  const { t } = words;
  const lastMs = trend.points.findLast(({ atMs, value }) => atMs !== null && value !== null)?.atMs ?? 0;
  if (trend.because !== null) return [t(`trend.none.${trend.because}`)];
  const { fit } = trend;
  const slope =
    fit === null
      ? []
      : [
          t(fit.slope > 0 ? 'trend.rises' : 'trend.falls', { rate: rate(fit.slope, trend, words, false) }),
          t('trend.fit', { low: rate(fit.slopeLow, trend, words, true), high: rate(fit.slopeHigh, trend, words, true), r2: Math.round(fit.r2 * 100) / 100 }),
        ];
  const limit = limitSentence(trend, lastMs, words);
  return limit === null ? slope : [limit, ...slope];
}
