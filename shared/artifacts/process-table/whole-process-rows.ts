import type { TextColumn } from '../../base/column-table.ts';

type Columns = {
  readonly rowCount: number;
  readonly pids: Float64Array;
  readonly tids: Float64Array;
  readonly rssBytes: Float64Array;
  readonly vszBytes: Float64Array;
  readonly cpuTimeMs: Float64Array;
  readonly cpuPercent: Float64Array;
  readonly users: TextColumn;
};

/**
 * Rows of main threads that hold the CPU of their whole process: procps prints that for the thread whose LWP is the PID, in top -H and in ps -L.
 * Such a row has at least what all other threads of its process have together. A main thread that really does most of the work looks the same. TC-05
 */
export function wholeProcessRows(columns: Columns): readonly number[] {
  const rows: number[] = [];
  for (const members of byProcess(columns)) {
    const leader = leaderOf(columns, members);
    if (leader < 0 || members.length < 2) continue;
    const { cpuTimeMs, cpuPercent } = columns;
    if (coversOthers(cpuTimeMs, leader, members) || coversOthers(cpuPercent, leader, members)) rows.push(leader);
  }
  return rows;
}

/** What is left of a main thread's value when those of the other threads of its process are taken off; the value itself for all other rows. */
export function ownValues(columns: Columns & { readonly wholeProcessRows: readonly number[] }, values: Float64Array): Float64Array {
  if (columns.wholeProcessRows.length === 0) return values;
  const own = values.slice();
  const isWhole = new Set(columns.wholeProcessRows);
  for (const members of byProcess(columns)) {
    const leader = leaderOf(columns, members);
    if (isWhole.has(leader)) own[leader] = Math.max(0, (values[leader] ?? Number.NaN) - sumOfOthers(values, leader, members));
  }
  return own;
}

/** Where top does not print the process, threads that show the same memory and user belong together. */
function byProcess({ rowCount, pids, users, rssBytes, vszBytes }: Columns): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rowCount; row++) {
    const pid = pids[row] ?? Number.NaN;
    const key = Number.isNaN(pid) ? `${users.codes[row] ?? 0} ${rssBytes[row] ?? 0} ${vszBytes[row] ?? 0}` : String(pid);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function leaderOf({ pids, tids }: Columns, members: readonly number[]): number {
  const printed = members.find((row) => tids[row] === pids[row]);
  if (printed !== undefined) return printed;
  if (members.some((row) => !Number.isNaN(pids[row]))) return -1;
  return members.reduce((least, row) => ((tids[row] ?? 0) < (tids[least] ?? 0) ? row : least), members[0] ?? -1);
}

function coversOthers(values: Float64Array, leader: number, members: readonly number[]): boolean {
  const others = sumOfOthers(values, leader, members);
  // Each value is cut to its step, so that the sum may be a little above.
  return others > 0 && (values[leader] ?? Number.NaN) >= others * 0.95;
}

function sumOfOthers(values: Float64Array, leader: number, members: readonly number[]): number {
  return members.reduce((sum, row) => sum + (row === leader ? 0 : values[row] || 0), 0);
}
