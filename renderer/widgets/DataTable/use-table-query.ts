import { useEffect, useMemo, useState } from 'react';
import type { SortKey } from '../../../shared/artifacts/table-view.ts';
import type { ColumnFilter, TableQuery } from '../../../shared/engine/table-query.ts';

/** Typing settles this long before the engine is asked, in ms. */
const TYPING_PAUSE_MS = 120;

export interface QueryState {
  readonly query: TableQuery;
  /** As typed, which may be ahead of the query. */
  readonly search: string;
  readonly filters: readonly ColumnFilter[];
  readonly setSearch: (text: string) => void;
  readonly setFilters: (filters: readonly ColumnFilter[]) => void;
  readonly clear: () => void;
}

export function useTableQuery(initialSearch: string, sort: readonly SortKey[]): QueryState {
  const [search, setSearch] = useState(initialSearch);
  const [settled, setSettled] = useState(initialSearch);
  const [filters, setFilters] = useState<readonly ColumnFilter[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(search), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search]);
  const query = useMemo(() => ({ sort, filters, search: settled }), [sort, filters, settled]);
  const clear = (): void => {
    setSearch('');
    setSettled('');
    setFilters([]);
  };
  return { query, search, filters, setSearch, setFilters, clear };
}
