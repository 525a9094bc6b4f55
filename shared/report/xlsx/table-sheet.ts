import type { Cell } from '../../base/column-table.ts';
import type { Unit } from '../../base/units.ts';
import { displayWidth } from '../display-width.ts';
import type { DocumentColumn, DocumentTable } from '../document.ts';
import { STYLE, type Style } from './cell-styles.ts';
import { dateColumnOf, dateSerial, type DateColumn } from './date-column.ts';
import { SHEET_ROWS, rowXml, sheetEnd, sheetStart, textCell, type SheetCell } from './sheet-xml.ts';
import { isCutInCell } from './xml-text.ts';

/** Rows that decide how wide a column is. */
const ROWS_MEASURED = 200;
const NARROWEST = 8;
const WIDEST = 80;
/** What the filter's button takes. */
const ROOM = 4;
/** Length at which a text is surely as wide as a column gets; measuring more is waste. */
const MEASURED_TEXT = 200;
const ROWS_IN_CHUNK = 500;

/** Units that a bare number needs, and headers that say them already. */
const UNIT_IN_HEADER: Readonly<Partial<Record<Unit, { readonly symbol: string; readonly said: RegExp }>>> = {
  bytes: { symbol: 'B', said: /bytes/i },
  milliseconds: { symbol: 'ms', said: /\bms\b/ },
  percent: { symbol: '%', said: /%/ },
};

/** A column as its cells are written. */
interface SheetColumn {
  readonly header: string;
  readonly date: DateColumn | null;
  readonly text: Style;
  readonly number: Style;
}

function numberStyle({ unit, look }: DocumentColumn, isWhole: boolean): Style {
  if (look === 'delta') return isWhole ? STYLE.delta : STYLE.deltaFraction;
  if (unit === 'id' || unit === 'line') return STYLE.bareNumber;
  return isWhole ? STYLE.whole : STYLE.fraction;
}

function headerOf({ header, unit }: DocumentColumn, date: DateColumn | null, hasNumber: boolean): string {
  if (date?.isUtc === true) return `${header} (UTC)`;
  const known = hasNumber ? UNIT_IN_HEADER[unit] : undefined;
  return known === undefined || known.said.test(header) ? header : `${header} (${known.symbol})`;
}

function sheetColumn(column: DocumentColumn, index: number, rows: DocumentTable['rows']): SheetColumn {
  const cells = rows.map((row) => row[index] ?? null);
  const date = dateColumnOf(cells);
  const hasNumber = cells.some((cell) => typeof cell === 'number');
  const isWhole = cells.every((cell) => typeof cell !== 'number' || Number.isInteger(cell));
  return { header: headerOf(column, date, hasNumber), date, text: column.look === 'code' ? STYLE.code : STYLE.plain, number: numberStyle(column, isWhole) };
}

function sheetCell(cell: Cell, { date, text, number }: SheetColumn): SheetCell {
  if (cell === null) return null;
  if (typeof cell === 'number') return { number: cell, style: number };
  if (date !== null) return { number: dateSerial(cell), style: date.hasFraction ? STYLE.timeFraction : STYLE.time };
  return textCell(text, cell);
}

function widthOf({ header, date }: SheetColumn, index: number, rows: DocumentTable['rows']): number {
  const held = rows.slice(0, ROWS_MEASURED).map((cells) => displayWidth(String(cells[index] ?? '').slice(0, MEASURED_TEXT)));
  const content = date === null ? Math.max(0, ...held) * 1.1 : 'yyyy-mm-dd hh:mm:ss.000'.length;
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, displayWidth(header) + ROOM, content + 2)));
}

/** What the summary says of a sheet. */
export interface SheetLosses {
  readonly rowsLeftOut: number;
  readonly textsCut: number;
}

export interface TableSheet {
  /** May be made anew any number of times. */
  readonly chunks: () => Iterable<string>;
  readonly losses: SheetLosses;
}

/** A table as a sheet: header, filters, typed cells. */
export function tableSheet(table: DocumentTable): TableSheet {
  const rows = table.rows.slice(0, SHEET_ROWS - 1);
  const columns = table.columns.map((column, i) => sheetColumn(column, i, rows));
  let textsCut = 0;
  for (const cells of rows) for (const cell of cells) if (typeof cell === 'string' && isCutInCell(cell)) textsCut += 1;
  return {
    losses: { rowsLeftOut: table.rows.length - rows.length, textsCut },
    *chunks() {
      yield sheetStart({ widths: columns.map((column, i) => widthOf(column, i, rows)), isFrozen: true, isFirst: false });
      yield rowXml(1, columns.map(({ header }) => textCell(STYLE.header, header)));
      for (let at = 0; at < rows.length; at += ROWS_IN_CHUNK) {
        yield rows
          .slice(at, at + ROWS_IN_CHUNK)
          .map((cells, i) => rowXml(at + i + 2, columns.map((column, c) => sheetCell(cells[c] ?? null, column))))
          .join('');
      }
      yield sheetEnd(columns.length, rows.length + 1, true);
    },
  };
}
