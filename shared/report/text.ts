import { assertNever } from '../base/assert-never.ts';
import { visibleText } from '../base/visible-text.ts';
import { cellText, lineText, type Block, type DocumentExcerpt, type DocumentFinding, type DocumentTable, type ReportDocument } from './document.ts';
import type { Language } from '../base/message.ts';
import { cutToWidth, displayWidth, padToWidth } from './display-width.ts';

/** Columns of a terminal that text output is laid out for. */
const TEXT_WIDTH = 120;
const WIDEST_COLUMN = 60;
const NARROWEST_COLUMN = 12;
const GAP = '  ';

/** Narrows the widest column until the row fits; columns that still do not fit are left out from the right. */
function fitColumns(widths: readonly number[]): readonly number[] {
  const fitted = widths.map((width) => Math.min(width, WIDEST_COLUMN));
  const total = (): number => fitted.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
  while (total() > TEXT_WIDTH) {
    const widest = Math.max(...fitted);
    if (widest > NARROWEST_COLUMN) fitted[fitted.lastIndexOf(widest)] = Math.max(NARROWEST_COLUMN, widest - Math.max(1, Math.min(total() - TEXT_WIDTH, 4)));
    else fitted.pop();
  }
  return fitted;
}

function tableLines(table: DocumentTable, language: Language): readonly string[] {
  // A column with nothing in it takes room that the others need.
  const isEmpty = (index: number): boolean => table.rows.length > 0 && table.rows.every((cells) => (cells[index] ?? null) === null);
  const shown = table.columns.map((column, index) => ({ column, index })).filter(({ column, index }) => !column.hidden && !isEmpty(index));
  const grid = [
    shown.map(({ column }) => visibleText(column.header)),
    ...table.rows.map((cells) => shown.map(({ column, index }) => cellText(cells[index] ?? null, column, language))),
  ];
  const widths = fitColumns(shown.map((_, at) => grid.reduce((widest, row) => Math.max(widest, displayWidth(row[at] ?? '')), 0)));
  const lines = grid.map((row) =>
    widths.map((width, at) => padToWidth(cutToWidth(row[at] ?? '', width), width, shown[at]?.column.align ?? 'left')).join(GAP).trimEnd(),
  );
  return [...(table.caption === '' ? [] : [visibleText(table.caption)]), ...lines, ...(table.note === null ? [] : [table.note])];
}

/** Like grep: the place, then the line that the finding rests on. */
function excerptLine({ place, line, from, lines }: DocumentExcerpt): string {
  const text = lines[line - from] ?? lines[0];
  return text === undefined ? `      ${visibleText(place)}` : `      ${visibleText(place)}: ${cutToWidth(lineText(text).trim(), TEXT_WIDTH)}`;
}

function findingLines(finding: DocumentFinding): readonly string[] {
  return [
    `  ${SEVERITY_MARK[finding.severity]} ${finding.severityLabel}: ${visibleText(finding.title)}${finding.certaintyLabel === '' ? '' : ` (${finding.certaintyLabel})`}`,
    ...finding.details.map((detail) => `      ${visibleText(detail)}`),
    ...finding.excerpts.map(excerptLine),
    ...(finding.note === null ? [] : [`      ${finding.note}`]),
  ];
}

const SEVERITY_MARK = { critical: '●', warning: '▲', info: 'ℹ' } as const;

function blockLines(block: Block, language: Language): readonly string[] {
  switch (block.type) {
    case 'paragraph':
      return [`${block.look === 'warning' ? '! ' : ''}${visibleText(block.text)}`];
    case 'finding':
      return findingLines(block);
    case 'trend':
      return [`${visibleText(block.title)}: ${visibleText([block.range, ...block.sentences].join(' '))}`];
    case 'table':
      return [...tableLines(block, language), ''];
    default:
      return assertNever(block);
  }
}

/** A table alone, as commands print their lists. */
export function renderTextTable(table: DocumentTable, language: Language): string {
  return `${tableLines(table, language).join('\n')}\n`;
}

/** For a terminal or a pipe: no colour, no control character, no cursor movement. */
export function renderText(document: ReportDocument): string {
  const lines = document.sections.flatMap(({ heading, blocks }) => [visibleText(heading), ...blocks.flatMap((block) => blockLines(block, document.language)), '']);
  const text = [visibleText(document.title), ...lines].join('\n');
  return `${text.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`;
}
