import { stat } from 'node:fs/promises';
import { engineCatalogues } from '../../../../shared/engine/catalogues.ts';
import { message, type Language } from '../../../../shared/base/message.ts';
import type { Json, JsonObject } from '../../../../shared/base/json.ts';
import { renderDocument } from '../../../../shared/report/build-report.ts';
import { composeDiff } from '../../../../shared/report/compose-diff.ts';
import { renderJson } from '../../../../shared/report/json.ts';
import { limitRows } from '../../../../shared/report/limit-rows.ts';
import { REPORT_ROWS } from '../../../../shared/report/report-input.ts';
import { xlsxParts } from '../../../../shared/report/xlsx/xlsx-parts.ts';
import { archiveTypeAt } from '../../../host/archives/archive-type.ts';
import { writeZip } from '../../../host/write-zip.ts';
import type { CliContext } from '../context.ts';
import type { ExitCode } from '../exit-codes.ts';
import { checkKind } from '../known-kinds.ts';
import { DIFF_FORMATS, formatOf, redactionOf, refuseOnTerminal } from '../options.ts';
import { withProgress } from '../progress.ts';
import { tellEach } from '../tell-each.ts';
import { withPathsGiven } from '../spool-stdin.ts';
import { UsageError } from '../usage-error.ts';
import { writeResult } from '../write-result.ts';
import { exitOfReport, TERMINAL_ROWS, type AnalyzeOptions } from './analyze.ts';

function itemsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A folder or an archive holds captures of several times; a file is one. */
async function holdsSeveral(path: string): Promise<boolean> {
  if (await stat(path).then((found) => found.isDirectory(), () => false)) return true;
  return (await archiveTypeAt(path).catch(() => null)) !== null;
}

async function dataOf(answer: JsonObject, format: (typeof DIFF_FORMATS)[number], asked: number | undefined, language: Language): Promise<string | Uint8Array> {
  if (format === 'json') return renderJson(limitRows(answer, asked ?? 0));
  const rows = asked ?? (format === 'text' ? TERMINAL_ROWS : format === 'xlsx' ? 0 : REPORT_ROWS);
  const document = composeDiff(answer, rows, language, engineCatalogues());
  return format === 'xlsx' ? writeZip(xlsxParts(document)) : renderDocument(document, format);
}

export async function diff(context: CliContext, given: readonly string[], options: AnalyzeOptions): Promise<ExitCode> {
  const format = formatOf(options, DIFF_FORMATS);
  refuseOnTerminal(context.io, format, options.out);
  if (given.length === 1 && !(await holdsSeveral(given[0] ?? ''))) throw new UsageError(message('cli.diff.one', { path: given[0] ?? '' }));
  const kind = checkKind(options.kind);
  const host = await context.host();
  const answer = await withPathsGiven(context, given, ({ paths, called }) =>
    withProgress(
      context.io,
      context.translate(message('cli.reading', { count: paths.length })),
      host.call('diff.ofPaths', { paths: [...paths], kind, repair: options.repair, called: { ...called }, language: context.language, redact: redactionOf(options, format) }),
    ),
  );
  await writeResult(context, options.out, await dataOf(answer, format, options.rows, context.language));
  const unreadable = itemsOf(answer['inputs']).flatMap(({ path, problem }) =>
    problem !== null && typeof problem === 'object' ? [{ name: textOf(path), code: textOf((problem as JsonObject)['code']), what: textOf((problem as JsonObject)['what']) }] : [],
  );
  await tellEach(context, unreadable);
  const count = (severity: string): number => itemsOf(answer['findings']).filter((finding) => finding['severity'] === severity).length;
  return exitOfReport({ critical: count('critical'), warning: count('warning'), unreadable, repeated: [], partial: 0 }, options.failOn);
}
