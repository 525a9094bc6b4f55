import type { Language } from '../../shared/base/message.ts';
import type { BuiltReport } from '../../shared/host-api/views.ts';
import { buildReport, REPORT_FILE, type ReportFormat } from '../../shared/report/build-report.ts';
import { composeReport } from '../../shared/report/compose-report.ts';
import type { ReportInput } from '../../shared/report/report-input.ts';
import { reportOutcome } from '../../shared/report/report-outcome.ts';
import { xlsxParts } from '../../shared/report/xlsx/xlsx-parts.ts';
import type { HostContext } from './handlers/host-context.ts';
import { ownRuleFiles } from './own-rule-files.ts';
import { reportInput, type ReportSubject, type ReportWish } from './report-material.ts';
import { embedCase } from './workbench/embed-case.ts';
import { fillWorkbench } from './workbench/fill-workbench.ts';
import { writeZip } from './write-zip.ts';

type Makers = Pick<HostContext, 'engine' | 'version' | 'workbenchTemplate' | 'dataFolder'>;

/** A report of a subject in any format, with the name it is to be saved under. */
export async function makeReport(host: Makers, subject: ReportSubject, wish: ReportWish): Promise<BuiltReport> {
  const input = await reportInput(host.engine, subject, wish, host.version);
  return { fileName: fileNameOf(input, wish.format), mediaType: REPORT_FILE[wish.format].mediaType, bytes: await bytesOf(host, subject, input, wish), outcome: reportOutcome(input) };
}

function fileNameOf({ caseName }: ReportInput, format: ReportFormat): string {
  const name = (caseName ?? 'borescope-report').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '') || 'report';
  return `${name}.${REPORT_FILE[format].extension}`;
}

async function bytesOf(host: Makers, subject: ReportSubject, input: ReportInput, { format, language }: ReportWish): Promise<Buffer> {
  if (format !== 'workbench') return renderReport(input, format, language);
  const files = subject.evidence.map(({ source, path }) => ('reading' in source ? path : null));
  return fillWorkbench(host.workbenchTemplate, embedCase(subject, ownRuleFiles(host.dataFolder), input), files, language);
}

/** A report that is made of what was collected for it alone. */
export async function renderReport(input: ReportInput, format: Exclude<ReportFormat, 'workbench'>, language: Language): Promise<Buffer> {
  return format === 'xlsx' ? writeZip(xlsxParts(composeReport(input, language, false))) : Buffer.from(buildReport(input, format, language), 'utf8');
}
