import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Evidence, Finding } from '../finding.ts';
import { elapsedMs, type LoadedTables } from '../process-table/loaded-times.ts';
import { cpuRates } from '../process-table/row-series.ts';
import { wasSaturated } from '../process-table/saturation.ts';
import { shownCommand } from '../process-table/shown-command.ts';
import { HOG_PERCENT, HOGS_TOLD, MUCH_PERCENT } from './analyze-cpu-hogs.ts';

/** Which processes use most of a CPU by the CPU time they gained from capture to capture? PR-03 */
export function analyzeCpuRates(tables: LoadedTables): readonly Finding[] {
  const rates = cpuRates(tables);
  if (!rates || tables.every(({ parsed }) => parsed.model.cpuBasis === 'interval')) return [];
  const load = wasSaturated(tables) ? 'saturated' : 'free';
  const seconds = (elapsedMs(tables)?.at(-1) ?? 0) / 1000;
  return Array.from(rates)
    .filter(([, { atLeast }]) => atLeast >= HOG_PERCENT[load])
    .toSorted(([, a], [, b]) => b.percent - a.percent)
    .slice(0, HOGS_TOLD)
    .flatMap(([series, { percent }]): readonly Finding[] => {
      const evidence: readonly Evidence[] = tables.flatMap(({ id }, capture) => ((series.lines[capture] ?? 0) > 0 ? [{ artifact: id, line: series.lines[capture] ?? 0 }] : []));
      if (!isNonEmpty(evidence)) return [];
      return [
        {
          rule: 'cpu-hog',
          severity: percent >= MUCH_PERCENT[load] ? 'warning' : 'info',
          certainty: 'computed',
          title: message('processes.finding.cpu-hog.measured', { command: shownCommand(series.command), pid: series.pid, percent, seconds }),
          details: [message('processes.finding.cpu-hog.next')],
          evidence,
          weight: percent / 100,
        },
      ];
    });
}
