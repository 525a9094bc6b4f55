import { kindById } from '../../../shared/artifacts/registry.ts';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { JsonObject } from '../../../shared/base/json.ts';
import type { Language } from '../../../shared/base/message.ts';
import type { BuiltReport } from '../../../shared/host-api/views.ts';
import type { CaptureReading } from '../../../shared/engine/engine.ts';
import { isLeftOutReason } from '../../../shared/evidence/left-out.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import type { RedactChoice } from '../../../shared/evidence/redact/redaction-rule.ts';
import { restoreTokens } from '../../../shared/evidence/redact/restore-tokens.ts';
import type { ReportSource } from '../../../shared/report/report-input.ts';
import { UNREADABLE } from '../case-reader.ts';
import type { OpenCase } from '../case-store/open-case.ts';
import { readRawLines } from '../raw-lines.ts';
import { withPaths, type HowToRead, type OnlyCaptures, type PathInput, type PathInputs } from '../read-paths.ts';
import { countsOf, previewRedaction } from '../redaction/preview-redaction.ts';
import { withRedaction, type RedactedInputs } from '../redaction/redacted-inputs.ts';
import { estimateReport } from '../estimate-report.ts';
import { makeReport } from '../make-report.ts';
import { analysisOf, type ReportSubject, type ReportWish } from '../report-material.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

export function analysisHandlers(host: HostContext): HandlersOf<Area<'analysis'> | Area<'diff'> | Area<'report'> | Area<'redaction'>> {
  const { engine, cases, tokenBooks } = host;
  /** A case's folder stands for its evidence; what else the report tells of a case is redacted beside it. */
  const redactedReportOfCase = async (target: OpenCase, redact: readonly RedactChoice[], only: OnlyCaptures, wish: ReportWish): Promise<BuiltReport> => {
    await target.refresh();
    const notes = await target.notes();
    const marks = await target.rowMarks();
    return withRedaction(tokenBooks, redact, async (redaction) => {
      const built = await withPaths(engine, [target.path], { ...how(null, true, wish.language), isEachOnce: false, only, redaction }, async (read) => {
        const called = Object.fromEntries(read.inputs.map(({ path, provenance }) => [path, provenance?.name ?? path]));
        const subject = subjectOfPaths(host, read, called);
        const redactedMarks = marks.map((mark) => ({ ...mark, label: redaction.text(mark.label), note: redaction.text(mark.note) }));
        return makeReport(host, { ...subject, caseName: redaction.text(target.entry().name), notes: redaction.text(notes), marks: redactedMarks, redactText: redaction.text }, wish);
      });
      return withCounts(built, redaction);
    });
  };
  return {
    'analysis.ofPaths': async ({ paths, kind, repair, called, language }) => withPaths(engine, paths, how(kind, repair, language), (read) => analysisOf(engine, subjectOfPaths(host, read, called), language)),
    'analysis.callsOfPaths': async ({ paths, kind, repair, called, language, question }) =>
      withPaths(engine, paths, how(kind, repair, language ?? 'en'), async ({ scope, inputs }) => {
        const artifacts = (await engine.ask(scope, 'artifacts', inputs.map(({ capture }) => capture))).filter((artifact) => kindById(artifact.kind)?.callTree !== undefined).map(({ id }) => id);
        const problems = inputs.flatMap(({ path, problem }) => (problem === null ? [] : [{ name: shownPath(path, called), what: problem.what }]));
        return { tree: artifacts.length === 0 ? null : await engine.ask(scope, 'calls', artifacts, question), problems };
      }),
    'analysis.ofCase': async ({ caseId, language }) => analysisOf(engine, await subjectOfCase(host, await cases.get(caseId), null), language),
    'diff.ofPaths': async ({ paths, kind, repair, called: names, language, redact }) =>
      withPathsAsAsked(host, paths, { ...how(kind, repair, language), isEachOnce: false, redact, called: names }, async ({ scope, inputs }, called) => {
        const captures = inputs.map(({ capture }) => capture);
        return { schema: 'borescope.diff/1', inputs: inputs.map((input) => inputRow(input, called)), ...(await engine.ask(scope, 'diff', captures, language)) };
      }),
    'redaction.preview': async ({ caseId, captures, redact, from }) => {
      const target = await cases.get(caseId);
      await target.refresh();
      return previewRedaction(tokenBooks, redact, chosenOf(target, captures).map(({ id, name }) => ({ name, path: target.stdoutPath(id) })), from ?? 0);
    },
    'report.estimate': async ({ caseId, captures, ...wish }) => {
      const target = await cases.get(caseId);
      return { bytes: await estimateReport(host, await subjectOfCase(host, target, onlyOf(target, captures)), wish) };
    },
    'redaction.restore': async ({ text }) =>
      tokenBooks.use((book) => {
        const { restored, ...rest } = restoreTokens(text, book);
        return Promise.resolve({ ...rest, restored: countsOf(restored) });
      }),
    'report.ofCase': async ({ caseId, captures, redact, ...wish }) => {
      const target = await cases.get(caseId);
      const only = onlyOf(target, captures);
      return redact === undefined ? makeReport(host, await subjectOfCase(host, target, only), wish) : redactedReportOfCase(target, redact, only, wish);
    },
    'report.ofPaths': async ({ paths, kind, repair, called: names, redact, ...wish }) =>
      withPathsAsAsked(host, paths, { ...how(kind, repair, wish.language), redact, called: names }, async (read, called, redaction) => withCounts(await makeReport(host, { ...subjectOfPaths(host, read, called), kind: kind ?? null, redactText: redaction?.text ?? null }, wish), redaction)),
  };
}

function how(kind: string | null | undefined, repair: boolean | undefined, language: Language): HowToRead {
  return { kind: kind ?? null, isRepaired: repair ?? true, only: null, redaction: null, language, isEachOnce: true };
}

interface AsAsked extends HowToRead {
  readonly redact: readonly RedactChoice[] | undefined;
  readonly called: Called;
}

/** Reads the paths themselves, or redacted copies of them when that was asked for; `called` then goes by their redacted names. */
async function withPathsAsAsked<Result>(
  { engine, tokenBooks }: HostContext,
  paths: readonly string[],
  { redact, called, ...asked }: AsAsked,
  use: (read: PathInputs, called: Called, redaction: RedactedInputs | null) => Promise<Result>,
): Promise<Result> {
  if (redact === undefined) return withPaths(engine, paths, asked, (read) => use(read, called, null));
  return withRedaction(tokenBooks, redact, async (redaction) => {
    const names = Object.fromEntries(Object.entries(called ?? {}).map(([path, name]) => [redaction.text(path), redaction.text(name)]));
    return withPaths(engine, paths, { ...asked, redaction }, (read) => use(read, names, redaction));
  });
}

/** Throws for a capture that the case does not have. */
function onlyOf(target: OpenCase, captures: readonly CaptureId[] | undefined): OnlyCaptures {
  return captures === undefined ? null : new Set(captures.map((id) => target.capture(id).id));
}

function chosenOf(target: OpenCase, captures: readonly CaptureId[] | undefined): readonly RawCapture[] {
  const only = onlyOf(target, captures);
  return target.captures().filter(({ id }) => only === null || only.has(id));
}

function withCounts(built: BuiltReport, redaction: RedactedInputs | null): BuiltReport {
  return redaction === null ? built : { ...built, redacted: countsOf(redaction.counts) };
}

function repairRows(reading: CaptureReading | undefined): readonly JsonObject[] {
  return (reading?.repairs ?? []).map(({ kind, lines, example }) => ({ kind, lines, example: example === null ? null : { ...example } }));
}

/** What answers call a path; see the contract. */
type Called = Readonly<Record<string, string>> | undefined;

function shownPath(path: string, called: Called): string {
  const archive = path.split('!/')[0] ?? path;
  if (called === undefined || !Object.hasOwn(called, archive)) return path;
  return (called[archive] ?? archive) + path.slice(archive.length);
}

function inputRow({ path, sha256, archive, reading, problem }: PathInput, called: Called): JsonObject {
  const origin = archive === null ? {} : { archive: { path: shownPath(archive.path, called), member: archive.member } };
  return { path: shownPath(path, called), ...origin, bytes: sha256 === null ? 0 : reading.bytes, sha256, encoding: sha256 === null ? null : reading.encoding, lines: reading.lines, linesOutside: reading.linesOutside, repairs: repairRows(reading), problem };
}

function subjectOfPaths({ engine }: HostContext, { scope, inputs }: PathInputs, called: Called): ReportSubject {
  const inputOf = (capture: CaptureId): PathInput | undefined => inputs.find((input) => input.capture === capture);
  const sourceOf = ({ capture, path, sha256, provenance, reading, problem }: PathInput): ReportSource => {
    if (isLeftOutReason(problem?.code)) return { kind: 'left-out', path: shownPath(path, called), because: problem?.what ?? '', isRepeated: problem?.code === 'same-bytes' };
    if (sha256 === null) return { kind: 'unreadable', path: shownPath(path, called), because: problem?.what ?? '' };
    if (provenance !== null) return { kind: 'capture', capture: { ...provenance, id: capture }, reading };
    return { kind: 'file', path: shownPath(path, called), sha256, reading };
  };
  return {
    scope,
    captures: inputs.map(({ capture }) => capture),
    caseName: null,
    notes: '',
    marks: [],
    redactText: null,
    kind: null,
    sources: inputs.map(sourceOf),
    evidence: inputs.filter(({ problem }) => problem?.code !== 'same-bytes').map((input) => ({ source: sourceOf(input), path: input.bytesAt, caseCapture: input.provenance?.id ?? null, clocksAsTold: input.clocksAsTold })),
    inputs: inputs.map((input) => inputRow(input, called)),
    rawLines: async (capture, from, count) => {
      const input = inputOf(capture);
      if (!input) return { from, total: 0, lines: [], cut: false };
      return readRawLines(input.bytesAt, await engine.ask(scope, 'lineIndex', capture), input.reading.encoding, from, count);
    },
  };
}

async function subjectOfCase({ engine, reader }: HostContext, target: OpenCase, only: OnlyCaptures): Promise<ReportSubject> {
  await target.refresh();
  await reader.ready(target);
  const readings = new Map(reader.readings(target).map((reading) => [reading.capture, reading]));
  const wanted = target.captures().filter(({ id }) => only === null || only.has(id));
  const sources = wanted.map((capture) => ({ kind: 'capture' as const, capture, reading: readings.get(capture.id) ?? null }));
  const readable = wanted.filter(({ id }) => readings.get(id)?.unrecognised?.code !== UNREADABLE);
  return {
    scope: target.id,
    captures: readable.map(({ id }) => id),
    caseName: target.entry().name,
    notes: await target.notes(),
    marks: await target.rowMarks(),
    redactText: null,
    kind: null,
    sources,
    evidence: sources.map((source) => ({ source, path: target.stdoutPath(source.capture.id), caseCapture: source.capture.id, clocksAsTold: !target.correctsClocks() })),
    inputs: readable.map(({ id, name, stdout }) => ({ path: name, bytes: stdout.bytes, sha256: stdout.sha256, encoding: readings.get(id)?.encoding ?? null, lines: readings.get(id)?.lines ?? 0, linesOutside: readings.get(id)?.linesOutside ?? 0, repairs: repairRows(readings.get(id)), problem: readings.get(id)?.unrecognised ?? null })),
    rawLines: async (capture, from, count) => readRawLines(target.stdoutPath(capture), await engine.ask(target.id, 'lineIndex', capture), readings.get(capture)?.encoding ?? 'utf-8', from, count),
  };
}
