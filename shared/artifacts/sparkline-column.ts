import type { TextColumn } from '../base/column-table.ts';
import { formatQuantity } from '../base/format-quantity.ts';
import type { Language } from '../base/message.ts';
import { textColumn } from '../base/text-column-builder.ts';
import type { Unit } from '../base/units.ts';
import type { ColumnSpec } from './table-view.ts';

/** Stands for a capture that does not say. */
const GAP = '-';

/** A column that draws the values of all captures as a line; its cells are the numbers themselves, so that a copy holds them. */
export function sparklineSpec(header: string, unit: Unit): ColumnSpec {
  return { id: 'values', header, type: 'text', unit, look: 'sparkline', width: 104 };
}

/** `valuesOf` gives a row's values in time order; NaN where a capture does not say. */
export function sparklineColumn(rowCount: number, valuesOf: (row: number) => readonly number[]): TextColumn {
  return textColumn(rowCount, (row) => {
    const values = valuesOf(row);
    return values.every(Number.isNaN) ? null : values.map((value) => (Number.isNaN(value) ? GAP : String(value))).join(' ');
  });
}

/** The values of a cell; null for gaps. */
export function sparklineValues(cell: string): readonly (number | null)[] {
  return cell.split(' ').map((part) => (part === GAP || Number.isNaN(Number(part)) ? null : Number(part)));
}

/** The values of a cell in words, for those who do not see the line. */
export function sparklineText(cell: string, unit: Unit, language: Language): string {
  return sparklineValues(cell).map((value) => (value === null ? '\u2013' : formatQuantity(value, unit, language))).join(' → ');
}
