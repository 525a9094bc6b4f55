import { textAt } from '../../base/column-table-builder.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { fileIdentity } from './file-groups.ts';
import type { FileTable, OpenFiles } from './model.ts';

export type FileChange = 'added' | 'removed' | 'changed' | 'same';

/** One open file through a series: its row in each capture, -1 where it is not there. */
export interface FileSeries {
  readonly key: string;
  readonly rows: readonly number[];
  /** First against last capture; null for one that only captures between them list. */
  readonly change: FileChange | null;
}

/** Process, task, descriptor and file (device and inode): the number of a descriptor is given out again for another file. OF-14 */
export function fileKey(table: FileTable, row: number): string {
  const { pid, tid, fd } = table.columns;
  const task = tid.values[row] ?? Number.NaN;
  return `${pid.values[row]}${Number.isNaN(task) ? '' : `/${task}`} ${textAt(fd, row) ?? ''} ${fileIdentity(table, row)}`;
}

/** Pairs the files of all captures by key; several of one key (a library mapped twice) are paired in the order printed. */
export function fileSeries(lists: NonEmpty<LoadedArtifact<OpenFiles>>): readonly FileSeries[] {
  const series = new Map<string, { key: string; rows: number[] }>();
  for (const [capture, { parsed }] of lists.entries()) {
    const { table } = parsed.model;
    const seen = new Map<string, number>();
    for (let row = 0; row < table.rowCount; row++) {
      const plain = fileKey(table, row);
      const nth = (seen.get(plain) ?? 0) + 1;
      seen.set(plain, nth);
      const key = nth === 1 ? plain : `${plain} (${nth})`;
      let entry = series.get(key);
      if (entry === undefined) {
        entry = { key, rows: lists.map(() => -1) };
        series.set(key, entry);
      }
      entry.rows[capture] = row;
    }
  }
  return [...series.values()].map(({ key, rows }) => ({ key, rows, change: changeOf(lists, rows) }));
}

function changeOf(lists: NonEmpty<LoadedArtifact<OpenFiles>>, rows: readonly number[]): FileChange | null {
  const first = rows[0] ?? -1;
  const last = rows.at(-1) ?? -1;
  if (first < 0 && last < 0) return null;
  if (first < 0) return 'added';
  if (last < 0) return 'removed';
  const standings = rows.map((row, capture) => standing(lists[capture]?.parsed.model.table, row));
  return standings.every((standing) => standing === standings[0]) ? 'same' : 'changed';
}

/** Size, offset, state and name, in which ` (deleted)` shows. */
function standing(table: FileTable | undefined, row: number): string {
  if (table === undefined || row < 0) return '';
  const { sizeBytes, offsetBytes, state, name } = table.columns;
  return `${sizeBytes.values[row]} ${offsetBytes.values[row]} ${textAt(state, row)} ${textAt(name, row)}`;
}

/** Last minus first capture; NaN where one of them does not say. */
export function sizeDelta(tables: readonly FileTable[], rows: readonly number[]): number {
  const size = (capture: number): number => tables[capture]?.columns.sizeBytes.values[rows[capture] ?? -1] ?? Number.NaN;
  return size(tables.length - 1) - size(0);
}
