/** Numbers of one column; NaN is "the source did not say". */
export interface NumberColumn {
  readonly type: 'number';
  readonly values: Float64Array;
}

/** Texts of one column through a dictionary; code 0 is "the source did not say", code n is `dictionary[n - 1]`. */
export interface TextColumn {
  readonly type: 'text';
  readonly codes: Uint32Array;
  readonly dictionary: readonly string[];
}

export type Column = NumberColumn | TextColumn;

/** A whole table, column by column. Row i came from lines `firstLine[i]..lastLine[i]` (0 = no line of its own). */
export interface ColumnTable {
  readonly rowCount: number;
  readonly columns: Readonly<Record<string, Column>>;
  readonly firstLine: Uint32Array;
  readonly lastLine: Uint32Array;
  /** Of a table over several captures: the place among them of the one that a row's lines are in. */
  readonly lineCapture?: Uint16Array;
}

/** A cell as it crosses to a door. */
export type Cell = string | number | null;
