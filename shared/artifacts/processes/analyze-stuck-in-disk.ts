import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Evidence, Finding } from '../finding.ts';
import type { LoadedTables } from '../process-table/loaded-times.ts';
import { rowSeries, type RowSeries } from '../process-table/row-series.ts';
import { shownCommand } from '../process-table/shown-command.ts';
import { isKernelThread, rowsInState } from './process-states.ts';

/** Which processes were in uninterruptible sleep in every capture, without any CPU time between? One look alone proves nothing. PR-02 */
export function analyzeStuckInDisk(tables: LoadedTables): readonly Finding[] {
  if (tables.some(({ parsed }) => rowsInState(parsed.model, 'D').length === 0)) return [];
  const last = tables.at(-1) ?? tables[0];
  return rowSeries(tables)
    .filter((series) => isStuck(series) && !isKernelThread(last.parsed.model, series.rows.at(-1) ?? -1))
    .flatMap((series): readonly Finding[] => {
      const evidence: readonly Evidence[] = tables.map(({ id }, capture) => ({ artifact: id, line: series.lines[capture] ?? 0 }));
      if (!isNonEmpty(evidence)) return [];
      return [
        {
          rule: 'stuck-in-uninterruptible-sleep',
          severity: 'warning',
          certainty: 'computed',
          title: message('processes.finding.stuck', { command: shownCommand(series.command), pid: series.pid, captures: tables.length }),
          details: [message('processes.finding.uninterruptible.doubt')],
          evidence,
          weight: 2,
        },
      ];
    });
}

function isStuck({ states, cpuTimeMs }: RowSeries): boolean {
  return states.every((state) => state !== null && /^[DU]/.test(state)) && !((cpuTimeMs.at(-1) ?? 0) > (cpuTimeMs[0] ?? 0));
}
