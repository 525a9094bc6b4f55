import { textAt } from '../../base/column-table-builder.ts';
import { isDeleted } from './contract.ts';
import { descriptorTest, groupRows, processNames, processOf, rowsWhere, type FileTable, type OpenFiles } from './model.ts';

export interface FileGroup {
  readonly key: string;
  readonly rows: readonly number[];
}

/** Regular files without a name that descriptors keep on the disk, by process. What is only mapped (`DEL`, libraries after an update) frees little and is left out. */
export function deletedByProcess(files: OpenFiles): readonly FileGroup[] {
  const { table } = files;
  const isDescriptor = descriptorTest(files);
  const rows = rowsWhere(table, (row) => isDescriptor(row) && isDeleted(table, row) && !textAt(table.columns.name, row)?.startsWith('/memfd:'));
  return groupRows(rows, processNames(table));
}

/** Rows of files that have no name any more, mapped ones too, in printed order. */
export function deletedRows(table: FileTable): readonly number[] {
  return rowsWhere(table, (row) => isDeleted(table, row));
}

/** Bytes of the disk that these rows hold, each file counted once; `unknown` counts those whose size is not printed. */
export function heldBytes(table: FileTable, rows: readonly number[]): { readonly bytes: number; readonly unknown: number } {
  const seen = new Set<string>();
  let bytes = 0;
  let unknown = 0;
  for (const row of rows) {
    const identity = fileIdentity(table, row);
    if (seen.has(identity)) continue;
    seen.add(identity);
    const size = table.columns.sizeBytes.values[row] ?? Number.NaN;
    if (Number.isNaN(size)) unknown += 1;
    else bytes += size;
  }
  return { bytes, unknown };
}

/** Regular files that one process holds open more than once, by process and file. */
export function openedOften(files: OpenFiles): readonly (FileGroup & { readonly name: string; readonly process: string })[] {
  const { table } = files;
  const isDescriptor = descriptorTest(files);
  const rows = rowsWhere(table, (row) => {
    if (!isDescriptor(row)) return false;
    const type = textAt(table.columns.type, row);
    // A listing of links alone prints no type of a file; its path tells.
    return type === 'REG' || (type === null && isPath(textAt(table.columns.name, row)));
  });
  const nameOf = processNames(table);
  return groupRows(rows, (row) => `${nameOf(row)}\n${fileIdentity(table, row)}`)
    .filter(({ rows }) => rows.length > 1)
    .map(({ key, rows }) => ({ key, rows, process: processOf(table, rows[0] ?? -1), name: textAt(table.columns.name, rows[0] ?? -1) ?? '' }));
}

function isPath(name: string | null): boolean {
  return name !== null && name.startsWith('/') && !name.startsWith('/dev/') && !name.startsWith('/proc/');
}

/** Device and inode, or the name where they are not printed. */
export function fileIdentity(table: FileTable, row: number): string {
  const { device, inode, name } = table.columns;
  const number = inode.values[row] ?? Number.NaN;
  return `${textAt(device, row) ?? ''} ${Number.isNaN(number) ? (textAt(name, row) ?? '') : number}`;
}

/** Sockets that lsof cannot name: closed on one side, or never connected. OF-11 */
export function unnamedSockets(files: OpenFiles): readonly FileGroup[] {
  const { table } = files;
  const isDescriptor = descriptorTest(files);
  const rows = rowsWhere(table, (row) => {
    const name = textAt(table.columns.name, row) ?? '';
    return isDescriptor(row) && textAt(table.columns.type, row) === 'sock' && (name.includes("can't identify protocol") || /^protocol: (?:TCP|UDP)/.test(name));
  });
  return groupRows(rows, processNames(table));
}

/** Descriptors by process. */
export function descriptorsByProcess(files: OpenFiles): readonly FileGroup[] {
  return groupRows(rowsWhere(files.table, descriptorTest(files)), processNames(files.table));
}

/** What a descriptor is, in few words that stay the same over captures: `IPv6 CLOSE_WAIT`, `REG (deleted)`, `FIFO`. */
export function sortOf(table: FileTable, row: number): string {
  const type = textAt(table.columns.type, row) ?? '?';
  const state = textAt(table.columns.state, row);
  if (isDeleted(table, row)) return `${type} (deleted)`;
  return state === null ? type : `${type} ${state}`;
}
