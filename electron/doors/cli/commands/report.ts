import { stat } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../../../shared/base/message.ts';
import { tell, type CliContext } from '../context.ts';
import type { ExitCode } from '../exit-codes.ts';
import { formatOf, redactionOf, refuseOnTerminal, REPORT_FORMATS, tablesOf } from '../options.ts';
import { withProgress } from '../progress.ts';
import { analyze, finishReport, type AnalyzeOptions } from './analyze.ts';

async function isCase(folder: string): Promise<boolean> {
  return stat(path.join(folder, 'case.json')).then((found) => found.isFile(), () => false);
}

/** A case is reported with its provenance and notes; anything else as `analyze` would, in a form to hand on. */
export async function report(context: CliContext, given: readonly string[], options: AnalyzeOptions): Promise<ExitCode> {
  const format = formatOf(options.format === undefined && options.out === undefined ? { ...options, format: 'html' } : options, REPORT_FORMATS);
  refuseOnTerminal(context.io, format, options.out);
  const redact = redactionOf(options, format);
  const tables = tablesOf(options, format);
  if (redact === undefined) await tell(context, message('cli.not-redacted'));
  const [only] = given;
  if (given.length !== 1 || only === undefined || options.repair === false || !(await isCase(only))) return analyze(context, given, { ...options, format });
  const host = await context.host();
  const { id } = await host.call('cases.open', { path: path.resolve(only) });
  const work = host.call('report.ofCase', { caseId: id, format, language: context.language, rows: options.rows, tables, redact });
  return finishReport(context, await withProgress(context.io, context.translate(message('cli.reading', { count: 1 })), work), options, format);
}
