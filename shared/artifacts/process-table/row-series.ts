import { textAt, type ProcessTable } from './model.ts';
import { elapsedMs, type LoadedTables } from './loaded-times.ts';
import { startedAtOf } from './start-times.ts';

/** One process or thread over all captures; index i of every array is capture i. NaN and null: not listed, or not said. */
export interface RowSeries {
  /** Id and start time, as far as one is known. */
  readonly key: string;
  readonly pid: number;
  readonly tid: number;
  /** As the last capture that lists it prints it. */
  readonly command: string;
  readonly user: string | null;
  /** Row in each capture; -1 where it is not listed. */
  readonly rows: readonly number[];
  readonly cpuTimeMs: readonly number[];
  readonly rssBytes: readonly number[];
  readonly states: readonly (string | null)[];
  /** 0 where it is not listed. */
  readonly lines: readonly number[];
}

interface GrowingSeries extends RowSeries {
  command: string;
  user: string | null;
  readonly rows: number[];
  readonly cpuTimeMs: number[];
  readonly rssBytes: number[];
  readonly states: (string | null)[];
  readonly lines: number[];
  startedMs: number;
  startedAt: string | null;
  /** A row of it held the CPU of the whole process, so that CPU time that fell proves nothing. */
  isWhole: boolean;
}

/** Start times computed from the uptime move by a second now and then. */
const SAME_START_MS = 2000;

/** Joins captures by pid and start, or tid and start. An id that was given to another process begins another series. PT-07 */
export function rowSeries(tables: LoadedTables): readonly RowSeries[] {
  const all: GrowingSeries[] = [];
  const current = new Map<number, GrowingSeries>();
  for (const [capture, { parsed }] of tables.entries()) {
    const { model } = parsed;
    const ids = model.rowsAre === 'threads' ? model.tids : model.pids;
    const whole = new Set(model.wholeProcessRows);
    for (let row = 0; row < model.rowCount; row++) {
      const id = ids[row] as number;
      let series = current.get(id);
      if (!series || !isSame(series, model, row, whole.has(row))) {
        series = newSeries(model, row, tables.length, id);
        all.push(series);
        current.set(id, series);
      }
      addRow(series, capture, model, row);
      series.isWhole ||= whole.has(row);
    }
  }
  return all;
}

function newSeries(model: ProcessTable, row: number, captures: number, id: number): GrowingSeries {
  const startedAt = startedAtOf(model, row);
  const unknown = (): number[] => Array.from({ length: captures }, () => Number.NaN);
  return {
    key: startedAt === null ? String(id) : `${id} ${startedAt}`,
    pid: model.pids[row] as number, tid: model.tids[row] as number,
    command: '', user: null,
    rows: Array.from({ length: captures }, () => -1),
    cpuTimeMs: unknown(), rssBytes: unknown(),
    states: Array.from({ length: captures }, () => null),
    lines: Array.from({ length: captures }, () => 0),
    startedMs: model.startedMs[row] as number, startedAt, isWhole: false,
  };
}

function addRow(series: GrowingSeries, capture: number, model: ProcessTable, row: number): void {
  series.rows[capture] = row;
  series.cpuTimeMs[capture] = model.cpuTimeMs[row] as number;
  series.rssBytes[capture] = model.rssBytes[row] as number;
  series.states[capture] = textAt(model.states, row);
  series.lines[capture] = model.lines[row] as number;
  series.command = textAt(model.commands, row) ?? series.command;
  series.user = textAt(model.users, row) ?? series.user;
}

/** Short start times change their form with the day (`16:04`, then `Nov21`), so that only full ones tell two processes apart; so does CPU time that fell. */
function isSame(series: GrowingSeries, model: ProcessTable, row: number, isWhole: boolean): boolean {
  const startedMs = model.startedMs[row] as number;
  if (Math.abs(startedMs - series.startedMs) > SAME_START_MS) return false;
  if (series.isWhole || isWhole) return true;
  const before = series.cpuTimeMs.findLast((ms) => !Number.isNaN(ms)) ?? Number.NaN;
  return !((model.cpuTimeMs[row] as number) + (model.cpuTimeStepsMs[row] as number) < before);
}

/** States flicker and percentages follow from the times: what counts is CPU time, and for processes the memory, which is no thread's own. */
export function hasChanged({ tid, cpuTimeMs, rssBytes }: RowSeries): boolean {
  const differs = (values: readonly number[]): boolean => values.some((value) => !Object.is(value, values[0]));
  return differs(cpuTimeMs) || (Number.isNaN(tid) && differs(rssBytes));
}

/** CPU used between captures `from` and `to` in percent of one CPU, and the least it can have been given the steps in which CPU time is counted. */
export interface CpuRate {
  readonly percent: number;
  readonly atLeast: number;
}

/** null where a capture does not list the row, or times are unknown. PT-08 */
export function cpuRate(tables: LoadedTables, series: RowSeries, elapsed: readonly number[], from: number, to: number): CpuRate | null {
  const gained = (series.cpuTimeMs[to] ?? Number.NaN) - (series.cpuTimeMs[from] ?? Number.NaN);
  const wall = (elapsed[to] ?? Number.NaN) - (elapsed[from] ?? Number.NaN);
  if (Number.isNaN(gained) || !(wall > 0)) return null;
  const step = tables[to]?.parsed.model.cpuTimeStepsMs[series.rows[to] ?? -1] ?? 0;
  return { percent: Math.max(0, (gained / wall) * 100), atLeast: Math.max(0, ((gained - step) / wall) * 100) };
}

/** Rates of all rows over the whole series, by row; null where no time is known. */
export function cpuRates(tables: LoadedTables): ReadonlyMap<RowSeries, CpuRate> | null {
  const elapsed = elapsedMs(tables);
  if (!elapsed) return null;
  const rates = new Map<RowSeries, CpuRate>();
  for (const series of rowSeries(tables)) {
    const first = series.rows.findIndex((row) => row >= 0);
    const last = series.rows.findLastIndex((row) => row >= 0);
    const rate = cpuRate(tables, series, elapsed, first, last);
    if (rate) rates.set(series, rate);
  }
  return rates;
}
