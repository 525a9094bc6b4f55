import { useEffect, useMemo, useState } from 'react';
import type { SortKey } from '../../../shared/artifacts/table-view.ts';
import type { ColumnFilter, TableQuery } from '../../../shared/engine/table-query.ts';

/** Typing settles this long before the engine is asked, in ms. */
const TYPING_PAUSE_MS = 120;

/** What a table's reader asked for, apart from its columns. */
export interface QueryStart {
  readonly search: string;
  readonly filters: readonly ColumnFilter[];
  /** Rows as built that it is about, such as those of a finding; absent = all. */
  readonly only?: readonly number[] | undefined;
}

export interface QueryState {
  readonly query: TableQuery;
  /** As typed, which may be ahead of the query. */
  readonly search: string;
  readonly filters: readonly ColumnFilter[];
  /** Whether rows without the search text are left out, or only passed over by F3. */
  readonly hidesOthers: boolean;
  /** Whether only rows that a person marked are shown. */
  readonly marksOnly: boolean;
  /** The rows it began with, until they are let go; absent = all. */
  readonly only: readonly number[] | undefined;
  readonly isFiltered: boolean;
  readonly setSearch: (text: string) => void;
  readonly setFilters: (filters: readonly ColumnFilter[]) => void;
  readonly setHidesOthers: (hides: boolean) => void;
  readonly setMarksOnly: (only: boolean) => void;
  /** Shows the other rows too. */
  readonly letOnlyGo: () => void;
  /** Takes on another question at once, such as that of a named view. */
  readonly ask: (start: QueryStart) => void;
  readonly clear: () => void;
}

export const EVERYTHING: QueryStart = { search: '', filters: [] };

/** Rows that are in each of the two that is given. */
function rowsLeft(a: readonly number[] | undefined, b: readonly number[] | undefined): readonly number[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const kept = new Set(a);
  return b.filter((row) => kept.has(row));
}

/** `marked`: rows with a mark, by their number as built. */
export function useTableQuery(start: QueryStart, sort: readonly SortKey[], marked: readonly number[]): QueryState {
  const [search, setSearch] = useState(start.search);
  const [settled, setSettled] = useState(start.search);
  const [filters, setFilters] = useState(start.filters);
  const [hidesOthers, setHidesOthers] = useState(true);
  const [marksOnly, setMarksOnly] = useState(false);
  const [only, setOnly] = useState(start.only);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(search), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search]);
  const hidden = hidesOthers ? settled : '';
  const left = useMemo(() => rowsLeft(only, marksOnly ? marked : undefined), [only, marksOnly, marked]);
  const query = useMemo(() => ({ sort, filters, search: hidden, ...(left === undefined ? {} : { only: left }) }), [sort, filters, hidden, left]);
  const ask = (next: QueryStart): void => {
    setSearch(next.search);
    setSettled(next.search);
    setFilters(next.filters);
    setOnly(next.only);
    setMarksOnly(false);
  };
  return {
    query,
    search,
    filters,
    hidesOthers,
    marksOnly,
    only,
    isFiltered: hidden !== '' || filters.length > 0 || left !== undefined,
    setSearch,
    setFilters,
    setHidesOthers,
    setMarksOnly,
    letOnlyGo: () => setOnly(undefined),
    ask,
    clear: () => ask(EVERYTHING),
  };
}
