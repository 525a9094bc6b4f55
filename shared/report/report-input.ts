import type { KeyFigure } from '../artifacts/artifact-kind.ts';
import type { Finding } from '../artifacts/finding.ts';
import type { ColumnSpec } from '../artifacts/table-view.ts';
import type { Cell } from '../base/column-table.ts';
import type { ArtifactId, CaptureId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Catalogue } from '../base/message.ts';
import type { Diagnostic, LineSpan } from '../base/parsed.ts';
import type { Trend } from '../base/trend.ts';
import type { Repair } from '../evidence/envelope/envelope.ts';
import type { RawCapture } from '../evidence/raw-capture.ts';

/** How a capture or file was understood; the engine's CaptureReading fits. */
export interface ReportReading {
  readonly capture: CaptureId;
  readonly bytes: number;
  readonly lines: number;
  readonly encoding: string;
  /** Set when nothing was recognised: why, e.g. empty, a JPEG image, unknown text. */
  readonly unrecognised: { readonly code: string; readonly what: string } | null;
  /** Envelopes taken off before reading. */
  readonly repairs: readonly Repair[];
  /** False when it was read as it is, as asked. */
  readonly isRepaired: boolean;
}

/** One input of the report, in the order of `inputs` of the analysis. */
export type ReportSource =
  | { readonly kind: 'capture'; readonly capture: RawCapture; readonly reading: ReportReading | null }
  | { readonly kind: 'file'; readonly path: string; readonly sha256: string; readonly reading: ReportReading }
  /** A file of an archive that was refused, or one with the same bytes as another (`isRepeated`); `because` is a sentence. */
  | { readonly kind: 'left-out'; readonly path: string; readonly because: string; readonly isRepeated: boolean }
  /** A path that could not be read at all; `because` is the system's reason, e.g. `ENOENT`. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly because: string };

/** One artifact without its rows; the engine's ArtifactSummary fits. */
export interface ReportArtifact {
  readonly id: ArtifactId;
  readonly capture: CaptureId;
  readonly kind: string;
  readonly capturedAt: string | null;
  readonly tool: string | null;
  readonly span: LineSpan;
  readonly unparsedLines: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly keyFigures: readonly KeyFigure[];
}

/** Raw lines around one piece of evidence, as the host reads them from the capture. */
export interface ReportExcerpt {
  readonly artifact: ArtifactId;
  /** The line that the finding names; 1-based. */
  readonly line: number;
  /** Line number of `lines[0]`. */
  readonly from: number;
  readonly lines: readonly string[];
}

export interface ReportFinding {
  readonly finding: Finding;
  /** A few are enough: the first evidence lines with some context. */
  readonly excerpts: readonly ReportExcerpt[];
}

/** The first rows of a table in its own order. */
export interface ReportTable {
  /** One artifact, or those of a series in time order. */
  readonly artifacts: readonly ArtifactId[];
  /** The engine's TableShape fits. */
  readonly shape: { readonly title: string; readonly columns: readonly ColumnSpec[]; readonly rowCount: number };
  /** The rows of the engine's TableWindow fit. */
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly span: LineSpan | null }[];
}

/** Everything a report is made from; the same input gives the same report. */
export interface ReportInput {
  /** Case name, or null for an ad hoc report of files. */
  readonly caseName: string | null;
  readonly toolVersion: string;
  /** ISO 8601 UTC. */
  readonly generatedAt: string;
  readonly notes: string;
  readonly sources: readonly ReportSource[];
  readonly artifacts: readonly ReportArtifact[];
  /** Ranked, all of them; excerpts only for the first REPORT_FINDINGS. */
  readonly findings: readonly ReportFinding[];
  readonly tables: readonly ReportTable[];
  /** Key figures over the captures of each source, as `trendWishes` asks for them. */
  readonly trends: readonly Trend[];
  /** A person named them: even a brief report shows them all. */
  readonly areTablesChosen: boolean;
  /** `borescope.analysis/1` whole, inputs included: what the JSON format prints. The other formats do not look at it; null spares making it. */
  readonly analysis: JsonObject | null;
  /** Sentences of the kinds and the host; the report adds its own. */
  readonly catalogues: readonly Catalogue[];
}

/** Findings a report shows with their evidence; it says how many more there are. */
export const REPORT_FINDINGS = 200;

/** Rows of each table a report shows when the caller does not say. */
export const REPORT_ROWS = 50;
