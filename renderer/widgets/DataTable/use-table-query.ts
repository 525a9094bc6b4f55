import { useEffect, useMemo, useState } from 'react';
import type { SortKey } from '../../../shared/artifacts/table-view.ts';
import type { ColumnFilter, TableQuery } from '../../../shared/engine/table-query.ts';

/** Typing settles this long before the engine is asked, in ms. */
const TYPING_PAUSE_MS = 120;

/** What a table's reader asked for, apart from its columns. */
export interface QueryStart {
  readonly search: string;
  readonly filters: readonly ColumnFilter[];
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
  readonly isFiltered: boolean;
  readonly setSearch: (text: string) => void;
  readonly setFilters: (filters: readonly ColumnFilter[]) => void;
  readonly setHidesOthers: (hides: boolean) => void;
  readonly setMarksOnly: (only: boolean) => void;
  /** Takes on another question at once, such as that of a named view. */
  readonly ask: (start: QueryStart) => void;
  readonly clear: () => void;
}

const EVERYTHING: QueryStart = { search: '', filters: [] };

/** `marked`: rows with a mark, by their number as built. */
export function useTableQuery(start: QueryStart, sort: readonly SortKey[], marked: readonly number[]): QueryState {
  const [search, setSearch] = useState(start.search);
  const [settled, setSettled] = useState(start.search);
  const [filters, setFilters] = useState(start.filters);
  const [hidesOthers, setHidesOthers] = useState(true);
  const [marksOnly, setMarksOnly] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(search), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search]);
  const hidden = hidesOthers ? settled : '';
  const only = marksOnly ? marked : undefined;
  const query = useMemo(() => ({ sort, filters, search: hidden, ...(only === undefined ? {} : { only }) }), [sort, filters, hidden, only]);
  const ask = (next: QueryStart): void => {
    setSearch(next.search);
    setSettled(next.search);
    setFilters(next.filters);
    setMarksOnly(false);
  };
  return {
    query,
    search,
    filters,
    hidesOthers,
    marksOnly,
    isFiltered: hidden !== '' || filters.length > 0 || marksOnly,
    setSearch,
    setFilters,
    setHidesOthers,
    setMarksOnly,
    ask,
    clear: () => ask(EVERYTHING),
  };
}
