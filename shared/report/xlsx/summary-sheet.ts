import { assertNever } from '../../base/assert-never.ts';
import { message } from '../../base/message.ts';
import type { Translate } from '../../base/translate.ts';
import type { Block, DocumentFinding, DocumentTable, ReportDocument } from '../document.ts';
import { textRuns } from '../text-runs.ts';
import { STYLE } from './cell-styles.ts';
import { rowXml, sheetEnd, sheetStart, textCell, type SheetCell, type SheetLink } from './sheet-xml.ts';
import type { SheetLosses } from './table-sheet.ts';

/** Of severity or sheet, then sentence, certainty or rows, details, places. */
const WIDTHS = [34, 90, 26, 60, 50];

/** A sheet as the summary lists it. */
export interface ListedSheet {
  readonly name: string;
  readonly title: string;
  readonly table: DocumentTable;
  readonly losses: SheetLosses;
}

/** Sentences mark names of code by backticks, which a cell cannot set in another face. */
function withoutMarks(sentence: string): string {
  return textRuns(sentence).map(({ text }) => text).join('');
}

function findingRow({ severityLabel, title, certaintyLabel, details, excerpts, note }: DocumentFinding): readonly SheetCell[] {
  const places = [...excerpts.map(({ place }) => place), ...(note === null ? [] : [note])];
  return [textCell(STYLE.plain, severityLabel), textCell(STYLE.wrapped, withoutMarks(title)), textCell(STYLE.wrapped, certaintyLabel), textCell(STYLE.wrapped, ...details.map(withoutMarks)), textCell(STYLE.wrapped, ...places)];
}

function lossesOf({ table, losses }: ListedSheet, translate: Translate): readonly string[] {
  return [
    ...(table.note === null ? [] : [table.note]),
    ...(losses.rowsLeftOut > 0 ? [translate(message('report.xlsx.rows-left-out', { count: losses.rowsLeftOut }))] : []),
    ...(losses.textsCut > 0 ? [translate(message('report.xlsx.texts-cut', { count: losses.textsCut }))] : []),
  ];
}

function saidRow(block: Exclude<Block, DocumentTable>): readonly SheetCell[] {
  switch (block.type) {
    case 'finding':
      return findingRow(block);
    case 'trend':
      return [textCell(STYLE.plain, block.title), textCell(STYLE.wrapped, block.range), null, textCell(STYLE.wrapped, ...block.sentences)];
    case 'paragraph':
      return [null, textCell(block.look === 'muted' ? STYLE.muted : STYLE.wrapped, block.text)];
    default:
      return assertNever(block);
  }
}

/** Lines of the summary, top to bottom; tables of sections are sheets of their own. */
function* summaryRows(document: ReportDocument, sheets: readonly ListedSheet[], translate: Translate): Iterable<readonly SheetCell[]> {
  yield [textCell(STYLE.title, document.title)];
  yield [textCell(STYLE.muted, document.subtitle)];
  for (const { heading, blocks } of document.sections) {
    const said = blocks.filter((block) => block.type !== 'table');
    if (said.length === 0) continue;
    yield [];
    yield [textCell(STYLE.heading, heading)];
    if (said.some(({ type }) => type === 'finding')) yield ['severity', 'finding', 'certainty', 'details', 'evidence'].map((column) => textCell(STYLE.header, translate(message(`report.xlsx.${column}`))));
    for (const block of said) yield saidRow(block);
  }
  yield [];
  yield [textCell(STYLE.heading, translate(message('report.xlsx.sheets')))];
  yield ['sheet', 'table', 'rows', 'left-out'].map((column) => textCell(STYLE.header, translate(message(`report.xlsx.${column}`))));
  for (const sheet of sheets) yield [textCell(STYLE.link, sheet.name), textCell(STYLE.wrapped, sheet.title), { number: sheet.table.rows.length - sheet.losses.rowsLeftOut, style: STYLE.whole }, textCell(STYLE.wrapped, ...lossesOf(sheet, translate))];
}

/** What the report says in sentences, and a list of the sheets with a link to each. */
export function* summarySheet(document: ReportDocument, sheets: readonly ListedSheet[], translate: Translate): Iterable<string> {
  yield sheetStart({ widths: WIDTHS, isFrozen: false, isFirst: true });
  const rows = [...summaryRows(document, sheets, translate)];
  yield rows.map((cells, i) => rowXml(i + 1, cells)).join('');
  const links = sheets.map(({ name }, i): SheetLink => ({ cell: `A${rows.length - sheets.length + i + 1}`, sheet: name }));
  yield sheetEnd(0, rows.length, false, links);
}
