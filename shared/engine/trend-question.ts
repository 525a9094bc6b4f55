import type { ColumnFilter } from './table-query.ts';

/** What is followed over captures: a key figure, how many rows of a table match, or the sum of a column over them. */
export type TrendMeasure =
  | { readonly type: 'figure'; readonly id: string }
  | { readonly type: 'rows'; readonly view: string; readonly filters: readonly ColumnFilter[]; readonly search: string }
  | { readonly type: 'total'; readonly view: string; readonly column: string; readonly filters: readonly ColumnFilter[]; readonly search: string };
