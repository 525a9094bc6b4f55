import { numberAt, textAt } from '../../base/column-table-builder.ts';
import { pathOf, type RequestTable } from './model.ts';

export interface RequestGroup {
  readonly path: string;
  readonly rows: readonly number[];
  /** Milliseconds, ascending; those that are known. */
  readonly durations: readonly number[];
  /** Row of the longest one; the first row where no duration is known. */
  readonly longestRow: number;
}

/** Requests by method-less path. Rows without a URL belong to no group. */
export function requestGroups(table: RequestTable, isMeant: (row: number) => boolean = () => true): readonly RequestGroup[] {
  const byPath = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const url = textAt(table.columns.url, row);
    if (url === null || !isMeant(row)) continue;
    const path = pathOf(url);
    const rows = byPath.get(path);
    if (rows) rows.push(row);
    else byPath.set(path, [row]);
  }
  return [...byPath].map(([path, rows]) => {
    const known = rows.flatMap((row) => {
      const ms = numberAt(table.columns.durationMs, row);
      return ms === null ? [] : [{ row, ms }];
    }).toSorted((a, b) => a.ms - b.ms);
    return { path, rows, durations: known.map(({ ms }) => ms), longestRow: known.at(-1)?.row ?? rows[0] ?? 0 };
  });
}
