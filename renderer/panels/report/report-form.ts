import type { CaptureId, CaseId } from '../../../shared/base/ids.ts';
import type { Language } from '../../../shared/base/message.ts';
import { USUAL_CHOICES, type RedactChoice } from '../../../shared/evidence/redact/redaction-rule.ts';
import type { InputOf } from '../../../shared/host-api/contract.ts';

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
  readonly isRedacted: boolean;
  /** What goes beside secrets. */
  readonly redact: readonly RedactChoice[];
}

export function firstForm(language: Language, captures: readonly CaptureId[]): ReportForm {
  return { format: 'html', language, captures, allRows: false, isRedacted: true, redact: USUAL_CHOICES };
}

/** Formats in which one chooses how many rows a table shows; the others hold all. */
export function hasRowChoice(format: ReportFormatChoice): boolean {
  return format === 'html' || format === 'csv' || format === 'markdown';
}

/** What goes in, for the size of it. */
export function estimateRequest(caseId: CaseId, { format, language, captures, allRows }: ReportForm): InputOf<'report.estimate'> {
  return { caseId, captures: [...captures], format, language, ...(hasRowChoice(format) && allRows ? { rows: 0 } : {}) };
}

export function reportRequest(caseId: CaseId, form: ReportForm): InputOf<'report.ofCase'> {
  return { ...estimateRequest(caseId, form), ...(form.isRedacted ? { redact: [...form.redact] } : {}) };
}
