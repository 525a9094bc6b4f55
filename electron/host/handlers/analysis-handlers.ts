import { kindById } from '../../../shared/artifacts/registry.ts';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import type { Language } from '../../../shared/base/message.ts';
import type { BuiltReport } from '../../../shared/host-api/views.ts';
import type { CaptureReading } from '../../../shared/engine/engine.ts';
import { buildReport, REPORT_FILE, type ReportFormat } from '../../../shared/report/build-report.ts';
import type { ReportInput, ReportSource } from '../../../shared/report/report-input.ts';
import { reportOutcome } from '../../../shared/report/report-outcome.ts';
import { UNREADABLE } from '../case-reader.ts';
import type { OpenCase } from '../case-store/open-case.ts';
import { readRawLines } from '../raw-lines.ts';
import { withPaths, type HowToRead, type PathInput, type PathInputs } from '../read-paths.ts';
import { analysisOf, reportInput, type ReportSubject } from '../report-material.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

interface ReportOptions {
  readonly format: ReportFormat;
  readonly language: Language;
  readonly rows?: number | undefined;
}

export function analysisHandlers(host: HostContext): HandlersOf<Area<'analysis'> | Area<'diff'> | Area<'report'>> {
  const { engine, cases, version } = host;
  const report = async (subject: ReportSubject, options: ReportOptions): Promise<BuiltReport> =>
    builtReport(await reportInput(engine, subject, options, version), options.format, options.language);
  return {
    'analysis.ofPaths': async ({ paths, kind, repair, called, language }) => withPaths(engine, paths, how(kind, repair), (read) => analysisOf(engine, subjectOfPaths(host, read, called), language)),
    'analysis.callsOfPaths': async ({ paths, kind, repair, called, question }) =>
      withPaths(engine, paths, how(kind, repair), async ({ scope, inputs }) => {
        const artifacts = (await engine.ask(scope, 'artifacts', inputs.map(({ capture }) => capture))).filter((artifact) => kindById(artifact.kind)?.callTree !== undefined).map(({ id }) => id);
        const problems = inputs.flatMap(({ path, problem }) => (problem === null ? [] : [{ name: shownPath(path, called), what: problem.what }]));
        return { tree: artifacts.length === 0 ? null : await engine.ask(scope, 'calls', artifacts, question), problems };
      }),
    'analysis.ofCase': async ({ caseId, language }) => analysisOf(engine, await subjectOfCase(host, await cases.get(caseId)), language),
    'diff.ofPaths': async ({ paths, kind, repair, called, language }) =>
      withPaths(engine, paths, how(kind, repair), async ({ scope, inputs }) => {
        const captures = inputs.map(({ capture }) => capture);
        return { schema: 'borescope.diff/1', inputs: inputs.map((input) => inputRow(input, called)), ...(await engine.ask(scope, 'diff', captures, language)) };
      }),
    'report.ofCase': async ({ caseId, ...options }) => report(await subjectOfCase(host, await cases.get(caseId)), options),
    'report.ofPaths': async ({ paths, kind, repair, called, ...options }) => withPaths(engine, paths, how(kind, repair), (read) => report(subjectOfPaths(host, read, called), options)),
  };
}

function builtReport(input: ReportInput, format: ReportFormat, language: Language): BuiltReport {
  const { extension, mediaType } = REPORT_FILE[format];
  const name = (input.caseName ?? 'borescope-report').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '') || 'report';
  return { fileName: `${name}.${extension}`, mediaType, bytes: Buffer.from(buildReport(input, format, language), 'utf8'), outcome: reportOutcome(input) };
}

function how(kind: string | null | undefined, repair: boolean | undefined): HowToRead {
  return { kind: kind ?? null, isRepaired: repair ?? true };
}

function repairRows(reading: CaptureReading | undefined): readonly JsonObject[] {
  return (reading?.repairs ?? []).map(({ kind, lines, example }) => ({ kind, lines, example: example === null ? null : { ...example } }));
}

/** What answers call a path; see the contract. */
type Called = Readonly<Record<string, string>> | undefined;

function shownPath(path: string, called: Called): string {
  return called !== undefined && Object.hasOwn(called, path) ? (called[path] ?? path) : path;
}

function inputRow({ path, sha256, reading, problem }: PathInput, called: Called): JsonObject {
  return { path: shownPath(path, called), bytes: sha256 === null ? 0 : reading.bytes, sha256, encoding: sha256 === null ? null : reading.encoding, lines: reading.lines, linesOutside: reading.linesOutside, repairs: repairRows(reading), problem };
}

function subjectOfPaths({ engine }: HostContext, { scope, inputs }: PathInputs, called: Called): ReportSubject {
  const inputOf = (capture: CaptureId): PathInput | undefined => inputs.find((input) => input.capture === capture);
  const sourceOf = ({ capture, path, sha256, provenance, reading, problem }: PathInput): ReportSource => {
    if (sha256 === null) return { kind: 'unreadable', path: shownPath(path, called), because: problem?.what ?? '' };
    if (provenance !== null) return { kind: 'capture', capture: { ...provenance, id: capture }, reading };
    return { kind: 'file', path: shownPath(path, called), sha256, reading };
  };
  return {
    scope,
    captures: inputs.map(({ capture }) => capture),
    caseName: null,
    notes: '',
    sources: inputs.map(sourceOf),
    inputs: inputs.map((input) => inputRow(input, called)),
    rawLines: async (capture, from, count) => {
      const input = inputOf(capture);
      if (!input) return { from, total: 0, lines: [], cut: false };
      return readRawLines(input.path, await engine.ask(scope, 'lineIndex', capture), input.reading.encoding, from, count);
    },
  };
}

async function subjectOfCase({ engine, reader }: HostContext, target: OpenCase): Promise<ReportSubject> {
  await target.refresh();
  await reader.ready(target);
  const readings = new Map(reader.readings(target).map((reading) => [reading.capture, reading]));
  const readable = target.captures().filter(({ id }) => readings.get(id)?.unrecognised?.code !== UNREADABLE);
  return {
    scope: target.id,
    captures: readable.map(({ id }) => id),
    caseName: target.entry().name,
    notes: await target.notes(),
    sources: target.captures().map((capture) => ({ kind: 'capture', capture, reading: readings.get(capture.id) ?? null })),
    inputs: readable.map(({ id, name, stdout }) => ({ path: name, bytes: stdout.bytes, sha256: stdout.sha256, encoding: readings.get(id)?.encoding ?? null, lines: readings.get(id)?.lines ?? 0, linesOutside: readings.get(id)?.linesOutside ?? 0, repairs: repairRows(readings.get(id)), problem: readings.get(id)?.unrecognised ?? null })),
    rawLines: async (capture, from, count) => readRawLines(target.stdoutPath(capture), await engine.ask(target.id, 'lineIndex', capture), readings.get(capture)?.encoding ?? 'utf-8', from, count),
  };
}
