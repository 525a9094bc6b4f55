import type { CaptureId } from '../../../shared/base/ids.ts';
import type { Language } from '../../../shared/base/message.ts';
import { USUAL_CHOICES, type RedactChoice } from '../../../shared/evidence/redact/redaction-rule.ts';
import type { InputOf } from '../../../shared/host-api/contract.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { offeredTables } from './offered-tables.ts';

/** As the dialog lists them: what can be looked into first. */
export const REPORT_FORMATS = ['workbench', 'html', 'xlsx', 'csv', 'markdown', 'json'] as const;
export type ReportFormatChoice = (typeof REPORT_FORMATS)[number];

/** What a person chose for a report. */
export interface ReportForm {
  readonly format: ReportFormatChoice;
  readonly language: Language;
  readonly captures: readonly CaptureId[];
  /** Every row of every table instead of the first ones. */
  readonly allRows: boolean;
  /** Names of tables that stay out. Kept while captures are unchosen that alone have them. */
  readonly leftOutTables: readonly string[];
  readonly isRedacted: boolean;
  /** What goes beside secrets. */
  readonly redact: readonly RedactChoice[];
}

/** What each part of the dialog gets. */
export interface ReportChoicesProps {
  readonly view: CaseView;
  readonly form: ReportForm;
  onChange(form: ReportForm): void;
}

export function firstForm(language: Language, captures: readonly CaptureId[]): ReportForm {
  return { format: 'html', language, captures, allRows: false, leftOutTables: [], isRedacted: true, redact: USUAL_CHOICES };
}

/** Formats in which one chooses how many rows a table shows; the others hold all. */
export function hasRowChoice(format: ReportFormatChoice): boolean {
  return format === 'html' || format === 'csv' || format === 'markdown';
}

/** Formats in which one chooses which tables go in; the others hold all. */
export function hasTableChoice(format: ReportFormatChoice): boolean {
  return hasRowChoice(format) || format === 'xlsx';
}

/** What goes in, for the size of it. */
export function estimateRequest(view: CaseView, { format, language, captures, allRows, leftOutTables }: ReportForm): InputOf<'report.estimate'> {
  const isChoosing = hasTableChoice(format) && leftOutTables.length > 0;
  const tables = offeredTables(view, captures).flatMap(({ names }) => names).filter((name) => !leftOutTables.includes(name));
  return { caseId: view.entry.id, captures: [...captures], format, language, ...(hasRowChoice(format) && allRows ? { rows: 0 } : {}), ...(isChoosing ? { tables } : {}) };
}

export function reportRequest(view: CaseView, form: ReportForm): InputOf<'report.ofCase'> {
  return { ...estimateRequest(view, form), ...(form.isRedacted ? { redact: [...form.redact] } : {}) };
}
