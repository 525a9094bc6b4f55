import { assertNever } from '../base/assert-never.ts';
import type { Language } from '../base/message.ts';
import { composeReport } from './compose-report.ts';
import { renderCsv } from './csv.ts';
import type { ReportDocument } from './document.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import type { ReportInput } from './report-input.ts';
import { renderText } from './text.ts';

/** Formats that are one text. */
export type TextFormat = 'text' | 'html' | 'markdown' | 'csv' | 'json';

/** What a report can be had as: a text, a spreadsheet, or the workbench itself with the evidence in it. */
export type ReportFormat = TextFormat | 'xlsx' | 'workbench';

/** Names for the file a report is saved as. */
export const REPORT_FILE: Readonly<Record<ReportFormat, { readonly extension: string; readonly mediaType: string }>> = {
  text: { extension: 'txt', mediaType: 'text/plain; charset=utf-8' },
  html: { extension: 'html', mediaType: 'text/html; charset=utf-8' },
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8' },
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  json: { extension: 'json', mediaType: 'application/json' },
  xlsx: { extension: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  workbench: { extension: 'workbench.html', mediaType: 'text/html; charset=utf-8' },
};

export function renderDocument(document: ReportDocument, format: Exclude<TextFormat, 'json'>): string {
  switch (format) {
    case 'text':
      return renderText(document);
    case 'html':
      return renderHtml(document);
    case 'markdown':
      return renderMarkdown(document);
    case 'csv':
      return renderCsv(document);
    default:
      return assertNever(format);
  }
}

/** The report as text in one format; JSON is `borescope.analysis/1` as it stands. */
export function buildReport(input: ReportInput, format: TextFormat, language: Language): string {
  if (format === 'json') return renderJson(input.analysis);
  return renderDocument(composeReport(input, language, format === 'text'), format);
}
