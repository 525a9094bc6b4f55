import { LineScanner } from '../../base/line-scanner.ts';
import { message } from '../../base/message.ts';
import type { Diagnostic, ParsedArtifact } from '../../base/parsed.ts';
import type { ArtifactParser } from '../artifact-kind.ts';
import type { UptimeLog } from './model.ts';

const SAMPLE = /(?:(\d+) users?, +)?load averages?: (\d+\.\d+)/;

/**
 * Bytes → model. Never throws, drops no line silently, and gives the same for chunks cut anywhere.
 * The engine hands over UTF-8 with line ends normalized. A pattern for each line, as here, will do for small captures; see `heap-histogram/read-row.ts` for large ones.
 */
export class UptimeParser implements ArtifactParser<UptimeLog> {
  readonly #scanner = new LineScanner((bytes, start, end, line) => this.#take(new TextDecoder().decode(bytes.subarray(start, end)), line));
  readonly #rows: { readonly load: number; readonly users: number; readonly line: number }[] = [];
  readonly #diagnostics: Diagnostic[] = [];

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  /** One artifact for each that the capture holds; none when there is nothing of the kind. */
  finish(): readonly ParsedArtifact<UptimeLog>[] {
    this.#scanner.finish();
    const [first] = this.#rows;
    const last = this.#rows.at(-1);
    if (!first || !last) return [];
    const model: UptimeLog = {
      rowCount: this.#rows.length,
      load: Float64Array.from(this.#rows, ({ load }) => load),
      users: Float64Array.from(this.#rows, ({ users }) => users),
      lines: Uint32Array.from(this.#rows, ({ line }) => line),
    };
    return [{ model, capturedAt: null, tool: 'uptime', span: { first: first.line, last: Math.max(last.line, this.#diagnostics.at(-1)?.span?.last ?? 0) }, unparsedLines: this.#diagnostics.length, diagnostics: this.#diagnostics }];
  }

  #take(text: string, line: number): void {
    const sample = SAMPLE.exec(text);
    if (sample) this.#rows.push({ load: Number(sample[2]), users: sample[1] === undefined ? Number.NaN : Number(sample[1]), line });
    else if (text.includes('load average')) this.#diagnostics.push({ code: 'TP-UNREADABLE', severity: 'warning', span: { first: line, last: line }, message: message('template.diagnostic.TP-UNREADABLE') });
  }
}
