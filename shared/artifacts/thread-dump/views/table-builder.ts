import type { Column, ColumnTable } from '../../../base/column-table.ts';
import type { ThreadDump } from '../model.ts';

/** Fills a text column through its dictionary. `null` is "the source did not say". */
export class TextColumnBuilder {
  readonly #codes: Uint32Array;
  readonly #dictionary: string[] = [];
  readonly #codeOf = new Map<string, number>();

  constructor(rows: number) {
    this.#codes = new Uint32Array(rows);
  }

  set(row: number, value: string | null): void {
    if (value === null) return;
    let code = this.#codeOf.get(value);
    if (code === undefined) {
      this.#dictionary.push(value);
      code = this.#dictionary.length;
      this.#codeOf.set(value, code);
    }
    this.#codes[row] = code;
  }

  build(): Column {
    return { type: 'text', codes: this.#codes, dictionary: this.#dictionary };
  }
}

/** Texts that already have ids: each distinct id is decoded once. */
export function textColumn(ids: ArrayLike<number>, decode: (id: number) => string): Column {
  const codes = new Uint32Array(ids.length);
  const dictionary: string[] = [];
  const codeOf = new Map<number, number>();
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] as number;
    if (id === 0) continue;
    let code = codeOf.get(id);
    if (code === undefined) {
      dictionary.push(decode(id));
      code = dictionary.length;
      codeOf.set(id, code);
    }
    codes[row] = code;
  }
  return { type: 'text', codes, dictionary };
}

export function textsColumn(values: readonly (string | null)[]): Column {
  const column = new TextColumnBuilder(values.length);
  values.forEach((value, row) => column.set(row, value));
  return column.build();
}

/** null becomes NaN. */
export function numberColumn(values: ArrayLike<number | null>): Column {
  return { type: 'number', values: Float64Array.from(values, (value) => value ?? Number.NaN) };
}

export function table(rowCount: number, columns: Record<string, Column>, firstLine: ArrayLike<number>, lastLine: ArrayLike<number>): ColumnTable {
  return { rowCount, columns, firstLine: Uint32Array.from(firstLine), lastLine: Uint32Array.from(lastLine) };
}

/** Where the thread of a row was last seen, among the captures of a series. */
export interface LastSeen {
  readonly index: number;
  readonly row: number;
  readonly dump: ThreadDump;
}

/** A table over several captures: each row's lines are those of its thread where it was last seen. */
export function seriesTable(columns: Record<string, Column>, seen: readonly LastSeen[]): ColumnTable {
  const lines = (of: 'firstLine' | 'lastLine'): readonly number[] => seen.map(({ dump, row }) => dump.threads[of][row] ?? 0);
  return { ...table(seen.length, columns, lines('firstLine'), lines('lastLine')), lineCapture: Uint16Array.from(seen, ({ index }) => Math.max(0, index)) };
}
