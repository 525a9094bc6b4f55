import { message, type MessageParam } from '../../base/message.ts';
import type { Diagnostic, DiagnosticSeverity, LineSpan } from '../../base/parsed.ts';

const MOST = 200;

/** Notes of one table, with a last one that says how many more there were. */
export class DiagnosticList {
  readonly #prefix: string;
  readonly #told: Diagnostic[] = [];
  #more = 0;

  /** `prefix`: id of the kind whose catalogue holds the sentences. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  tell(code: string, severity: DiagnosticSeverity, span: LineSpan | null, params: Readonly<Record<string, MessageParam>> = {}): void {
    if (this.#told.length >= MOST) this.#more += 1;
    else this.#told.push({ code, severity, span, message: message(`${this.#prefix}.diagnostic.${code}`, params) });
  }

  /** Also those of a part that is not kept itself. */
  addAll(others: readonly Diagnostic[]): void {
    for (const diagnostic of others) {
      if (this.#told.length >= MOST) this.#more += 1;
      else this.#told.push(diagnostic);
    }
  }

  all(): readonly Diagnostic[] {
    if (this.#more === 0) return this.#told;
    return [...this.#told, { code: 'PT-MORE', severity: 'info', span: null, message: message(`${this.#prefix}.diagnostic.PT-MORE`, { count: this.#more }) }];
  }
}
