import { z } from 'zod';
import type { InspectorCard } from '../artifacts/artifact-kind.ts';
import type { Graph } from '../artifacts/graph-view.ts';
import type { CallTree } from '../artifacts/call-tree.ts';
import type { TreeNode } from '../artifacts/tree-view.ts';
import type { ConnectionMap } from '../correlate/map/connection-map.ts';
import type { ArtifactId, CaptureId, CaseId, JobId, PromptId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { TAG_LENGTH, TAGS_OF_A_CASE } from '../evidence/case-tags.ts';
import { REDACT_CHOICES } from '../evidence/redact/redaction-rule.ts';
import type { CapturePlan } from '../collect/plan.ts';
import { LOG_PATH, MANAGER_URL, MANAGER_USER } from '../collect/request-source.ts';
import type { FoundRow, TableShape, TableText, TableTotals, TableWindow } from '../engine/table-query.ts';
import type { Trend } from '../base/trend.ts';
import { TABLE_NAMES } from '../report/table-names.ts';
import type { BuiltBundle, BuiltReport, CaseEntry, CaseView, DiskUse, DoctorRow, EvidenceSearch, HostInfo, ImportResult, JobView, JvmList, MergedCase, OpenPrompt, PathCalls, PlaceEvent, RawLines, RedactionPreview, ReportEstimate, RestoredText, RunCommand, SourceListing, TargetInfo, VerifyReport } from './views.ts';

z.config({ jitless: true });

const caseId = z.string().min(1).transform((text) => text as CaseId);
const captureId = z.string().min(1).transform((text) => text as CaptureId);
const artifactId = z.string().min(1).transform((text) => text as ArtifactId);
const jobId = z.string().min(1).transform((text) => text as JobId);
const promptId = z.string().min(1).transform((text) => text as PromptId);
const language = z.enum(['en', 'ko']);
const pid = z.number().int().positive();
const cell = z.union([z.string(), z.number(), z.null()]);

const sortKey = z.object({ column: z.string(), descending: z.boolean() });
const columnFilter = z.discriminatedUnion('op', [
  z.object({ op: z.literal('contains'), column: z.string(), text: z.string() }),
  z.object({ op: z.literal('regex'), column: z.string(), pattern: z.string() }),
  z.object({ op: z.literal('in'), column: z.string(), values: z.array(cell) }),
  z.object({ op: z.literal('not-in'), column: z.string(), values: z.array(cell) }),
  z.object({ op: z.literal('range'), column: z.string(), min: z.number().nullable(), max: z.number().nullable() }),
]);
const onlyRows = z.array(z.number().int().min(0)).max(100_000).optional();
const tableGrouping = z.object({ by: z.array(z.string()).min(1).max(8), filters: z.array(columnFilter), search: z.string(), only: onlyRows });
const tableRef = z.object({ view: z.string(), artifacts: z.array(artifactId).min(1), group: tableGrouping.optional() });
const tableQuery = z.object({ sort: z.array(sortKey), filters: z.array(columnFilter), search: z.string(), only: onlyRows });
const trendMeasure = z.discriminatedUnion('type', [
  z.object({ type: z.literal('figure'), id: z.string() }),
  z.object({ type: z.literal('rows'), view: z.string(), filters: z.array(columnFilter), search: z.string() }),
  z.object({ type: z.literal('total'), view: z.string(), column: z.string(), filters: z.array(columnFilter), search: z.string() }),
]);
const rowMark = z.object({ artifacts: z.array(artifactId).min(1), view: z.string(), row: z.number().int().min(0), line: z.number().int().nullable(), label: z.string().max(1000), bookmarked: z.boolean(), note: z.string().max(100_000) });
const placeRanges = z.array(z.object({ first: z.number().int().min(0), last: z.number().int().min(0) })).max(100_000);
const findQuestion = z.object({ column: z.string().nullable(), text: z.string(), match: z.enum(['contains', 'prefix']), from: z.number().int().min(-1), backwards: z.boolean() });
const textQuestion = z.object({ format: z.enum(['tsv', 'csv', 'markdown', 'json']), headers: z.boolean(), columns: z.array(z.string()).min(1), ranges: placeRanges.nullable(), language });

const callQuestion = z.object({ pool: z.string().nullable(), thread: z.string().nullable(), busyOnly: z.boolean(), byRequest: z.boolean().default(false), maxNodes: z.number().int().min(0) });

/** False: read the files as they are, without taking envelopes (prefixes of logs, escapes) off. Absent: true. */
const repair = z.boolean().optional();

/** What to call a path in every answer, e.g. `-` for standard input that a door has kept in a file. */
const called = z.record(z.string(), z.string()).optional();

/** Present: everything is made from redacted copies. Secrets always go; the list says what else. */
const redact = z.array(z.enum(REDACT_CHOICES)).optional();

/** Captures that go in; absent: all. */
const captures = z.array(captureId).min(1).optional();

const reportOptions = {
  format: z.enum(['text', 'html', 'markdown', 'csv', 'json', 'xlsx', 'workbench']),
  language,
  /** Rows of each table; 0 = all; absent = REPORT_ROWS, and all in a spreadsheet. JSON and the workbench always hold all. */
  rows: z.number().int().min(0).optional(),
  /** Tables that go in, by `tableName`; absent = all. JSON and the workbench always hold all. */
  tables: z.array(z.enum(TABLE_NAMES)).optional(),
  redact,
};

/** How requests are asked for; absent: they are not. */
const requestSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tomcat'), url: z.string().regex(MANAGER_URL), user: z.string().regex(MANAGER_USER).nullable() }),
  z.object({ type: z.literal('access-log'), path: z.string().regex(LOG_PATH) }),
]);

const captureRequest = z.object({
  processes: z.array(z.object({ target: z.string(), pid })).min(1),
  kinds: z.array(z.string()).min(1),
  rounds: z.number().int().min(1).max(1000),
  intervalMs: z.number().int().min(0).max(86_400_000),
  requestSource: requestSource.optional(),
  /** The JVM did not answer to attaching before: only ways that do not attach. */
  avoidAttach: z.boolean().optional(),
});

const promptAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('refused') }),
  z.object({ type: z.literal('yes') }),
  z.object({ type: z.literal('secret'), value: z.string() }),
  z.object({ type: z.literal('answers'), values: z.array(z.string()) }),
]);

/** A row of the contract: how the input is checked, and (as a type only) what comes back. */
export interface Method<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Never set; carries the output type. */
  readonly output?: Output;
}

function method<Output>() {
  return <Input extends z.ZodType>(input: Input): Method<Input, Output> => ({ input });
}

const nothing = z.object({});

/** Every call a door offers. Doors are loops over this table. */
export const HOST_API = {
  'host.info': method<HostInfo>()(nothing),
  'host.doctor': method<readonly DoctorRow[]>()(nothing),

  'targets.list': method<readonly TargetInfo[]>()(nothing),
  'targets.remember': method<TargetInfo>()(z.object({ uri: z.string() })),
  'targets.forget': method<null>()(z.object({ uri: z.string() })),
  'targets.setFavourite': method<TargetInfo>()(z.object({ uri: z.string(), favourite: z.boolean() })),
  /** Containers of `docker:` or `docker://context`; pods of `k8s:`, `k8s://context` or `k8s://context/namespace`. */
  'targets.browse': method<SourceListing>()(z.object({ uri: z.string() })),
  /** What a cluster recorded about the pod of a `k8s:` target, latest first. */
  'targets.events': method<readonly PlaceEvent[]>()(z.object({ uri: z.string() })),
  /** Puts a debug container from `image` beside the container of a `k8s:` target, after a person said yes: it cannot be taken away. Remembers it as a target. */
  'targets.addDebugContainer': method<TargetInfo>()(z.object({ uri: z.string(), image: z.string().regex(/^[a-z0-9][\w./:@-]*$/i).max(500) })),
  'targets.jvms': method<JvmList>()(z.object({ uri: z.string() })),
  /** What was run on it since this host started, oldest first. */
  'targets.transcript': method<readonly RunCommand[]>()(z.object({ uri: z.string() })),
  'targets.disconnect': method<null>()(z.object({ uri: z.string() })),

  'capture.plan': method<CapturePlan>()(captureRequest),
  /** Runs the steps of the plan for this request that are not high impact, plus those named in `allowSteps`. Creates a case when `caseId` is null; `outFolder` puts it there. */
  'capture.start': method<JobView>()(captureRequest.extend({ caseId: caseId.nullable(), caseName: z.string().nullable(), outFolder: z.string().nullable(), allowSteps: z.array(z.string()) })),
  'jobs.list': method<readonly JobView[]>()(nothing),
  'jobs.cancel': method<null>()(z.object({ jobId })),

  'prompts.list': method<readonly OpenPrompt[]>()(nothing),
  'prompts.answer': method<null>()(z.object({ promptId, answer: promptAnswer })),

  'cases.list': method<readonly CaseEntry[]>()(nothing),
  'cases.create': method<CaseEntry>()(z.object({ name: z.string() })),
  /** Opens a case folder that lies anywhere; of a bundle, a copy. */
  'cases.open': method<CaseEntry>()(z.object({ path: z.string() })),
  'cases.openSample': method<CaseEntry>()(nothing),
  'cases.rename': method<CaseEntry>()(z.object({ caseId, name: z.string().min(1) })),
  /** Replaces the tags of a case; they come back tidied. */
  'cases.setTags': method<CaseEntry>()(z.object({ caseId, tags: z.array(z.string().max(TAG_LENGTH)).max(TAGS_OF_A_CASE) })),
  /** Copies what another case holds into this one: its captures, notes and marks. Same captures are not doubled; the other case stays as it is. */
  'cases.merge': method<MergedCase>()(z.object({ caseId, from: caseId })),
  /** Copies some captures of a case, their marks and its notes into a new case. `remove`: then deletes them from this one, unless one of them could not be copied. */
  'cases.split': method<CaseEntry>()(z.object({ caseId, captures: z.array(captureId).min(1), name: z.string().min(1), remove: z.boolean().optional() })),
  'cases.diskUse': method<DiskUse>()(z.object({ caseId })),
  /** Deletes the case folder. */
  'cases.delete': method<null>()(z.object({ caseId })),
  /** Takes a case off the list of recents; its folder stays. */
  'cases.forget': method<null>()(z.object({ caseId })),
  'cases.view': method<CaseView>()(z.object({ caseId })),
  /** Bookmarks a row or writes a note on it; neither takes the mark away. */
  'cases.setRowMark': method<null>()(z.object({ caseId, mark: rowMark })),
  'cases.setNotes': method<null>()(z.object({ caseId, notes: z.string() })),
  'cases.importPath': method<readonly CaptureId[]>()(z.object({ caseId, path: z.string() })),
  /** Takes envelopes (prefixes of logs, escapes) off a capture before it is read, or reads it as it is. Kept with the case. */
  'cases.readAs': method<null>()(z.object({ caseId, captureId, repair: z.boolean() })),
  /** Reckons with how far the clocks of targets are off when captures are put in order and joined, or takes times as told. Kept with the case. */
  'cases.setClocks': method<null>()(z.object({ caseId, correct: z.boolean() })),
  /** A case folder, or a bundle. */
  'cases.verify': method<VerifyReport>()(z.object({ path: z.string() })),

  /** One file with everything of a case, to open anywhere. Without `redact` as it was captured. */
  'bundle.ofCase': method<BuiltBundle>()(z.object({ caseId, redact })),
  /** Writes the bundle of a case folder, or of files, folders and archives, to a file on the host. */
  'bundle.write': method<Omit<BuiltBundle, 'bytes'>>()(z.object({ paths: z.array(z.string()).min(1), out: z.string().regex(/\.borescope$/i), redact })),

  /** Uploads: begin, append, finish. Nothing of an unfinished upload is evidence. */
  'import.begin': method<{ readonly uploadId: string }>()(z.object({ caseId, name: z.string() })),
  /** `at`: where in the file the bytes belong; a few may come before those they follow. Absent: at the end of what is there. */
  'import.append': method<null>()(z.object({ uploadId: z.string(), at: z.number().int().min(0).optional(), bytes: z.instanceof(Uint8Array) })),
  /** Of an archive its files come in, each as a capture; of what the case holds already, nothing. */
  'import.finish': method<ImportResult>()(z.object({ uploadId: z.string() })),
  'import.abort': method<null>()(z.object({ uploadId: z.string() })),

  'table.shape': method<TableShape>()(z.object({ caseId, ref: tableRef })),
  'table.window': method<TableWindow>()(z.object({ caseId, ref: tableRef, query: tableQuery, from: z.number().int().min(0), count: z.number().int().min(0).max(2000) })),
  'table.distinct': method<readonly { readonly value: string | null; readonly count: number }[]>()(z.object({ caseId, ref: tableRef, column: z.string(), limit: z.number().int().min(1).max(1000) })),
  /** What the numbers of the rows at some places come to. */
  'table.totals': method<TableTotals>()(z.object({ caseId, ref: tableRef, query: tableQuery, ranges: placeRanges })),
  'table.find': method<FoundRow>()(z.object({ caseId, ref: tableRef, query: tableQuery, find: findQuestion })),
  /** Place of a row as built; null when the filters leave it out. */
  'table.place': method<number | null>()(z.object({ caseId, ref: tableRef, query: tableQuery, row: z.number().int().min(0) })),
  /** Rows as built that hold one of these raw lines. */
  'table.rowsAt': method<readonly number[]>()(z.object({ caseId, ref: tableRef, lines: z.array(z.number().int().min(1)).max(100_000) })),
  /** Rows as TSV, CSV, Markdown or JSON. */
  'table.text': method<TableText>()(z.object({ caseId, ref: tableRef, query: tableQuery, question: textQuestion })),
  /** A number over captures of one kind, in time order, with its forecast; `limit` null: the one the captures say, if any. */
  'series.trend': method<Trend>()(z.object({ caseId, artifacts: z.array(artifactId).min(1).max(10_000), measure: trendMeasure, limit: z.number().nullable() })),
  /** Stacks of captures merged: the data of a flame graph. */
  'series.calls': method<CallTree>()(z.object({ caseId, artifacts: z.array(artifactId).min(1).max(10_000), question: callQuestion })),
  /** Who talks to whom, by the latest sockets of all captures of the case. */
  'series.connections': method<ConnectionMap>()(z.object({ caseId })),
  'tree.view': method<readonly TreeNode[]>()(z.object({ caseId, artifact: artifactId, view: z.string() })),
  /** The same as a picture; null where the view draws none. */
  'tree.graph': method<Graph | null>()(z.object({ caseId, artifact: artifactId, view: z.string() })),
  'row.inspect': method<InspectorCard | null>()(z.object({ caseId, artifact: artifactId, view: z.string(), row: z.number().int().min(0) })),
  /** Lines of all captures that hold a text, without regard to case; at most `limit` of each capture, all of them counted. */
  'evidence.search': method<EvidenceSearch>()(z.object({ caseId, text: z.string().min(1).max(1000), limit: z.number().int().min(1).max(500) })),
  'raw.lines': method<RawLines>()(z.object({ caseId, captureId, from: z.number().int().min(1), count: z.number().int().min(1).max(20_000) })),

  /** `borescope.analysis/1` of files, folders, archives and bundles, without keeping a case. A file of an archive has `archive: {path, member}`; what the archive held and was not read is an input with a problem, and so is a file whose bytes came before. An input that is missing or unrecognised stays in `inputs` with `problem: {code, what}` (null otherwise); bytes 0, sha256 and encoding null when it could not be read. */
  'analysis.ofPaths': method<JsonObject>()(z.object({ paths: z.array(z.string()).min(1), kind: z.string().nullable(), repair, called, language })),
  /** Stacks of all captures in files and folders merged; null when none holds stacks. */
  'analysis.callsOfPaths': method<PathCalls>()(z.object({ paths: z.array(z.string()).min(1), kind: z.string().nullable(), repair, called, language: language.optional(), question: callQuestion })),
  'analysis.ofCase': method<JsonObject>()(z.object({ caseId, language })),
  /** `borescope.diff/1` of files in time order, or of one folder that holds several. */
  'diff.ofPaths': method<JsonObject>()(z.object({ paths: z.array(z.string()).min(1), kind: z.string().nullable(), repair, called, language, redact })),
  /** What a redacted report of the case, or of some of its captures, would replace; changed lines from the `from`-th on (absent: the first), some at a time. Shows secrets: for the screen of the person who holds them. */
  'redaction.preview': method<RedactionPreview>()(z.object({ caseId, captures, redact: z.array(z.enum(REDACT_CHOICES)), from: z.number().int().min(0).optional() })),
  /** Turns tokens in a text back to what they stand for on this computer. Of secrets only fingerprints are kept: their tokens stay. */
  'redaction.restore': method<RestoredText>()(z.object({ text: z.string().max(64 * 1024 * 1024) })),
  /** About how large a report of these captures would be, without redaction. */
  'report.estimate': method<ReportEstimate>()(z.object({ caseId, captures, format: reportOptions.format, language, rows: reportOptions.rows, tables: reportOptions.tables })),
  'report.ofCase': method<BuiltReport>()(z.object({ caseId, captures, ...reportOptions })),
  /** A path that cannot be read is a source of the report like any other (`unreadable`), never a rejected call. */
  'report.ofPaths': method<BuiltReport>()(z.object({ paths: z.array(z.string()).min(1), kind: z.string().nullable().optional(), repair, called, ...reportOptions })),
} as const;

export type MethodName = keyof typeof HOST_API;
/** As a caller writes it: plain strings and numbers. */
export type InputOf<Name extends MethodName> = z.input<(typeof HOST_API)[Name]['input']>;
/** As the host receives it: checked and branded. */
export type CheckedInputOf<Name extends MethodName> = z.output<(typeof HOST_API)[Name]['input']>;
export type OutputOf<Name extends MethodName> = NonNullable<(typeof HOST_API)[Name]['output']> | (null extends (typeof HOST_API)[Name]['output'] ? null : never);

/** Every event the host sends, to all doors alike. */
export interface HostEvents {
  readonly 'case.changed': { readonly caseId: CaseId };
  readonly 'cases.changed': Record<string, never>;
  readonly 'targets.changed': Record<string, never>;
  readonly 'job.changed': { readonly job: JobView };
  readonly 'prompt.opened': OpenPrompt;
  readonly 'prompt.closed': { readonly id: PromptId };
}

export type HostEventName = keyof HostEvents;
export const HOST_EVENT_NAMES: readonly HostEventName[] = ['case.changed', 'cases.changed', 'targets.changed', 'job.changed', 'prompt.opened', 'prompt.closed'];

/** What doors and the renderer hold. Rejects with HostError. */
export interface HostApi {
  call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** Returns the function that ends the subscription. */
  on<Name extends HostEventName>(name: Name, listener: (event: HostEvents[Name]) => void): () => void;
}

/** What the host implements: one handler per row. */
export type HostHandlers = { readonly [Name in MethodName]: (input: CheckedInputOf<Name>) => Promise<OutputOf<Name>> };
