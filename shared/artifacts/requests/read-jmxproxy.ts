import { requestRow, type RequestRow } from './request-row.ts';
import { isServing, stageOf } from './tomcat-stages.ts';

const NAME = /^Name: .*\btype=RequestProcessor\b/;
const FIELD = /^(\w+): ?(.*)$/;

export function beginsProcessor(text: string): boolean {
  return NAME.test(text);
}

/** Fields of one RequestProcessor as Tomcat's jmxproxy prints them, line by line. RQ-01 */
export class OpenProcessor {
  readonly first: number;
  last: number;
  readonly #fields = new Map<string, string>();

  constructor(line: number) {
    this.first = line;
    this.last = line;
  }

  /** False when the line is no field: the listing of this processor has ended. */
  take(text: string, line: number): boolean {
    const [, name, value] = FIELD.exec(text) ?? [];
    if (name === undefined || value === undefined || name === 'Name') return false;
    this.#fields.set(name, value);
    this.last = line;
    return true;
  }

  row(): RequestRow {
    const stage = stageOf(this.#fields.get('stage') ?? '');
    const serves = isServing(stage);
    const url = this.#text('currentUri');
    const query = this.#text('currentQueryString');
    return requestRow('tomcat-request-processor', serves ? 'in-flight' : 'idle', {
      thread: this.#text('workerThreadName'),
      method: serves ? this.#text('method') : null,
      url: serves && url !== null ? (query === null ? url : `${url}?${query}`) : null,
      remote: this.#text('remoteAddr'),
      stage,
      durationMs: serves ? this.#number('requestProcessingTime') : null,
    });
  }

  /** Tomcat prints `null` and `?` for what is not there. */
  #text(name: string): string | null {
    const value = this.#fields.get(name)?.trim() ?? '';
    return value === '' || value === 'null' || value === '?' ? null : value;
  }

  #number(name: string): number | null {
    const value = this.#text(name);
    return value !== null && /^\d+$/.test(value) ? Number(value) : null;
  }
}
