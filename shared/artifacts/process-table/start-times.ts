import type { TextColumn } from '../../base/column-table.ts';
import type { ProcessTable } from './model.ts';
import { textAt } from './model.ts';

const FULL_TIME = /^\S+ +(?:([A-Z][a-z]{2}) +(\d{1,2})|(\d{1,2}) +([A-Z][a-z]{2})) +(\d\d):(\d\d):(\d\d) +(\d{4})$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LATEST_MS = 8.64e15;

/** Milliseconds since 1970 of `Sat Nov 21 16:04:20 2026`, its zone taken for UTC; NaN for `Oct25`, `10:11AM` and other short forms. */
function fullTimeMs(text: string): number {
  const match = FULL_TIME.exec(text);
  const month = MONTHS.indexOf(match?.[1] ?? match?.[4] ?? '');
  if (!match || month < 0) return Number.NaN;
  return Date.UTC(Number(match[8]), month, Number(match[2] ?? match[3]), Number(match[5]), Number(match[6]), Number(match[7]));
}

function isoTime(ms: number): string | null {
  return Number.isNaN(ms) || Math.abs(ms) > LATEST_MS ? null : new Date(ms).toISOString().slice(0, 19);
}

/** Full start times as ISO 8601, with a Z where they are known to be UTC; short ones stay as printed. */
export function withFullTimes(printed: TextColumn, startedMs: Float64Array, isUtc: boolean): TextColumn {
  const times = printed.dictionary.map(fullTimeMs);
  for (const [row, code] of printed.codes.entries()) {
    const ms = code === 0 ? undefined : times[code - 1];
    if (ms !== undefined && !Number.isNaN(ms)) startedMs[row] = ms;
  }
  return { ...printed, dictionary: printed.dictionary.map((text, i) => (Number.isNaN(times[i]) ? text : `${isoTime(times[i] ?? Number.NaN) ?? text}${isUtc ? 'Z' : ''}`)) };
}

/** Start of a row as the contract gives it; null where the source did not say. */
export function startedAtOf(table: ProcessTable, row: number): string | null {
  const printed = textAt(table.startedAt, row);
  if (printed !== null) return printed;
  const computed = isoTime(table.startedMs[row] ?? Number.NaN);
  return computed === null ? null : `${computed}Z`;
}
