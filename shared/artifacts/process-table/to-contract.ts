import type { Json, JsonObject } from '../../base/json.ts';
import { textAt, type ProcessTable, type TopSummary } from './model.ts';
import { startedAtOf } from './start-times.ts';

const numberOrNull = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

/** The `data` of `borescope.analysis/1`; see CONTRACT.md, kinds `processes` and `thread-cpu`. */
export function processContract(table: ProcessTable): JsonObject {
  return {
    rows: table.rowCount,
    summary: table.summary && contractSummary(table.summary),
    processes: Array.from({ length: table.rowCount }, (_, row) => contractRow(table, row)),
  };
}

function contractSummary({ total, running, sleeping, stopped, zombie, cpuPercent }: TopSummary): Json {
  const { user, system, nice, idle, wait, steal } = cpuPercent;
  return {
    total: numberOrNull(total), running: numberOrNull(running), sleeping: numberOrNull(sleeping), stopped: numberOrNull(stopped), zombie: numberOrNull(zombie),
    cpuPercent: { user: numberOrNull(user), system: numberOrNull(system), nice: numberOrNull(nice), idle: numberOrNull(idle), wait: numberOrNull(wait), steal: numberOrNull(steal) },
  };
}

function contractRow(table: ProcessTable, row: number): Json {
  return {
    pid: numberOrNull(table.pids[row]),
    tid: numberOrNull(table.tids[row]),
    ppid: numberOrNull(table.ppids[row]),
    user: textAt(table.users, row),
    cpuPercent: numberOrNull(table.cpuPercent[row]),
    memPercent: numberOrNull(table.memPercent[row]),
    rssBytes: numberOrNull(table.rssBytes[row]),
    vszBytes: numberOrNull(table.vszBytes[row]),
    state: textAt(table.states, row),
    startedAt: startedAtOf(table, row),
    cpuTimeMs: numberOrNull(table.cpuTimeMs[row]),
    command: textAt(table.commands, row),
    line: table.lines[row] ?? 0,
  };
}
