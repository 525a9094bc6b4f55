import { diffBy } from '../../base/diff-by.ts';
import { fitLine } from '../../base/fit-line.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { SeriesDiff } from '../artifact-kind.ts';
import { elapsedMs, type LoadedTables } from './loaded-times.ts';
import { cpuRate, hasChanged, rowSeries, type RowSeries } from './row-series.ts';

const HOUR_MS = 3_600_000;

/** First against last capture by id and start; with more than two, the values between and the fitted growth of the resident memory. PT-07 */
export function diffTables(tables: LoadedTables): SeriesDiff {
  const last = tables.length - 1;
  const elapsed = elapsedMs(tables);
  const all = byCpuGained(rowSeries(tables));
  const listedIn = (capture: number): readonly RowSeries[] => all.filter(({ rows }) => (rows[capture] ?? -1) >= 0);
  const { added, removed, changed } = diffBy(listedIn(0), listedIn(last), ({ key }) => key, (series) => !hasChanged(series));
  const values = (series: RowSeries): JsonObject => (last > 1 ? { values: series.rows.map((_, capture) => valueAt(tables, series, capture)) } : {});
  return {
    added: added.map((series) => ({ key: series.key, after: valueAt(tables, series, last), ...values(series) })),
    removed: removed.map((series) => ({ key: series.key, before: valueAt(tables, series, 0), ...values(series) })),
    changed: changed.map(([series]) => ({
      key: series.key,
      before: valueAt(tables, series, 0),
      after: valueAt(tables, series, last),
      delta: deltaOf(tables, series, elapsed),
      ...values(series),
      ...(last > 1 ? { growth: growthOf(series, elapsed) } : {}),
    })),
  };
}

const orNull = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

function valueAt(tables: LoadedTables, series: RowSeries, capture: number): Json {
  const row = series.rows[capture] ?? -1;
  if (row < 0) return null;
  return {
    pid: orNull(series.pid),
    tid: orNull(series.tid),
    command: series.command,
    state: series.states[capture] ?? null,
    cpuPercent: orNull(tables[capture]?.parsed.model.cpuPercent[row]),
    cpuTimeMs: orNull(series.cpuTimeMs[capture]),
    rssBytes: orNull(series.rssBytes[capture]),
  };
}

/** `cpuRatePercent`: CPU time gained over the time between; null where no clock tells it. */
function deltaOf(tables: LoadedTables, series: RowSeries, elapsed: readonly number[] | null): Json {
  const delta = (values: readonly number[]): number | null => orNull((values.at(-1) ?? Number.NaN) - (values[0] ?? Number.NaN));
  const rate = elapsed && cpuRate(tables, series, elapsed, 0, tables.length - 1);
  return { cpuTimeMs: delta(series.cpuTimeMs), rssBytes: delta(series.rssBytes), cpuRatePercent: rate ? rate.percent : null };
}

/** Growth of the resident memory; null where times are unknown, a value is missing, or nothing can be fitted. No limit is known, so there is no `etaToLimit`. */
function growthOf({ rssBytes }: RowSeries, elapsed: readonly number[] | null): Json {
  const fit = elapsed && fitLine(elapsed.map((ms) => ms / HOUR_MS), rssBytes);
  return fit ? { slopePerHour: fit.slope, r2: fit.r2, etaToLimit: null } : null;
}

/** Most CPU time gained first; equal ones by id. */
function byCpuGained(all: readonly RowSeries[]): readonly RowSeries[] {
  const gained = ({ cpuTimeMs }: RowSeries): number => {
    const delta = (cpuTimeMs.at(-1) ?? Number.NaN) - (cpuTimeMs[0] ?? Number.NaN);
    return Number.isNaN(delta) ? -1 : delta;
  };
  const idOf = ({ pid, tid }: RowSeries): number => (Number.isNaN(tid) ? pid : tid);
  return all.map((series) => ({ series, gained: gained(series) })).toSorted((a, b) => b.gained - a.gained || idOf(a.series) - idOf(b.series)).map(({ series }) => series);
}
