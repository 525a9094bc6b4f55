import type { TextColumn } from '../../base/column-table.ts';

/** Share of all CPUs in percent, as top's `%Cpu(s)` line prints it. NaN: not printed. */
export interface CpuShare {
  readonly user: number;
  readonly system: number;
  readonly nice: number;
  readonly idle: number;
  /** Waiting for I/O (`wa`, `io`). */
  readonly wait: number;
  /** Taken by the hypervisor (`st`). */
  readonly steal: number;
}

/** The head of a top iteration. NaN: not printed, as by busybox, which counts no tasks. */
export interface TopSummary {
  readonly total: number;
  readonly running: number;
  readonly sleeping: number;
  readonly stopped: number;
  readonly zombie: number;
  readonly cpuPercent: CpuShare;
  /** Line of the CPU shares; the first line of the iteration where none is printed. */
  readonly cpuLine: number;
}

/** Ticks of all CPUs together since boot: the first line of /proc/stat. */
export interface CpuTicks {
  readonly total: number;
  readonly idle: number;
  readonly wait: number;
  readonly steal: number;
  readonly line: number;
}

/**
 * What the %CPU column means. `interval`: over the time since the iteration before. `lifetime`: CPU time over the time since
 * start, what ps prints. `first-iteration`: a single iteration of top, which has no interval to measure.
 */
export type CpuBasis = 'interval' | 'lifetime' | 'first-iteration';

/** Processes or threads as ps(1), top(1) or /proc list them, column by column; index i of every column is one row, in printed order. NaN and code 0: the source did not say. */
export interface ProcessTable {
  readonly rowCount: number;
  readonly rowsAre: 'processes' | 'threads';
  readonly source: 'ps' | 'top' | 'proc';
  readonly cpuBasis: CpuBasis;
  readonly pids: Float64Array;
  /** LWP of `ps -L`, PID column of `top -H`. NaN where rows are processes. */
  readonly tids: Float64Array;
  readonly ppids: Float64Array;
  /** 100 is one CPU fully used. */
  readonly cpuPercent: Float64Array;
  readonly memPercent: Float64Array;
  readonly rssBytes: Float64Array;
  readonly vszBytes: Float64Array;
  readonly cpuTimeMs: Float64Array;
  /** Step in which the CPU time of the row is counted: 10 ms in top and /proc, 1000 in ps. */
  readonly cpuTimeStepsMs: Float64Array;
  /** NLWP: threads of the process. */
  readonly threadCounts: Float64Array;
  /** Start in milliseconds since 1970 on the capture's own clock, whose zone may be unknown: good for comparing only. NaN where no full time is printed. */
  readonly startedMs: Float64Array;
  readonly users: TextColumn;
  /** As printed: `Ssl+`. */
  readonly states: TextColumn;
  /** ISO 8601 where a full time is printed, else as printed: `Oct25`, `10:11AM`. */
  readonly startedAt: TextColumn;
  readonly commands: TextColumn;
  /** Rows of main threads whose CPU seems to be that of the whole process, as procps prints it; empty where rows are processes. See TC-05. */
  readonly wholeProcessRows: readonly number[];
  /** 1-based line of each row. */
  readonly lines: Uint32Array;
  readonly summary: TopSummary | null;
  /** Milliseconds since 1970 by the clock that a recipe printed; null elsewhere. */
  readonly clockMs: number | null;
  /** Milliseconds since boot that a recipe printed, to the hundredth of a second; null elsewhere. */
  readonly uptimeMs: number | null;
  /** Milliseconds since midnight that top printed; null elsewhere. */
  readonly timeOfDayMs: number | null;
  readonly cpus: number | null;
  readonly memTotalBytes: number | null;
  readonly cpuTicks: CpuTicks | null;
  /** The process that a recipe was asked about; null elsewhere. */
  readonly askedPid: number | null;
}

export function textAt({ codes, dictionary }: TextColumn, row: number): string | null {
  return dictionary[(codes[row] ?? 0) - 1] ?? null;
}
