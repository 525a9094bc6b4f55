import { assertNever } from '../base/assert-never.ts';
import type { Cell, Column, ColumnTable, TextColumn } from '../base/column-table.ts';
import type { ColumnFilter, TableQuery } from './table-query.ts';
import { textMatcher, regexMatcher, type TextMatcher } from './text-matcher.ts';
import { UnknownReference } from './unknown-reference.ts';

/** One byte a row: 1 = the row stays. null = every row stays. */
export type RowMask = Uint8Array | null;

/** What of a query decides which rows stay. */
export type RowConditions = Pick<TableQuery, 'filters' | 'search' | 'only'>;

/** Applies the search text (to the columns of `searched`), the chosen rows and all column filters together. Each distinct text is looked at once, not once a row. */
export function filterRows(table: ColumnTable, { filters, search, only }: RowConditions, searched: ColumnTable = table): RowMask {
  let mask: RowMask = search === '' ? null : textMask(searched, textMatcher(search), null);
  if (only !== undefined) mask = bothMasks(mask, chosenMask(table, only));
  for (const filter of filters) {
    const column = Object.hasOwn(table.columns, filter.column) ? table.columns[filter.column] : undefined;
    if (!column) throw new UnknownReference('column', filter.column);
    mask = bothMasks(mask, filterMask(column, filter));
  }
  return mask;
}

/** Rows in which any text column, or the one named, has a matching text. */
export function textMask(table: ColumnTable, matches: TextMatcher, columnId: string | null): Uint8Array {
  const mask = new Uint8Array(table.rowCount);
  for (const [id, column] of Object.entries(table.columns)) {
    if (columnId !== null && id !== columnId) continue;
    if (column.type === 'number') {
      if (columnId !== null) return maskOfNumbers(column.values, (value) => matches(String(value)));
      continue;
    }
    const hits = matchingCodes(column, matches);
    if (!hits) continue;
    for (let row = 0; row < mask.length; row++) if (hits[column.codes[row] as number] === 1) mask[row] = 1;
  }
  return mask;
}

function chosenMask(table: ColumnTable, rows: readonly number[]): Uint8Array {
  const mask = new Uint8Array(table.rowCount);
  for (const row of rows) mask[row] = 1;
  return mask;
}

function filterMask(column: Column, filter: ColumnFilter): Uint8Array {
  switch (filter.op) {
    case 'contains':
      return matchMask(column, textMatcher(filter.text));
    case 'regex':
      return matchMask(column, regexMatcher(filter.pattern));
    case 'in':
      return inMask(column, filter.values, 1);
    case 'not-in':
      return inMask(column, filter.values, 0);
    case 'range':
      return rangeMask(column, filter.min ?? -Infinity, filter.max ?? Infinity);
    default:
      return assertNever(filter);
  }
}

function matchMask(column: Column, matches: TextMatcher): Uint8Array {
  return column.type === 'text' ? maskOfCodes(column, matchingCodes(column, matches)) : maskOfNumbers(column.values, (value) => matches(String(value)));
}

/** By code: 1 where the text matches; null when none does. */
function matchingCodes({ dictionary }: TextColumn, matches: (entry: string) => boolean): Uint8Array | null {
  const hits = new Uint8Array(dictionary.length + 1);
  let any = false;
  for (let i = 0; i < dictionary.length; i++) {
    if (!matches(dictionary[i] as string)) continue;
    hits[i + 1] = 1;
    any = true;
  }
  return any ? hits : null;
}

function maskOfCodes({ codes }: TextColumn, hits: Uint8Array | null): Uint8Array {
  const mask = new Uint8Array(codes.length);
  if (hits) for (let row = 0; row < mask.length; row++) mask[row] = hits[codes[row] as number] as number;
  return mask;
}

function maskOfNumbers(values: Float64Array, keep: (value: number) => boolean): Uint8Array {
  const mask = new Uint8Array(values.length);
  for (let row = 0; row < mask.length; row++) {
    const value = values[row] as number;
    if (value === value && keep(value)) mask[row] = 1;
  }
  return mask;
}

/** `null` among the values stands for rows without a value. */
function inMask(column: Column, wanted: readonly Cell[], whenIn: 0 | 1): Uint8Array {
  const values = new Set(wanted);
  const flag = (isIn: boolean): number => (isIn ? whenIn : 1 - whenIn);
  if (column.type === 'text') {
    const hits = new Uint8Array(column.dictionary.length + 1);
    hits[0] = flag(values.has(null));
    for (let i = 0; i < column.dictionary.length; i++) hits[i + 1] = flag(values.has(column.dictionary[i] as string));
    return maskOfCodes(column, hits);
  }
  const mask = new Uint8Array(column.values.length);
  for (let row = 0; row < mask.length; row++) {
    const value = column.values[row] as number;
    mask[row] = flag(value === value ? values.has(value) : values.has(null));
  }
  return mask;
}

/** Texts lie in no range of numbers. */
function rangeMask(column: Column, min: number, max: number): Uint8Array {
  if (column.type === 'text') return new Uint8Array(column.codes.length);
  return maskOfNumbers(column.values, (value) => value >= min && value <= max);
}

function bothMasks(a: RowMask, b: Uint8Array): Uint8Array {
  if (a) for (let row = 0; row < b.length; row++) b[row] = (b[row] as number) & (a[row] as number);
  return b;
}
