import { assertNever } from '../base/assert-never.ts';
import type { Cell } from '../base/column-table.ts';
import { csvField, FORMULA_START } from './csv.ts';
import { cellMarkdown } from './markdown.ts';
import { visibleText } from '../base/visible-text.ts';

/** A column of a copied or exported table. */
export interface TextColumnHead {
  /** Its name in JSON. */
  readonly id: string;
  readonly header: string;
  readonly isNumber: boolean;
  readonly isCode: boolean;
}

export interface TextTableOptions {
  readonly format: 'tsv' | 'csv' | 'markdown' | 'json';
  /** Without them a Markdown table still has a line of dashes, and JSON still has names. */
  readonly headers: boolean;
}

/** A cell as a spreadsheet takes it from the clipboard: tabs and line ends inside a text become spaces, and no text starts a formula. */
function tsvField(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(/[\t\r\n]+/g, ' ');
  return FORMULA_START.test(text) ? `'${text}` : text;
}

function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function markdownCell(value: Cell, isCode: boolean): string {
  return typeof value === 'string' ? cellMarkdown(visibleText(value), isCode) : value === null ? '' : String(value);
}

/** The line or lines of a table's head. */
function headLines(columns: readonly TextColumnHead[], { format, headers }: TextTableOptions): readonly string[] {
  switch (format) {
    case 'tsv':
      return headers ? [columns.map(({ header }) => tsvField(header)).join('\t')] : [];
    case 'csv':
      return headers ? [columns.map(({ header }) => csvField(header)).join(',')] : [];
    case 'markdown':
      return [markdownRow(columns.map(({ header }) => (headers ? markdownCell(header, false) : ' '))), markdownRow(columns.map(({ isNumber }) => (isNumber ? '---:' : '---')))];
    case 'json':
      return [];
    default:
      return assertNever(format);
  }
}

function rowLine(columns: readonly TextColumnHead[], cells: readonly Cell[], format: TextTableOptions['format']): string {
  switch (format) {
    case 'tsv':
      return cells.map(tsvField).join('\t');
    case 'csv':
      return cells.map(csvField).join(',');
    case 'markdown':
      return markdownRow(cells.map((cell, i) => markdownCell(cell, columns[i]?.isCode === true)));
    case 'json':
      return `  ${JSON.stringify(Object.fromEntries(columns.map(({ id }, i) => [id, cells[i] ?? null])))}`;
    default:
      return assertNever(format);
  }
}

/** Rows as text, numbers exact and without units. Takes rows until the text would pass `limit` characters; says how many it took. */
export function tableText(columns: readonly TextColumnHead[], rows: Iterable<readonly Cell[]>, options: TextTableOptions, limit: number): { readonly text: string; readonly rows: number } {
  const lines: string[] = [...headLines(columns, options)];
  let length = 0;
  let taken = 0;
  for (const cells of rows) {
    const line = rowLine(columns, cells, options.format);
    length += line.length + 2;
    if (length > limit) break;
    lines.push(line);
    taken += 1;
  }
  if (options.format === 'json') return { text: taken === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`, rows: taken };
  if (options.format === 'csv') return { text: lines.map((line) => `${line}\r\n`).join(''), rows: taken };
  return { text: options.format === 'tsv' ? lines.join('\n') : `${lines.join('\n')}\n`, rows: taken };
}
