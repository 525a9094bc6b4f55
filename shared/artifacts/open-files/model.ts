import { textAt, type NamedTable } from '../../base/column-table-builder.ts';

/** `sizeBytes`: of the file; `offsetBytes`: where the descriptor stands in it; lsof prints one of the two. `deleted`: 1 where the file has no name any more. `links`: names the file has. `inode`: of NODE, as far as a number holds it exactly. */
export const FILE_NUMBERS = ['pid', 'tid', 'inode', 'sizeBytes', 'offsetBytes', 'links', 'deleted'] as const;

/**
 * Texts of an open file, in lsof's words. `fd`: a number, `cwd`, `rtd`, `txt`, `mem` …; `mode`: r, w, u; `lock`: R, W, …; `node`: NODE where it is no inode, as TCP and UDP of a socket.
 * `device`: `major,minor`, or the inode of an Internet socket. `state`: of TCP, as netstat spells it.
 */
export const FILE_TEXTS = ['command', 'taskCommand', 'user', 'fd', 'mode', 'lock', 'type', 'device', 'node', 'name', 'state'] as const;

export type FileNumber = (typeof FILE_NUMBERS)[number];
export type FileText = (typeof FILE_TEXTS)[number];
export type FileTable = NamedTable<FileNumber, FileText>;

/** `Max open files` of /proc/PID/limits. */
export interface FileLimit {
  /** null where the listing does not say whose it is. */
  readonly pid: number | null;
  /** null = unlimited. */
  readonly soft: number | null;
  readonly hard: number | null;
  readonly line: number;
}

/** Open files of one or many processes, in printed order. */
export interface OpenFiles {
  readonly source: 'lsof' | 'lsof-fields' | 'proc-fd';
  readonly table: FileTable;
  readonly limits: readonly FileLimit[];
}

const DIGITS = /^\d+$/;

/** Whether the row is a descriptor of the process, which counts against its limit; cwd, txt, mem and the rows of its tasks are not. */
export function descriptorTest({ table }: OpenFiles): (row: number) => boolean {
  const isNumber = table.columns.fd.dictionary.map((fd) => DIGITS.test(fd));
  const { fd, tid } = table.columns;
  return (row) => isNumber[(fd.codes[row] ?? 0) - 1] === true && Number.isNaN(tid.values[row] ?? Number.NaN);
}

/** `processOf` for many rows: the same name is made once. */
export function processNames(table: FileTable): (row: number) => string {
  const names = new Map<number, string>();
  const { pid, command } = table.columns;
  const commands = command.dictionary.length + 1;
  return (row) => {
    const key = (pid.values[row] ?? 0) * commands + (command.codes[row] ?? 0);
    let name = names.get(key);
    if (name === undefined) {
      name = processOf(table, row);
      // Without a pid there is no key.
      if (!Number.isNaN(key)) names.set(key, name);
    }
    return name;
  };
}

/** `java (4711)`. */
export function processOf(table: FileTable, row: number): string {
  const command = textAt(table.columns.command, row);
  const pid = table.columns.pid.values[row] ?? Number.NaN;
  if (Number.isNaN(pid)) return command ?? '?';
  return command === null ? `PID ${pid}` : `${command} (${pid})`;
}

/** The limit that holds for a process; null where none was captured. */
export function limitOf({ limits }: OpenFiles, pid: number): FileLimit | null {
  return limits.find((limit) => limit.pid === pid) ?? (limits.length === 1 && limits[0]?.pid === null ? limits[0] : null);
}

/** Groups rows by a key, largest group first. */
export function groupRows(rows: readonly number[], keyOf: (row: number) => string): readonly { readonly key: string; readonly rows: readonly number[] }[] {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].map(([key, rows]) => ({ key, rows })).toSorted((a, b) => b.rows.length - a.rows.length);
}

/** Rows for which it holds. */
export function rowsWhere({ rowCount }: FileTable, isWanted: (row: number) => boolean): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row++) if (isWanted(row)) rows.push(row);
  return rows;
}
