import { cellString, xmlText } from './xml-text.ts';
import { STYLE, type Style } from './cell-styles.ts';

/** Rows a sheet can hold. */
export const SHEET_ROWS = 1_048_576;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A cell with its look; `text` is already one line or several that belong under each other. */
export type SheetCell = { readonly number: number; readonly style: Style } | { readonly text: string; readonly style: Style } | null;

/** 0 → A, 26 → AA. */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

function cellXml(cell: SheetCell, reference: string): string {
  if (cell === null) return '';
  if ('number' in cell) return Number.isFinite(cell.number) ? `<c r="${reference}" s="${cell.style}"><v>${cell.number}</v></c>` : '';
  return `<c r="${reference}" s="${cell.style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell.text)}</t></is></c>`;
}

/** Points that a line of larger type needs; other rows are as high as what they hold. */
const HEIGHTS: Readonly<Partial<Record<Style, number>>> = { [STYLE.title]: 21, [STYLE.heading]: 18 };

/** `row` is 1-based. */
export function rowXml(row: number, cells: readonly SheetCell[]): string {
  const height = HEIGHTS[cells[0]?.style ?? STYLE.plain];
  return `<row r="${row}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>${cells.map((cell, i) => cellXml(cell, `${columnName(i)}${row}`)).join('')}</row>`;
}

export interface SheetShape {
  /** In characters. */
  readonly widths: readonly number[];
  /** The first row stays in sight. */
  readonly isFrozen: boolean;
  readonly isFirst: boolean;
}

export function sheetStart({ widths, isFrozen, isFirst }: SheetShape): string {
  const pane = isFrozen ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : '';
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>`;
}

export interface SheetLink {
  readonly cell: string;
  readonly sheet: string;
}

/** `rows` counts the header; links lead to the first cell of other sheets. */
export function sheetEnd(columns: number, rows: number, hasFilter: boolean, links: readonly SheetLink[] = []): string {
  const filter = hasFilter && columns > 0 ? `<autoFilter ref="A1:${columnName(columns - 1)}${rows}"/>` : '';
  const targets = links.map(({ cell, sheet }) => `<hyperlink ref="${cell}" location="${xmlText(`'${sheet.replaceAll("'", "''")}'!A1`)}" display="${xmlText(sheet)}"/>`).join('');
  return `</sheetData>${filter}${targets === '' ? '' : `<hyperlinks>${targets}</hyperlinks>`}</worksheet>`;
}

/** A text cell for evidence. */
export function textCell(style: Style, ...parts: readonly string[]): SheetCell {
  return { text: cellString(...parts), style };
}
