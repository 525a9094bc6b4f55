import { ByteDictionary } from './byte-dictionary.ts';
import type { NumberColumn, TextColumn } from './column-table.ts';

const NO_NUMBERS = new Float64Array(0);
const NO_CODES = new Uint32Array(0);

/** A column table whose columns are known by name and type. */
export interface NamedTable<Numbers extends string, Texts extends string> {
  readonly rowCount: number;
  readonly columns: { readonly [name in Numbers]: NumberColumn } & { readonly [name in Texts]: TextColumn };
  readonly firstLine: Uint32Array;
  readonly lastLine: Uint32Array;
}

/**
 * Collects a table row by row. Cells are addressed by the position of their column in the list it was made with,
 * because looking up a name for each cell of a million rows takes longer than reading them. Cells not set say nothing.
 */
export class ColumnTableBuilder<Numbers extends string, Texts extends string> {
  readonly #numberNames: readonly Numbers[];
  readonly #textNames: readonly Texts[];
  /** Of no length until a cell is set: many columns of most sources say nothing. */
  readonly #numbers: Float64Array<ArrayBuffer>[];
  readonly #codes: Uint32Array<ArrayBuffer>[];
  readonly #dictionaries: readonly ByteDictionary[];
  #firstLine = new Uint32Array(64);
  #lastLine = new Uint32Array(64);
  #rows = 0;

  constructor(numberNames: readonly Numbers[], textNames: readonly Texts[]) {
    this.#numberNames = numberNames;
    this.#textNames = textNames;
    this.#numbers = numberNames.map(() => NO_NUMBERS);
    this.#codes = textNames.map(() => NO_CODES);
    this.#dictionaries = textNames.map(() => new ByteDictionary());
  }

  get rowCount(): number {
    return this.#rows;
  }

  /** Begins the next row; what is set from now on belongs to it. */
  begin(line: number): void {
    if (this.#rows === this.#firstLine.length) this.#grow();
    this.#firstLine[this.#rows] = line;
    this.#lastLine[this.#rows] = line;
    this.#rows += 1;
  }

  /** A further line belongs to the last row. */
  extendTo(line: number): void {
    this.#lastLine[this.#rows - 1] = line;
  }

  setNumber(column: number, value: number, row = this.#rows - 1): void {
    let values = this.#numbers[column] as Float64Array<ArrayBuffer>;
    if (values.length === 0) {
      values = new Float64Array(this.#firstLine.length).fill(Number.NaN);
      this.#numbers[column] = values;
    }
    values[row] = value;
  }

  numberAt(column: number, row: number): number {
    return this.#numbers[column]?.[row] ?? Number.NaN;
  }

  setText(column: number, bytes: Uint8Array, start: number, end: number): void {
    if (end > start) this.setCode(column, (this.#dictionaries[column] as ByteDictionary).codeOf(bytes, start, end));
  }

  /** Code of a text of this column, for `setCode`: saves looking it up for each row. */
  codeOf(column: number, text: string): number {
    return (this.#dictionaries[column] as ByteDictionary).codeOfText(text);
  }

  setCode(column: number, code: number, row = this.#rows - 1): void {
    let codes = this.#codes[column] as Uint32Array<ArrayBuffer>;
    if (codes.length === 0) {
      codes = new Uint32Array(this.#firstLine.length);
      this.#codes[column] = codes;
    }
    codes[row] = code;
  }

  codeAt(column: number, row: number): number {
    return this.#codes[column]?.[row] ?? 0;
  }

  finish(): NamedTable<Numbers, Texts> {
    const rows = this.#rows;
    // Columns that say nothing share their memory.
    const noNumbers = new Float64Array(rows).fill(Number.NaN);
    const noCodes = new Uint32Array(rows);
    const valuesOf = (values: Float64Array): Float64Array => (values.length === 0 ? noNumbers : values.slice(0, rows));
    const codesOf = (codes: Uint32Array): Uint32Array => (codes.length === 0 ? noCodes : codes.slice(0, rows));
    const numbers = this.#numberNames.map((name, i): readonly [string, NumberColumn] => [name, { type: 'number', values: valuesOf(this.#numbers[i] ?? NO_NUMBERS) }]);
    const texts = this.#textNames.map((name, i): readonly [string, TextColumn] => [name, { type: 'text', codes: codesOf(this.#codes[i] ?? NO_CODES), dictionary: this.#dictionaries[i]?.texts() ?? [] }]);
    return {
      rowCount: rows,
      columns: Object.fromEntries([...numbers, ...texts]) as NamedTable<Numbers, Texts>['columns'],
      firstLine: this.#firstLine.slice(0, rows),
      lastLine: this.#lastLine.slice(0, rows),
    };
  }

  #grow(): void {
    const size = this.#firstLine.length * 2;
    this.#firstLine = grown(this.#firstLine, size);
    this.#lastLine = grown(this.#lastLine, size);
    for (const [i, values] of this.#numbers.entries()) {
      if (values.length === 0) continue;
      const larger = new Float64Array(size).fill(Number.NaN, values.length);
      larger.set(values);
      this.#numbers[i] = larger;
    }
    for (const [i, codes] of this.#codes.entries()) if (codes.length > 0) this.#codes[i] = grown(codes, size);
  }
}

function grown(values: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size);
  larger.set(values);
  return larger;
}

/** The text of a cell; null where the source did not say. */
export function textAt({ codes, dictionary }: TextColumn, row: number): string | null {
  return dictionary[(codes[row] ?? 0) - 1] ?? null;
}

/** The number of a cell; null where the source did not say. */
export function numberAt({ values }: NumberColumn, row: number): number | null {
  const value = values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}
