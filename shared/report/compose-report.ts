import { createTranslator, type Translate } from '../base/translate.ts';
import { message, type Language } from '../base/message.ts';
import { visibleText } from '../base/visible-text.ts';
import { composeFindings } from './compose-findings.ts';
import { composeSources } from './compose-sources.ts';
import { composeSummary } from './compose-summary.ts';
import { composeTrends } from './compose-trends.ts';
import { composeDiagnostics, composeKeyFigures, composeTables } from './compose-tables.ts';
import type { DocumentSection, ReportDocument } from './document.ts';
import { REPORT_MESSAGES } from './messages.ts';
import { indexNames, type ComposeContext } from './names.ts';
import type { ReportInput } from './report-input.ts';
import { TREND_SENTENCES } from './trend-messages.ts';

function notesSection(input: ReportInput, translate: Translate): DocumentSection {
  const blocks = input.notes
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((text) => ({ type: 'paragraph', text, look: 'plain' }) as const);
  return { heading: translate(message('report.notes')), blocks };
}

/** The report as a tree: findings first, then figures and tables, then how it was captured. Sections with nothing to say are left out; a brief one is for a terminal. */
export function composeReport(input: ReportInput, language: Language, isBrief: boolean): ReportDocument {
  const translate = createTranslator(language, [...input.catalogues, TREND_SENTENCES, REPORT_MESSAGES]);
  const context: ComposeContext = { translate, names: indexNames(input, translate) };
  const sections = [
    composeSummary(input, context),
    composeFindings(input, context),
    composeKeyFigures(input, context),
    composeTrends(input, context, language),
    composeTables(input, context, isBrief && !input.areTablesChosen),
    notesSection(input, translate),
    composeSources(input, context),
    composeDiagnostics(input, context),
  ];
  return {
    language,
    title: translate(input.caseName === null ? message('report.title-files') : message('report.title', { name: visibleText(input.caseName) })),
    subtitle: translate(message('report.subtitle', { version: input.toolVersion, time: input.generatedAt })),
    sections: sections.filter((section) => section.blocks.length > 0),
  };
}
