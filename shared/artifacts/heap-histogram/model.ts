/** Instances and shallow bytes together, as the histogram's Total line prints them. */
export interface HistogramTotal {
  readonly instances: number;
  readonly shallowBytes: number;
}

/** A class histogram, column by column; index i of every column is one printed row, in printed order. */
export interface HeapHistogram {
  readonly rowCount: number;
  /** The number before the colon. Rows are ranked by bytes, so it names no class across captures. */
  readonly ranks: Uint32Array;
  /** As Java source writes it: `byte[]`, `java.lang.String[]`. */
  readonly classNames: readonly string[];
  /** As printed: `[B`, `[Ljava.lang.String;`. */
  readonly rawNames: readonly string[];
  /** Index into `modules` plus 1; 0 where none is printed (unnamed module, or a JVM before 9). */
  readonly moduleCodes: Uint32Array;
  /** With version, e.g. `java.base@17.0.15`. */
  readonly modules: readonly string[];
  readonly instances: Float64Array;
  readonly shallowBytes: Float64Array;
  /** 1-based line of each row. */
  readonly lines: Uint32Array;
  /** Sum over the rows read. */
  readonly total: HistogramTotal;
  /** The Total line; null when there is none, as in a cut capture. */
  readonly printedTotal: HistogramTotal | null;
  /** Line of the Total; null when there is none. */
  readonly totalLine: number | null;
  /** Line of the column header, or of whatever opened the histogram. */
  readonly headerLine: number;
  /** true: only reachable objects were counted (a full GC ran before); false: garbage too; null: the text does not say. */
  readonly live: boolean | null;
  /** Process id that jcmd prints first; null when it is not there. */
  readonly pid: number | null;
}

/** Whether every row is there, so that a class not listed has no instances. */
export function isWhole({ total, printedTotal }: HeapHistogram): boolean {
  return printedTotal !== null && printedTotal.instances === total.instances && printedTotal.shallowBytes === total.shallowBytes;
}

/** The module as printed, or null. */
export function moduleOf(histogram: HeapHistogram, row: number): string | null {
  return histogram.modules[(histogram.moduleCodes[row] ?? 0) - 1] ?? null;
}
