import type { Message } from './message.ts';

/** Lines of a capture, 1-based and inclusive at both ends. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

export type DiagnosticSeverity = 'info' | 'warning' | 'error';

/** Something a parser met and wants known: a dropped, guessed or repaired piece of input. Never thrown. */
export interface Diagnostic {
  /** Stable code such as `TD-UNKNOWN-LINE`; documented in the kind's SPEC.md. */
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  /** Where; null when it concerns the whole input. */
  readonly span: LineSpan | null;
  readonly message: Message;
}

/** One artifact found in a capture (a file with three thread dumps gives three). */
export interface ParsedArtifact<Model> {
  readonly model: Model;
  /** Local time as printed, ISO 8601 without zone unless the source printed one; null when it did not say. */
  readonly capturedAt: string | null;
  /** The tool that wrote it as far as the text shows, e.g. `jcmd Thread.print`; null when unknown. */
  readonly tool: string | null;
  readonly span: LineSpan;
  /** Lines inside `span` that no rule of the kind accounts for. */
  readonly unparsedLines: number;
  /** At most a few hundred; a final one says how many more there were. */
  readonly diagnostics: readonly Diagnostic[];
}
