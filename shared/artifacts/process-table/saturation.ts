import type { LoadedTables } from './loaded-times.ts';
import type { ProcessTable } from './model.ts';

/** Percent of idle CPU below which whoever runs would run more if it could. */
const NEARLY_NONE = 10;

/** Whether the CPUs had next to nothing left in the interval that top measured; false where nothing tells. */
export function isSaturated({ summary, cpuBasis }: ProcessTable): boolean {
  return cpuBasis === 'interval' && summary !== null && summary.cpuPercent.idle < NEARLY_NONE;
}

/** The same from the first to the last capture, by the ticks that the recipes print. */
export function wasSaturated(tables: LoadedTables): boolean {
  const first = tables[0].parsed.model.cpuTicks;
  const last = tables.at(-1)?.parsed.model.cpuTicks;
  if (!first || !last || last.total <= first.total) return false;
  return ((last.idle - first.idle) / (last.total - first.total)) * 100 < NEARLY_NONE;
}
