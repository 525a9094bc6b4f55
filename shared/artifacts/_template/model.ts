/** What was read, as plain readonly data. A kind with many rows keeps them column by column, in typed arrays. `null` = the source did not say. */
export interface UptimeLog {
  readonly rowCount: number;
  /** Load average over one minute, as printed. */
  readonly load: Float64Array;
  /** Users logged in; NaN where the line does not say. */
  readonly users: Float64Array;
  /** 1-based line of each row: every fact on screen leads back to its line. */
  readonly lines: Uint32Array;
}
