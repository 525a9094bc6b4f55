import { assertNever } from '../base/assert-never.ts';
import { formatDuration, formatQuantity } from '../base/format-quantity.ts';
import { message, type Language } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';
import type { Trend } from '../base/trend.ts';

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
function rate(perMs: number, { unit, points }: Trend, translate: Translate, language: Language, isSigned: boolean): string {
  const times = points.flatMap(({ atMs }) => (atMs === null ? [] : [atMs]));
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const found = UNITS.findLast(({ ms }) => ms <= span * SPANS_TOLD) ?? UNITS[0];
  const amount = perMs * found.ms;
  const shown = formatQuantity(Math.abs(amount) >= WHOLE_FROM ? Math.round(Math.abs(amount)) : Math.abs(amount), unit, language);
  return translate(message(found.key, { amount: isSigned ? `${amount >= 0 ? '+' : '−'}${shown}` : shown }));
}

function limitSentence(trend: Trend, lastMs: number, translate: Translate, language: Language): string | null {
  const { meets, limit } = trend;
  if (meets === null || limit === null) return null;
  const shown = formatQuantity(limit, trend.unit, language);
  const ahead = (at: number): string => formatDuration(at - lastMs, language);
  switch (meets.type) {
    case 'reached':
      return translate(message('trend.limit.reached', { limit: shown }));
    case 'never':
      return translate(message('trend.limit.never', { limit: shown }));
    case 'too-far':
      return translate(message('trend.limit.too-far', { limit: shown }));
    case 'meets':
      return meets.latest === null
        ? translate(message('trend.limit.meets-open', { limit: shown, at: ahead(meets.at), earliest: ahead(meets.earliest) }))
        : translate(message('trend.limit.meets', { limit: shown, at: ahead(meets.at), earliest: ahead(meets.earliest), latest: ahead(meets.latest) }));
    default:
      return assertNever(meets);
  }
}

/** What the line says, most important first. */
export function trendSentences(trend: Trend, translate: Translate, language: Language): readonly string[] {
  const lastMs = trend.points.findLast(({ atMs, value }) => atMs !== null && value !== null)?.atMs ?? 0;
  if (trend.because !== null) return [translate(message(`trend.none.${trend.because}`))];
  const { fit } = trend;
  const slope =
    fit === null
      ? []
      : [
          translate(message(fit.slope > 0 ? 'trend.rises' : 'trend.falls', { rate: rate(fit.slope, trend, translate, language, false) })),
          translate(message('trend.fit', { low: rate(fit.slopeLow, trend, translate, language, true), high: rate(fit.slopeHigh, trend, translate, language, true), r2: Math.round(fit.r2 * 100) / 100 })),
        ];
  const limit = limitSentence(trend, lastMs, translate, language);
  return limit === null ? slope : [limit, ...slope];
}
