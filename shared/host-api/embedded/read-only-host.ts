import type { CaptureId } from '../../base/ids.ts';
import { message } from '../../base/message.ts';
import { BadQuery } from '../../engine/bad-query.ts';
import { createEngine } from '../../engine/create-engine.ts';
import type { CaptureReading, Engine } from '../../engine/engine.ts';
import { NO_OWN_RULES, readOwnRules, type OwnRules } from '../../engine/own-rules/own-rules.ts';
import { UnknownReference } from '../../engine/unknown-reference.ts';
import { engineHandlers, type AskEngine } from '../answers/engine-handlers.ts';
import { inputOfCapture } from '../answers/input-of-capture.ts';
import { LineSearch } from '../answers/line-search.ts';
import { RawLineReader } from '../answers/raw-line-reader.ts';
import { HOST_API, type HostHandlers, type MethodName } from '../contract.ts';
import { HostError } from '../host-error.ts';
import type { CaseEntry, CaseView, EvidenceSearch } from '../views.ts';
import { EMBEDDED_CASE_ID, type EmbeddedCase } from './embedded-case.ts';

/** Characters are decoded piece by piece, so that a search never makes one string of a whole capture. */
const PIECE = 512 * 1024;

/** The bytes of each capture, as they were exported. */
type Evidence = ReadonlyMap<CaptureId, Uint8Array>;

interface ReadCase {
  readonly engine: Engine;
  readonly evidence: Evidence;
  readonly readings: readonly CaptureReading[];
  readonly own: OwnRules;
}

/** Capture by capture, so that questions that need none are answered meanwhile. */
async function readAll({ captures, ownRules }: EmbeddedCase, bytesOf: (capture: CaptureId) => Promise<Uint8Array>): Promise<ReadCase> {
  const own = ownRules === undefined ? NO_OWN_RULES : readOwnRules(ownRules);
  const engine = createEngine(undefined, own);
  const evidence = new Map<CaptureId, Uint8Array>();
  const readings: CaptureReading[] = [];
  for (const { capture, isReadAsIs, clocksAsTold } of captures) {
    const bytes = await bytesOf(capture.id);
    evidence.set(capture.id, bytes);
    const ingest = engine.ingest({ id: capture.id, ...inputOfCapture(capture, !clocksAsTold), isRepaired: !isReadAsIs });
    ingest.push(bytes);
    readings.push(ingest.finish());
  }
  return { engine, evidence, readings, own };
}

/** Answers every question about the case in a workbench file; whatever would need a computer behind it is refused. Reads the captures at once; where that fails, so do the questions about them. */
export function createReadOnlyHost(embedded: EmbeddedCase, bytesOf: (capture: CaptureId) => Promise<Uint8Array>): HostHandlers {
  const reading = readAll(embedded, bytesOf);
  // Said to whoever asks.
  reading.catch(() => undefined);
  const entry = entryOf(embedded);
  const ask = (async (_caseId, _artifacts, question, ...args) => {
    const { engine } = await reading;
    try {
      // The arguments fit the question: engineHandlers pairs them.
      return (engine[question] as (...given: readonly unknown[]) => unknown)(...args);
    } catch (error) {
      throw refusalOf(error);
    }
  }) as AskEngine;
  const own: Partial<HostHandlers> = {
    'host.info': async () => ({ version: embedded.writtenBy, platform: '', node: '', casesFolder: '', snapshot: { exportedAt: embedded.exportedAt, isRedacted: embedded.isRedacted, captures: embedded.captures.length } }),
    'cases.list': async () => [entry],
    'cases.view': async () => viewOf(embedded, entry, await reading),
    ...engineHandlers(ask),
    'series.connections': async () => {
      const { engine, readings } = await reading;
      return engine.connections(readings.map(({ capture }) => capture));
    },
    'raw.lines': async ({ captureId, from, count }) => {
      const { evidence, readings } = await reading;
      const reader = new RawLineReader(await ask(EMBEDDED_CASE_ID, [], 'lineIndex', captureId), encodingOf(readings, captureId), from, count);
      reader.push((evidence.get(captureId) ?? new Uint8Array()).subarray(reader.offset));
      return reader.finish();
    },
    'evidence.search': async ({ text, limit }) => {
      const { evidence, readings } = await reading;
      return { captures: readings.flatMap(({ capture, encoding }) => searchCapture(capture, evidence.get(capture) ?? new Uint8Array(), encoding, text, limit)) };
    },
  };
  const names = Object.keys(HOST_API) as MethodName[];
  return Object.fromEntries(names.map((name) => [name, own[name] ?? (() => refuse(name))])) as HostHandlers;
}

function encodingOf(readings: readonly CaptureReading[], id: CaptureId): string {
  return readings.find(({ capture }) => capture === id)?.encoding ?? 'utf-8';
}

function entryOf({ name, exportedAt, captures }: EmbeddedCase): CaseEntry {
  return { id: EMBEDDED_CASE_ID, name, tags: [], path: '', createdAt: exportedAt, captures: captures.length, bytes: captures.reduce((sum, { capture }) => sum + capture.stdout.bytes, 0) };
}

function viewOf(embedded: EmbeddedCase, entry: CaseEntry, { readings, engine, own }: ReadCase): CaseView {
  const ids = readings.map(({ capture }) => capture);
  return {
    entry,
    captures: embedded.captures.map(({ capture }) => capture),
    correctsClocks: embedded.captures.every(({ clocksAsTold }) => !clocksAsTold),
    readings,
    artifacts: engine.artifacts(ids),
    findings: engine.findings(ids),
    notes: embedded.notes,
    marks: embedded.marks,
    leftOut: [],
    faults: [],
    ownRuleProblems: own.problems,
    loading: [],
    firstLooks: [],
  };
}

function searchCapture(capture: CaptureId, bytes: Uint8Array, encoding: string, text: string, limit: number): EvidenceSearch['captures'] {
  const search = new LineSearch(text, limit);
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += PIECE) search.push(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
  search.push(decoder.decode());
  const found = search.finish();
  return found.total === 0 ? [] : [{ capture, ...found }];
}

/** What the engine did not take, as its host says it everywhere. */
function refusalOf(error: unknown): unknown {
  if (error instanceof BadQuery) return new HostError({ code: 'bad-input', message: error.reason, next: null, details: '' });
  if (error instanceof UnknownReference) return new HostError({ code: 'not-found', message: message('error.unknown-reference', { what: error.what }), next: null, details: error.message });
  return error;
}

async function refuse(name: MethodName): Promise<never> {
  throw new HostError({ code: 'refused', message: message('error.read-only-file'), next: null, details: name });
}
