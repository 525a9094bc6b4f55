import type { Cell } from '../base/column-table.ts';
import { visibleText } from '../base/visible-text.ts';
import type { DocumentFinding, DocumentTable, ReportDocument } from './document.ts';

// A spreadsheet takes a cell that starts with one of these for a formula, in its full-width form too.
export const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/** One field: numbers bare and exact, texts quoted, never a formula. */
export function csvField(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // The leading character is looked at before control characters become symbols: a raw tab starts a formula in some sheets.
  const text = visibleText(cell);
  const defused = FORMULA_START.test(cell) || FORMULA_START.test(cell.trimStart()) ? `'${text}` : text;
  return /^[\w .:/-]*$/.test(defused) && defused === defused.trim() ? defused : `"${defused.replaceAll('"', '""')}"`;
}

function csvRow(cells: readonly Cell[]): string {
  return cells.map(csvField).join(',');
}

function tableCsv({ caption, columns, rows }: DocumentTable): readonly string[] {
  return [...(caption === '' ? [] : [csvRow([caption])]), csvRow(columns.map(({ header }) => header)), ...rows.map(csvRow)];
}

function findingRow(finding: DocumentFinding): string {
  const places = finding.excerpts.map(({ place }) => place).join(' ');
  return csvRow([finding.severity, finding.title, finding.details.join(' '), finding.certaintyLabel, places]);
}

/**
 * RFC 4180 with CRLF: first the findings, then every table with a line naming it, an empty line between them.
 * Numbers are exact, without units. A byte order mark leads only when there is text beyond ASCII, which spreadsheets need to read it right.
 */
export function renderCsv(document: ReportDocument): string {
  const parts: (readonly string[])[] = [];
  for (const { heading, blocks } of document.sections) {
    const findings = blocks.filter((block) => block.type === 'finding');
    if (findings.length > 0) parts.push([csvRow([heading]), ...findings.map(findingRow)]);
    for (const block of blocks) if (block.type === 'table') parts.push(tableCsv(block.caption === '' ? { ...block, caption: heading } : block));
  }
  const text = parts.map((lines) => `${lines.join('\r\n')}\r\n`).join('\r\n');
  // oxlint-disable-next-line no-control-regex -- the ASCII range starts at 0
  return /[^\u0000-\u007f]/.test(text) ? `\ufeff${text}` : text;
}
