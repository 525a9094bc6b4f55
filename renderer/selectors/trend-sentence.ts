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

/** A slope in the shortest unit of time in which it is one or more, hours unless it is very slow or very fast. */
function rate(perMs: number, { unit }: Trend, { t, language }: Words): string {
  const found = UNITS.slice(2).find(({ ms }) => Math.abs(perMs) * ms >= 1) ?? UNITS[3];
  const amount = perMs * found.ms;
  return t(found.key, { amount: `${amount >= 0 ? '+' : '−'}${formatQuantity(Math.abs(amount), unit, language)}` });
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
  const slope = trend.fit === null ? [] : [t('trend.slope', { rate: rate(trend.fit.slope, trend, words), low: rate(trend.fit.slopeLow, trend, words), high: rate(trend.fit.slopeHigh, trend, words), r2: Math.round(trend.fit.r2 * 100) / 100 })];
  const limit = limitSentence(trend, lastMs, words);
  return limit === null ? slope : [limit, ...slope];
}
