import { isNonEmpty } from '../../base/non-empty.ts';
import type { Evidence, Finding } from '../finding.ts';
import { elapsedMs, type LoadedTables } from '../process-table/loaded-times.ts';
import { cpuRates, type CpuRate, type RowSeries } from '../process-table/row-series.ts';
import { wasSaturated } from '../process-table/saturation.ts';
import { hotThreadFindings, type ThreadLoad } from './hot-thread-findings.ts';

/** Which threads are hot by the CPU time they gained from capture to capture? Only where the captures did not measure that themselves. TC-03 */
export function analyzeThreadRates(tables: LoadedTables): readonly Finding[] {
  if (tables.every(({ parsed }) => parsed.model.cpuBasis === 'interval')) return [];
  const rates = cpuRates(tables);
  if (!rates) return [];
  const mainThreads = new Set(tables.flatMap(({ parsed: { model } }) => model.wholeProcessRows.map((row) => model.tids[row])));
  const loads = Array.from(rates, ([series, { atLeast }]): ThreadLoad | null => {
    const evidence: readonly Evidence[] = tables.flatMap(({ id }, capture) => ((series.lines[capture] ?? 0) > 0 ? [{ artifact: id, line: series.lines[capture] ?? 0 }] : []));
    return isNonEmpty(evidence) ? { tid: series.tid, name: series.command, percent: mainThreads.has(series.tid) ? atLeast - othersOf(series, rates) : atLeast, evidence } : null;
  });
  const seconds = (elapsedMs(tables)?.at(-1) ?? 0) / 1000;
  return hotThreadFindings(loads.filter((load) => load !== null), { wording: 'measured', certainty: 'computed', seconds, saturated: wasSaturated(tables), details: [] });
}

/** What the other threads of the process used: the row of a main thread may hold the sum of all. TC-05 */
function othersOf(main: RowSeries, rates: ReadonlyMap<RowSeries, CpuRate>): number {
  let sum = 0;
  for (const [series, { percent }] of rates) if (series !== main && Object.is(series.pid, main.pid)) sum += percent;
  return sum;
}
