import { textAt, type ProcessTable } from '../process-table/model.ts';
import { isKernelThread, programName } from './process-states.ts';

/** Processes of one program under one parent. */
export interface Family {
  readonly program: string;
  readonly ppid: number;
  readonly rows: readonly number[];
}

/** Families by parent and program, largest first. Kernel threads are none. */
export function families(table: ProcessTable): readonly Family[] {
  const groups = new Map<string, { readonly program: string; readonly ppid: number; readonly rows: number[] }>();
  for (let row = 0; row < table.rowCount; row++) {
    const ppid = table.ppids[row] ?? Number.NaN;
    const program = programName(textAt(table.commands, row));
    if (Number.isNaN(ppid) || program === '' || isKernelThread(table, row)) continue;
    const key = `${ppid} ${program}`;
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { program, ppid, rows: [row] });
  }
  return [...groups.values()].toSorted((a, b) => b.rows.length - a.rows.length);
}

/** Name of a process by its id; its id alone where the table does not list it. */
export function nameOf(table: ProcessTable, pid: number): string {
  const row = table.pids.indexOf(pid);
  return row < 0 ? String(pid) : `${programName(textAt(table.commands, row))} (${pid})`;
}
