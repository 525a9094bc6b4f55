import type { Cell } from '../../../shared/base/column-table.ts';

/** A cell as a spreadsheet takes it: tabs and line ends inside a text become spaces, and no text starts a formula. */
function tsvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(/[\t\r\n]+/g, ' ');
  return /^[=+@-]/.test(text) ? `'${text}` : text;
}

/** Tab-separated text with a line of headers; numbers exact, without units or thousands separators. */
export function toTsv(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [headers.map((header) => tsvCell(header)), ...rows.map((row) => row.map(tsvCell))].map((cells) => cells.join('\t')).join('\n');
}
