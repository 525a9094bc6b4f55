import type { TextColumn } from './column-table.ts';

/** Builds a text column of a known number of rows; rows not set say nothing. */
export class TextColumnBuilder {
  readonly #codes: Uint32Array;
  readonly #dictionary: string[] = [];
  readonly #codeOf = new Map<string, number>();

  constructor(rowCount: number) {
    this.#codes = new Uint32Array(rowCount);
  }

  set(row: number, text: string | null): void {
    if (text === null) return;
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#dictionary.push(text);
      this.#codeOf.set(text, code);
    }
    this.#codes[row] = code;
  }

  finish(): TextColumn {
    return { type: 'text', codes: this.#codes, dictionary: this.#dictionary };
  }
}

/** A text column from a function of the row. */
export function textColumn(rowCount: number, textOf: (row: number) => string | null): TextColumn {
  const builder = new TextColumnBuilder(rowCount);
  for (let row = 0; row < rowCount; row++) builder.set(row, textOf(row));
  return builder.finish();
}
