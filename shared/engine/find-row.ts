import type { ColumnTable } from '../base/column-table.ts';
import { textMask } from './filter-rows.ts';
import type { FindQuestion, FoundRow, TableQuery } from './table-query.ts';
import type { QueriedTable } from './table-window.ts';
import { prefixMatcher, textMatcher } from './text-matcher.ts';
import { UnknownReference } from './unknown-reference.ts';

/** The next row, in the order of a query, whose text matches; going round at the end. */
export function findRow(queried: QueriedTable, query: TableQuery, { column, text, match, from, backwards }: FindQuestion): FoundRow {
  if (column !== null && !Object.hasOwn(queried.table.columns, column)) throw new UnknownReference('column', column);
  const mask = textMask(column === null ? queried.searched : queried.table, match === 'prefix' ? prefixMatcher(text) : textMatcher(text), column);
  const { count, rowAt } = queried.places(query);
  let matches = 0;
  let best = -1;
  let bestNumber = 0;
  let outermost = -1;
  let outermostNumber = 0;
  for (let place = 0; place < count; place++) {
    if (mask[rowAt(place)] !== 1) continue;
    matches += 1;
    const isBeyond = backwards ? place < from : place > from;
    if (isBeyond && (backwards || best < 0)) [best, bestNumber] = [place, matches];
    if (backwards || outermost < 0) [outermost, outermostNumber] = [place, matches];
  }
  if (matches === 0) return { place: null, row: null, matches, number: 0 };
  const place = best >= 0 ? best : outermost;
  return { place, row: rowAt(place), matches, number: best >= 0 ? bestNumber : outermostNumber };
}

/** Where a row as built stands in the order of a query; null when the filters leave it out. */
export function placeOfRow(queried: QueriedTable, query: TableQuery, row: number): number | null {
  const { count, rowAt } = queried.places(query);
  for (let place = 0; place < count; place++) if (rowAt(place) === row) return place;
  return null;
}

/** Rows as built whose lines hold one of `lines`. */
export function rowsAtLines({ rowCount, firstLine, lastLine }: ColumnTable, lines: readonly number[]): readonly number[] {
  const sorted = Uint32Array.from(lines).sort();
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const first = firstLine[row] ?? 0;
    if (first > 0 && (nextLine(sorted, first) ?? Infinity) <= (lastLine[row] ?? first)) rows.push(row);
  }
  return rows;
}

/** The least of them that is not below `line`. */
function nextLine(sorted: Uint32Array, line: number): number | undefined {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < line) from = middle + 1;
    else to = middle;
  }
  return sorted[from];
}
