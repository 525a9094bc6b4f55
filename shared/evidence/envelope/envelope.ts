/** What may be wrapped around the text of a tool, outermost first when several fit. */
export type EnvelopeKind =
  | 'ansi'
  | 'docker-json'
  | 'json-log'
  | 'escaped-text'
  | 'cri'
  | 'source-prefix'
  | 'timestamps'
  | 'syslog'
  | 'html'
  | 'fences'
  | 'log-prefix'
  | 'quote'
  | 'indent'
  | 'reversed';

/**
 * A line on its way from raw to repaired text, without its line end. `first..last` are its raw lines.
 * Lines of different `stream`s (containers, processes, stdout and stderr) are read apart; '' is the only stream of most captures.
 */
export type Emit = (text: string, first: number, last: number, stream: string) => void;

/** Takes one envelope off, line by line. */
export interface Peeler {
  /** Emits what the line holds: itself, a part, several lines, or nothing yet. True when the envelope was on it. */
  line(text: string, first: number, last: number, stream: string, emit: Emit): boolean;
  /** Emits what is still held. */
  finish(emit: Emit): void;
  /** True when the capture is too large for this envelope: its lines were given as they were. */
  gaveUp?(): boolean;
}

/** What else is around some lines, outermost first, and how many lines of a tool come to light once all of that is taken off. */
export type LookInside = (lines: readonly string[]) => { readonly kinds: readonly EnvelopeKind[]; readonly marks: number };

export interface Envelope {
  /**
   * `sample`: lines from the beginning, or from shortly before the first that looks like a tool's text. Null when this envelope is not around them.
   */
  detect(sample: readonly string[], lookInside: LookInside): { readonly kind: EnvelopeKind; readonly peeler: Peeler } | null;
}

/** One envelope that was taken off: shown with the capture, and undone by reading the capture as it is. */
export interface Repair {
  readonly kind: EnvelopeKind;
  /** Raw lines that had it. 0: recognised, but the capture is too large for it to be taken off. */
  readonly lines: number;
  /** The first of them; null when there is none. Texts are cut to 160 characters. */
  readonly example: { readonly line: number; readonly before: string; readonly after: string } | null;
}
