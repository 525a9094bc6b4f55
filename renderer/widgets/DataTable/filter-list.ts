import { assertNever } from '../../../shared/base/assert-never.ts';
import type { Cell } from '../../../shared/base/column-table.ts';
import { message } from '../../../shared/base/message.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';
import type { ColumnFilter } from '../../../shared/engine/table-query.ts';
import { shortenText } from '../../../shared/base/visible-text.ts';
import { valueName, type Words } from './cell-text.ts';

/** Puts a condition in the place of the one of the same column and kind. */
export function withFilter(filters: readonly ColumnFilter[], filter: ColumnFilter): readonly ColumnFilter[] {
  const at = filters.findIndex((other) => other.column === filter.column && other.op === filter.op);
  return at < 0 ? [...filters, filter] : filters.with(at, filter);
}

export function withoutColumn(filters: readonly ColumnFilter[], column: string): readonly ColumnFilter[] {
  return filters.filter((filter) => filter.column !== column);
}

/** "Show only this": replaces what was chosen or excluded before in that column. */
export function onlyValue(filters: readonly ColumnFilter[], column: string, value: Cell): readonly ColumnFilter[] {
  return [...withoutColumn(filters, column), { column, op: 'in', values: [value] }];
}

/** "Exclude this": adds to what was excluded before. */
export function excludeValue(filters: readonly ColumnFilter[], column: string, value: Cell): readonly ColumnFilter[] {
  const before = filters.find((filter) => filter.column === column && filter.op === 'not-in');
  const values = before?.op === 'not-in' ? before.values : [];
  return withFilter(filters, { column, op: 'not-in', values: values.includes(value) ? values : [...values, value] });
}

/** Ticks of a value list as a condition; null when everything is ticked. Names the smaller half, so that values not listed follow the larger. */
export function filterFromTicks(column: string, listed: readonly Cell[], ticked: ReadonlySet<Cell>): ColumnFilter | null {
  const unticked = listed.filter((value) => !ticked.has(value));
  if (unticked.length === 0) return null;
  return unticked.length < ticked.size ? { column, op: 'not-in', values: unticked } : { column, op: 'in', values: [...ticked] };
}

/** The ticks that a table's present conditions mean. */
export function ticksFromFilters(column: string, listed: readonly Cell[], filters: readonly ColumnFilter[]): ReadonlySet<Cell> {
  let ticked = new Set<Cell>(listed);
  for (const filter of filters) {
    if (filter.column !== column) continue;
    if (filter.op === 'in') ticked = new Set(filter.values.filter((value) => ticked.has(value) || !listed.includes(value)));
    if (filter.op === 'not-in') for (const value of filter.values) ticked.delete(value);
  }
  return ticked;
}

/** A condition in words, for its chip. */
export function filterName(filter: ColumnFilter, spec: ColumnSpec | undefined, words: Words): string {
  const { translate } = words;
  const column = spec === undefined ? filter.column : columnHeader(spec, translate);
  const number = (value: number): string => valueName(value, spec, words);
  switch (filter.op) {
    case 'contains':
      return translate(message('table.chip.contains', { column, text: filter.text }));
    case 'regex':
      return translate(message('table.chip.regex', { column, pattern: shortenText(filter.pattern, 60) }));
    case 'range':
      if (filter.min !== null && filter.max !== null) return translate(message('table.chip.range', { column, min: number(filter.min), max: number(filter.max) }));
      if (filter.min !== null) return translate(message('table.chip.from', { column, min: number(filter.min) }));
      return translate(message('table.chip.to', { column, max: filter.max === null ? '' : number(filter.max) }));
    case 'in':
    case 'not-in': {
      const not = filter.op === 'in' ? '' : 'not-';
      if (filter.values.length > 3) return translate(message(`table.chip.${not}more`, { column, count: filter.values.length }));
      const values = filter.values.map((value) => valueName(value, spec, words)).join(', ');
      return translate(message(`table.chip.${filter.op}`, { column, values }));
    }
    default:
      return assertNever(filter);
  }
}
