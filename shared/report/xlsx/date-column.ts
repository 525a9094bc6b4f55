import type { Cell } from '../../base/column-table.ts';

/** ISO 8601 to the second or finer; digits beyond the millisecond would be lost in a date cell. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,3})?(Z|[+-]\d\d:?\d\d)?$/;
const MS_PER_DAY = 86_400_000;
/** 1970-01-01 in days since 1899-12-30, from which spreadsheets count. */
const EPOCH_DAYS = 25_569;
/** Before March 1900 the count is off by a day, by a fault that spreadsheets keep. */
const FIRST_DAY = 61;

/** What the texts of a column say as times: all at once or not at all, so that none is misread. */
export interface DateColumn {
  /** With a zone: shown in UTC. */
  readonly isUtc: boolean;
  readonly hasFraction: boolean;
}

function serialOf(text: string): number | null {
  const found = TIME.exec(text);
  if (found === null) return null;
  const [, day = '', time = '', fraction = '', zone = 'Z'] = found;
  const at = Date.parse(`${day}T${time}${fraction}${zone}`);
  const serial = at / MS_PER_DAY + EPOCH_DAYS;
  return Number.isNaN(at) || serial < FIRST_DAY ? null : serial;
}

/** Null for a column in which something is no time, or in which times with and without a zone stand together. */
export function dateColumnOf(cells: Iterable<Cell>): DateColumn | null {
  let isUtc: boolean | null = null;
  let hasFraction = false;
  for (const cell of cells) {
    if (cell === null) continue;
    const found = typeof cell === 'string' && serialOf(cell) !== null ? TIME.exec(cell) : null;
    if (found === null) return null;
    const hasZone = found[4] !== undefined;
    if (isUtc !== null && isUtc !== hasZone) return null;
    isUtc = hasZone;
    hasFraction ||= found[3] !== undefined;
  }
  return isUtc === null ? null : { isUtc, hasFraction };
}

/** Days since 1899-12-30 of a time in such a column. */
export function dateSerial(cell: string): number {
  return serialOf(cell) ?? 0;
}
