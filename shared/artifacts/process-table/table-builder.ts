import type { TextColumn } from '../../base/column-table.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import type { ProcessTable } from './model.ts';
import type { RowFields } from './read-row.ts';

const FIRST_SIZE = 256;
const NUMBERS = ['pids', 'tids', 'ppids', 'cpuPercent', 'memPercent', 'rssBytes', 'vszBytes', 'cpuTimeMs', 'cpuTimeStepsMs', 'threadCounts', 'startedMs'] as const;
const TEXTS = ['users', 'states', 'startedAt', 'commands'] as const;

export type NumberColumnName = (typeof NUMBERS)[number];
export type TextColumnName = (typeof TEXTS)[number];
export type BuiltColumns = Pick<ProcessTable, 'rowCount' | 'lines' | NumberColumnName | TextColumnName>;

/** The growing columns of one table. */
export class TableBuilder {
  rowCount = 0;
  #size = FIRST_SIZE;
  #lines = new Uint32Array(FIRST_SIZE);
  readonly #numbers = columnsOf(NUMBERS, () => new Float64Array(FIRST_SIZE));
  readonly #codes = columnsOf(TEXTS, () => new Uint32Array(FIRST_SIZE));
  readonly #dictionaries = columnsOf(TEXTS, () => new ByteDictionary());

  /** Begins a row that says nothing yet; gives its index. */
  begin(line: number): number {
    if (this.rowCount === this.#size) this.#grow();
    const row = this.rowCount++;
    this.#lines[row] = line;
    for (const name of NUMBERS) this.#numbers[name][row] = Number.NaN;
    return row;
  }

  setNumber(name: NumberColumnName, row: number, value: number): void {
    this.#numbers[name][row] = value;
  }

  /** An empty text says nothing. */
  setText(name: TextColumnName, row: number, bytes: Uint8Array, start: number, end: number): void {
    if (end > start) this.#codes[name][row] = this.#dictionaries[name].codeOf(bytes, start, end);
  }

  add(bytes: Uint8Array, fields: RowFields, line: number): void {
    if (this.rowCount === this.#size) this.#grow();
    const row = this.rowCount++;
    const numbers = this.#numbers;
    this.#lines[row] = line;
    numbers.pids[row] = Number.isNaN(fields.pid) ? fields.tgid : fields.pid;
    // In top -H the id is the thread's and TGID the process's; OpenTable puts both in their places.
    numbers.tids[row] = Number.isNaN(fields.tid) ? fields.tgid : fields.tid;
    numbers.ppids[row] = fields.ppid;
    numbers.cpuPercent[row] = fields.cpuPercent;
    numbers.memPercent[row] = fields.memPercent;
    numbers.rssBytes[row] = fields.rssBytes;
    numbers.vszBytes[row] = fields.vszBytes;
    numbers.cpuTimeMs[row] = fields.time.ms;
    numbers.cpuTimeStepsMs[row] = fields.time.stepMs;
    numbers.threadCounts[row] = fields.threads;
    numbers.startedMs[row] = Number.NaN;
    this.setText('users', row, bytes, fields.userStart, fields.userEnd);
    this.setText('states', row, bytes, fields.stateStart, fields.stateEnd);
    this.setText('startedAt', row, bytes, fields.startStart, fields.startEnd);
    this.setText('commands', row, bytes, fields.commandStart, fields.commandEnd);
  }

  columns(): BuiltColumns {
    const count = this.rowCount;
    const numbers = columnsOf(NUMBERS, (name) => this.#numbers[name].slice(0, count));
    const texts = columnsOf(TEXTS, (name): TextColumn => ({ type: 'text', codes: this.#codes[name].slice(0, count), dictionary: this.#dictionaries[name].texts() }));
    return { rowCount: count, lines: this.#lines.slice(0, count), ...numbers, ...texts };
  }

  #grow(): void {
    this.#size *= 2;
    const lines = new Uint32Array(this.#size);
    lines.set(this.#lines);
    this.#lines = lines;
    for (const name of NUMBERS) {
      const larger = new Float64Array(this.#size);
      larger.set(this.#numbers[name]);
      this.#numbers[name] = larger;
    }
    for (const name of TEXTS) {
      const larger = new Uint32Array(this.#size);
      larger.set(this.#codes[name]);
      this.#codes[name] = larger;
    }
  }
}

function columnsOf<Name extends string, Value>(names: readonly Name[], make: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}
