import { message } from '../base/message.ts';
import type { Diagnostic, DiagnosticSeverity, LineSpan } from '../base/parsed.ts';

const MOST_DIAGNOSTICS = 200;

/** Lines that one note tells together. */
interface Tally {
  readonly severity: DiagnosticSeverity;
  readonly first: number;
  last: number;
  count: number;
}

/**
 * What a parser keeps account of while it reads one artifact line by line: where it lies, which lines nobody understood, and what is to be told.
 * Messages are those of the kind, under `<kind>.diagnostic.<code>`; `<prefix>-UNKNOWN-LINE` and `<prefix>-MORE` are told from here.
 */
export class ReadingNotes {
  readonly #kind: string;
  readonly #prefix: string;
  readonly #firstLine: number;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #tallies = new Map<string, Tally>();
  #lastLine: number;
  #unparsedLines = 0;
  #moreDiagnostics = 0;
  /** Lines since the last one that belonged here: unparsed if another of the artifact follows, outside it otherwise. */
  #strangers: number[] = [];

  constructor(kind: string, prefix: string, line: number) {
    this.#kind = kind;
    this.#prefix = prefix;
    this.#firstLine = line;
    this.#lastLine = line;
  }

  get strangers(): number {
    return this.#strangers.length;
  }

  get span(): LineSpan {
    return { first: this.#firstLine, last: this.#lastLine };
  }

  get unparsedLines(): number {
    return this.#unparsedLines;
  }

  /** The line belongs to the artifact: it was read, or it is a title, a blank or a mark. */
  adopt(line: number): void {
    if (this.#strangers.length > 0) this.#countStrangers();
    this.#lastLine = line;
  }

  addStranger(line: number): void {
    this.#strangers.push(line);
  }

  /** The strangers that end at the line before were titles after all, in words not known here: at most `most` of them. Gives how many. */
  takeBackTitles(line: number, most: number): number {
    let taken = 0;
    while (taken < most && this.#strangers.length > 0 && this.#strangers.at(-1) === line - 1 - taken) {
      this.#strangers.pop();
      taken += 1;
    }
    return taken;
  }

  /** A line that was meant to be a row of the artifact and cannot be read. */
  addBroken(code: string, line: number): void {
    this.adopt(line);
    this.#unparsedLines += 1;
    this.tell(code, 'warning', { first: line, last: line }, {});
  }

  /** Counts a line towards a note that tells all such lines together, with `count`. */
  tally(code: string, severity: DiagnosticSeverity, line: number): void {
    const tally = this.#tallies.get(code);
    if (tally) {
      tally.count += 1;
      tally.last = line;
    } else this.#tallies.set(code, { severity, count: 1, first: line, last: line });
  }

  tell(code: string, severity: DiagnosticSeverity, span: LineSpan | null, params: Readonly<Record<string, number | string>>): void {
    if (this.#diagnostics.length >= MOST_DIAGNOSTICS) this.#moreDiagnostics += 1;
    else this.#diagnostics.push({ code, severity, span, message: message(`${this.#kind}.diagnostic.${code}`, params) });
  }

  /** Call once, when the artifact ends. */
  diagnostics(): readonly Diagnostic[] {
    for (const [code, { severity, count, first, last }] of this.#tallies) this.tell(code, severity, { first, last }, { count });
    if (this.#moreDiagnostics === 0) return this.#diagnostics;
    const more = `${this.#prefix}-MORE`;
    return [...this.#diagnostics, { code: more, severity: 'info', span: null, message: message(`${this.#kind}.diagnostic.${more}`, { count: this.#moreDiagnostics }) }];
  }

  #countStrangers(): void {
    for (const line of this.#strangers) {
      this.#unparsedLines += 1;
      this.tell(`${this.#prefix}-UNKNOWN-LINE`, 'warning', { first: line, last: line }, {});
    }
    this.#strangers = [];
  }
}
