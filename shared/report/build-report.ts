import type { Language } from '../base/message.ts';
import type { ReportInput } from './report-input.ts';

export type ReportFormat = 'text' | 'html' | 'markdown' | 'csv' | 'json';

/** Names for the file a report is saved as. */
export const REPORT_FILE: Readonly<Record<ReportFormat, { readonly extension: string; readonly mediaType: string }>> = {
  text: { extension: 'txt', mediaType: 'text/plain; charset=utf-8' },
  html: { extension: 'html', mediaType: 'text/html; charset=utf-8' },
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8' },
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  json: { extension: 'json', mediaType: 'application/json' },
};

/** The report as text in one format. */
export function buildReport(input: ReportInput, _format: ReportFormat, _language: Language): string {
  return `${JSON.stringify(input.analysis, null, 2)}\n`;
}
