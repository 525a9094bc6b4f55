import { message } from '../../base/message.ts';
import type { Diagnostic, DiagnosticSeverity, LineSpan, ParsedArtifact } from '../../base/parsed.ts';
import { HistogramRows } from './histogram-rows.ts';
import type { StatedContext } from './lines-before.ts';
import type { HeapHistogram, HistogramTotal } from './model.ts';
import type { RowFields } from './read-row.ts';

/** How a histogram began: by its column header, by a GC log's announcement, or with a row whose header is missing. */
export type Opening = 'header' | 'announcement' | 'row';

const MOST_DIAGNOSTICS = 200;

/** Rows without a header before and a Total after need at least so many companions to count as a histogram. */
const ROWS_WITHOUT_HEADER = 3;

/** A histogram being read. */
export class OpenHistogram {
  readonly #rows = new HistogramRows();
  readonly #context: StatedContext;
  readonly #diagnostics: Diagnostic[] = [];
  #moreDiagnostics = 0;
  #opening: Opening;
  #headerLine: number;
  readonly #firstLine: number;
  #lastLine: number;
  #total: (HistogramTotal & { readonly line: number }) | null = null;
  #unparsedLines = 0;
  /** Lines since the last one that belonged here; unparsed if another row follows, outside the histogram otherwise. */
  #strangers: number[] = [];

  constructor(opening: Opening, line: number, context: StatedContext) {
    this.#opening = opening;
    this.#headerLine = line;
    this.#firstLine = context.pidLine ?? line;
    this.#lastLine = line;
    this.#context = context;
  }

  get lastRank(): number {
    return this.#rows.lastRank;
  }

  /** Nothing but an announcement so far. */
  get isOnlyAnnounced(): boolean {
    return this.#opening === 'announcement' && this.#rows.count === 0;
  }

  get strangers(): number {
    return this.#strangers.length;
  }

  addHeader(line: number): void {
    this.#opening = 'header';
    this.#headerLine = line;
    this.addIgnorable(line);
  }

  /** A ruler under the header. */
  addIgnorable(line: number): void {
    this.#adopt(line);
  }

  addRow(bytes: Uint8Array, fields: RowFields, line: number): void {
    this.#adopt(line);
    this.#rows.add(bytes, fields, line);
  }

  addTotal(fields: RowFields, line: number): void {
    this.#adopt(line);
    this.#total = { instances: fields.instances, shallowBytes: fields.shallowBytes, line };
  }

  addBroken(line: number): void {
    this.#adopt(line);
    this.#unparsedLines += 1;
    this.#tell('HH-UNREADABLE-ROW', 'warning', { first: line, last: line }, {});
  }

  addStranger(line: number): void {
    this.#strangers.push(line);
  }

  /** null when what was read is no histogram after all. */
  finish(): ParsedArtifact<HeapHistogram> | null {
    if (this.isOnlyAnnounced && !this.#total) return null;
    if (this.#opening === 'row' && !this.#total && this.#rows.count < ROWS_WITHOUT_HEADER) return null;
    const columns = this.#rows.columns();
    this.#tellWhatIsMissing(columns.total);
    const total = this.#total;
    return {
      model: {
        ...columns,
        printedTotal: total && { instances: total.instances, shallowBytes: total.shallowBytes },
        totalLine: total?.line ?? null,
        headerLine: this.#headerLine,
        live: this.#context.live,
        pid: this.#context.pid,
      },
      capturedAt: this.#context.capturedAt,
      tool: this.#context.tool,
      span: { first: this.#firstLine, last: this.#lastLine },
      unparsedLines: this.#unparsedLines,
      diagnostics: this.#allDiagnostics(),
    };
  }

  #tellWhatIsMissing(summed: HistogramTotal): void {
    const end = { first: this.#lastLine, last: this.#lastLine };
    if (this.#opening !== 'header') this.#tell('HH-NO-HEADER', 'info', { first: this.#headerLine, last: this.#headerLine }, {});
    if (!this.#total) {
      this.#tell('HH-NO-TOTAL', 'warning', end, { rows: this.#rows.count });
      return;
    }
    const { instances, shallowBytes, line } = this.#total;
    if (instances === summed.instances && shallowBytes === summed.shallowBytes) return;
    this.#tell('HH-TOTAL-MISMATCH', 'warning', { first: line, last: line }, { rows: this.#rows.count, read: summed.shallowBytes, printed: shallowBytes });
  }

  #adopt(line: number): void {
    for (const stranger of this.#strangers) {
      this.#unparsedLines += 1;
      this.#tell('HH-UNKNOWN-LINE', 'warning', { first: stranger, last: stranger }, {});
    }
    this.#strangers = [];
    this.#lastLine = line;
  }

  #tell(code: string, severity: DiagnosticSeverity, span: LineSpan, params: Readonly<Record<string, number>>): void {
    if (this.#diagnostics.length >= MOST_DIAGNOSTICS) this.#moreDiagnostics += 1;
    else this.#diagnostics.push({ code, severity, span, message: message(`heap-histogram.diagnostic.${code}`, params) });
  }

  #allDiagnostics(): readonly Diagnostic[] {
    if (this.#moreDiagnostics === 0) return this.#diagnostics;
    const more = message('heap-histogram.diagnostic.HH-MORE', { count: this.#moreDiagnostics });
    return [...this.#diagnostics, { code: 'HH-MORE', severity: 'info', span: null, message: more }];
  }
}
