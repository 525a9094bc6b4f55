import { message } from '../../../../shared/base/message.ts';
import type { JsonObject } from '../../../../shared/base/json.ts';
import type { BuiltReport } from '../../../../shared/host-api/views.ts';
import { renderJson } from '../../../../shared/report/json.ts';
import { limitRows } from '../../../../shared/report/limit-rows.ts';
import type { ReportOutcome } from '../../../../shared/report/report-outcome.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { formatOf, redactionOf, refuseOnTerminal, REPORT_FORMATS, tablesOf, type OutputOptions, type RedactOptions } from '../options.ts';
import { withProgress } from '../progress.ts';
import { redactedSentence } from '../redacted-sentence.ts';
import { withPathsGiven } from '../spool-stdin.ts';
import { tellEach } from '../tell-each.ts';
import { checkKind } from '../known-kinds.ts';
import { writeResult } from '../write-result.ts';

export interface AnalyzeOptions extends OutputOptions, RedactOptions {
  readonly failOn?: string;
  readonly rows?: number;
  readonly tables?: readonly string[];
  readonly kind?: string;
  /** False with --no-repair. */
  readonly repair?: boolean;
}

/** Rows of each table that a terminal gets when nothing else is said. */
export const TERMINAL_ROWS = 15;

/** An unreadable input outweighs a finding: the answer is not about all that was asked. */
export function exitOfReport(outcome: ReportOutcome, failOn: string | undefined): ExitCode {
  if (outcome.unreadable.length > 0) return EXIT.inputUnreadable;
  const reached = failOn === 'critical' ? outcome.critical : failOn === 'warning' ? outcome.critical + outcome.warning : 0;
  return reached > 0 ? EXIT.findingReached : EXIT.done;
}

/** The report with JSON's rows limited when that was asked for; other formats come limited. */
function dataOf({ bytes }: BuiltReport, format: string, rows: number | undefined): string | Uint8Array {
  if (format !== 'json' || rows === undefined || rows === 0) return bytes;
  return renderJson(limitRows(JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonObject, rows));
}

export async function finishReport(context: CliContext, report: BuiltReport, options: AnalyzeOptions, format: string): Promise<ExitCode> {
  await writeResult(context, options.out, dataOf(report, format, options.rows));
  if (report.redacted !== undefined) await tell(context, redactedSentence(context, report.redacted));
  const outcome = report.outcome ?? { critical: 0, warning: 0, unreadable: [], repeated: [], partial: 0 };
  await tellEach(context, outcome.unreadable);
  await tellEach(context, outcome.repeated);
  return exitOfReport(outcome, options.failOn);
}

export async function analyze(context: CliContext, given: readonly string[], options: AnalyzeOptions): Promise<ExitCode> {
  const format = formatOf(options, REPORT_FORMATS);
  refuseOnTerminal(context.io, format, options.out);
  const kind = checkKind(options.kind);
  const tables = tablesOf(options, format);
  const host = await context.host();
  const rows = options.rows ?? (format === 'text' ? TERMINAL_ROWS : undefined);
  const report = await withPathsGiven(context, given, ({ paths, called }) =>
    withProgress(
      context.io,
      context.translate(message('cli.reading', { count: paths.length })),
      host.call('report.ofPaths', { paths: [...paths], kind, repair: options.repair, called: { ...called }, format, language: context.language, rows, tables, redact: redactionOf(options, format) }),
    ),
  );
  return finishReport(context, report, options, format);
}
