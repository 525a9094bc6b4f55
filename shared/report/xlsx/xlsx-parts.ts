import { message } from '../../base/message.ts';
import { createTranslator } from '../../base/translate.ts';
import type { ReportDocument } from '../document.ts';
import { REPORT_MESSAGES } from '../messages.ts';
import { STYLES_XML } from './cell-styles.ts';
import { sheetNames } from './sheet-names.ts';
import { summarySheet, type ListedSheet } from './summary-sheet.ts';
import { tableSheet } from './table-sheet.ts';
import { xmlText } from './xml-text.ts';

/** A file inside the spreadsheet's zip, text by text: a sheet may be longer than one string can be. */
export interface XlsxPart {
  readonly path: string;
  readonly chunks: Iterable<string>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypes(sheets: number): string {
  const worksheets = Array.from({ length: sheets }, (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${CONTENT}.worksheet+xml"/>`).join('');
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${worksheets}</Types>`;
}

function workbook(names: readonly string[]): string {
  const sheets = names.map((name, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('');
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`;
}

function relations(targets: readonly { readonly type: string; readonly target: string }[]): string {
  const each = targets.map(({ type, target }, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('');
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each}</Relationships>`;
}

/** A report as the files of a spreadsheet: a summary, then a sheet per table. */
export function xlsxParts(document: ReportDocument): readonly XlsxPart[] {
  const translate = createTranslator(document.language, [REPORT_MESSAGES]);
  const tables = document.sections.flatMap(({ heading, blocks }) => blocks.flatMap((block) => (block.type === 'table' ? [{ table: block, title: block.caption === '' ? heading : block.caption }] : [])));
  const [summaryName = '', ...names] = sheetNames([translate(message('report.summary')), ...tables.map(({ title }) => title)]);
  const sheets = tables.map(({ table, title }, i) => ({ name: names[i] ?? '', title, table, ...tableSheet(table) }) satisfies ListedSheet & { readonly chunks: unknown });
  const worksheets = [summarySheet(document, sheets, translate), ...sheets.map(({ chunks }) => chunks())];
  const parts: readonly (readonly [string, Iterable<string>])[] = [
    ['[Content_Types].xml', [contentTypes(worksheets.length)]],
    ['_rels/.rels', [relations([{ type: 'officeDocument', target: 'xl/workbook.xml' }])]],
    ['xl/workbook.xml', [workbook([summaryName, ...names])]],
    ['xl/_rels/workbook.xml.rels', [relations([...worksheets.map((_, i) => ({ type: 'worksheet', target: `worksheets/sheet${i + 1}.xml` })), { type: 'styles', target: 'styles.xml' }])]],
    ['xl/styles.xml', [STYLES_XML]],
    ...worksheets.map((chunks, i) => [`xl/worksheets/sheet${i + 1}.xml`, chunks] as const),
  ];
  return parts.map(([path, chunks]) => ({ path, chunks }));
}
