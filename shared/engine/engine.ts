import type { InspectorCard, KeyFigure } from '../artifacts/artifact-kind.ts';
import type { Finding } from '../artifacts/finding.ts';
import type { Graph } from '../artifacts/graph-view.ts';
import type { CallTree, CallTreeQuestion } from '../artifacts/call-tree.ts';
import type { TreeNode } from '../artifacts/tree-view.ts';
import type { ConnectionMap } from '../correlate/map/connection-map.ts';
import type { ArtifactId, CaptureId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Language } from '../base/message.ts';
import type { Diagnostic, LineSpan } from '../base/parsed.ts';
import type { Trend } from '../base/trend.ts';
import type { Repair } from '../evidence/envelope/envelope.ts';
import type { FindQuestion, FoundRow, PlaceRange, TableQuery, TableRef, TableShape, TableText, TableTotals, TableWindow, TextQuestion } from './table-query.ts';
import type { TrendMeasure } from './trend-question.ts';

/** What is known of a capture's bytes before and after parsing them. */
export interface CaptureInput {
  readonly id: CaptureId;
  /** File name or title, for messages. */
  readonly name: string;
  /** Kind to use; null = sniff. */
  readonly kind: string | null;
  /** ISO 8601; the fallback for ordering artifacts that print no time. */
  readonly takenAt: string | null;
  /** Milliseconds by which the clock of the target, which prints times, is ahead of the one that `takenAt` is by. Absent or null: unknown, or not to be reckoned with. */
  readonly clockOffsetMs?: number | null;
  /** Captures of one process share it, e.g. target and pid; trends are sought within one source. Absent or null: unknown, taken as one source. */
  readonly source?: string | null;
  /** The command that wrote it, from its provenance. Absent or null: unknown. */
  readonly command?: string | null;
  /** False: read the text as it is, prefixes and escapes of logs and all. Absent: true. */
  readonly isRepaired?: boolean;
}

/** One artifact without its rows: what lists, tabs and overviews need. */
export interface ArtifactSummary {
  readonly id: ArtifactId;
  readonly capture: CaptureId;
  readonly kind: string;
  readonly capturedAt: string | null;
  readonly tool: string | null;
  readonly span: LineSpan;
  readonly unparsedLines: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly keyFigures: readonly KeyFigure[];
  readonly tables: readonly { readonly view: string; readonly title: string; readonly rowCount: number }[];
  readonly trees: readonly { readonly view: string; readonly title: string; readonly hasGraph: boolean }[];
}

/** How a capture was understood. */
export interface CaptureReading {
  readonly capture: CaptureId;
  readonly name: string;
  readonly bytes: number;
  readonly lines: number;
  readonly encoding: string;
  readonly artifacts: readonly ArtifactId[];
  /** Set when nothing was recognised: why, e.g. empty, a JPEG image, unknown text. */
  readonly unrecognised: { readonly code: string; readonly what: string } | null;
  /** Lines that are part of no artifact: the log around them, or all of a capture in which nothing was recognised. */
  readonly linesOutside: number;
  /** Envelopes taken off before reading, outermost first. All line numbers are those of the capture as it arrived. */
  readonly repairs: readonly Repair[];
  /** False when the capture was read as it is, as asked. */
  readonly isRepaired: boolean;
}

export interface Ingest {
  push(chunk: Uint8Array): void;
  finish(): CaptureReading;
}

/** Raw lines of a capture, decoded for reading. `cut` marks lines shortened to the display limit. */
export interface LineIndex {
  readonly lines: number;
  /** Byte offset where line `1 + i * stride` starts. */
  readonly offsets: Float64Array;
  readonly stride: number;
}

/** Loads captures and answers questions about them. No I/O: bytes are pushed in. */
export interface Engine {
  /** Starts reading a capture; replaces an earlier one of the same id when finished. */
  ingest(input: CaptureInput): Ingest;
  forget(capture: CaptureId): void;
  readings(): readonly CaptureReading[];
  /** In time order within each kind. */
  artifacts(captures: readonly CaptureId[]): readonly ArtifactSummary[];
  /** Ranked: severity, then weight. Over the artifacts of these captures together. */
  findings(captures: readonly CaptureId[]): readonly Finding[];
  tableShape(ref: TableRef): TableShape;
  tableWindow(ref: TableRef, query: TableQuery, from: number, count: number): TableWindow;
  /** Sums of the rows at some places, such as a selection. */
  tableTotals(ref: TableRef, query: TableQuery, ranges: readonly PlaceRange[]): TableTotals;
  tableFind(ref: TableRef, query: TableQuery, find: FindQuestion): FoundRow;
  /** Where a row as built stands in the query's answer; null when the filters leave it out. */
  tablePlace(ref: TableRef, query: TableQuery, row: number): number | null;
  /** Rows as built that hold one of these raw lines of their capture, such as the evidence of a finding. */
  tableRowsAt(ref: TableRef, lines: readonly number[]): readonly number[];
  /** Rows as text for the clipboard or a file. */
  tableText(ref: TableRef, query: TableQuery, question: TextQuestion): TableText;
  /** Distinct values of a text column with their counts, most frequent first. */
  distinct(ref: TableRef, column: string, limit: number): readonly { readonly value: string | null; readonly count: number }[];
  /** A number over artifacts of one kind in time order, with its forecast. */
  trend(artifacts: readonly ArtifactId[], measure: TrendMeasure, limit: number | null): Trend;
  tree(artifact: ArtifactId, view: string): readonly TreeNode[];
  /** Stacks of those of the artifacts that hold stacks, merged; `line` is 0 where it is none of the raw text. */
  calls(artifacts: readonly ArtifactId[], question: CallTreeQuestion): CallTree;
  /** The tree's picture; null where the view draws none. */
  graph(artifact: ArtifactId, view: string): Graph | null;
  /** Who talks to whom, by the latest sockets of these captures. */
  connections(captures: readonly CaptureId[]): ConnectionMap;
  inspect(artifact: ArtifactId, view: string, row: number): InspectorCard | null;
  lineIndex(capture: CaptureId): LineIndex;
  /** `artifacts`, `findings`, `correlations` of `borescope.analysis/1`; `input` numbers follow the order of `captures`. */
  analysis(captures: readonly CaptureId[], language: Language): JsonObject;
  /** `series` and `findings` of `borescope.diff/1`. */
  diff(captures: readonly CaptureId[], language: Language): JsonObject;
}

/** Questions an engine answers by itself; for reading a capture somebody has to do the I/O. */
export type EngineQuestion = Exclude<keyof Engine, 'ingest'>;
