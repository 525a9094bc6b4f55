import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import type { GridProps } from './grid-props.ts';
import { withWholeHeaders } from './measure-width.ts';
import { revealColumn } from './reveal-column.ts';
import { NO_MARK } from './row-commands.ts';
import { RowLoader } from './row-loader.ts';
import { selectOne } from './row-selection.ts';
import type { RowMarks } from './table-source.ts';
import { useColumnModel } from './use-column-model.ts';
import { useCopyOptions } from './use-copy-options.ts';
import { useGridActions } from './use-grid-actions.ts';
import { useGridEvents } from './use-grid-events.ts';
import { useGridSelection } from './use-grid-selection.ts';
import { useNamedViews } from './use-named-views.ts';
import { useRowSearch } from './use-row-search.ts';
import type { RowScroller } from './use-row-viewport.ts';
import { useSelectionTotals } from './use-selection-totals.ts';
import { useTableQuery } from './use-table-query.ts';

/** The same list as long as the same rows are marked, so that a note does not ask for all rows again. */
function useMarkedRows(marks: RowMarks | undefined): readonly number[] {
  const rows = [...(marks?.all.keys() ?? [])].sort((a, b) => a - b).join(' ');
  return useMemo(() => (rows === '' ? [] : rows.split(' ').map(Number)), [rows]);
}

/** Tells the owner what the selection comes to, and that it is gone when the table goes. */
function useToldSummary(text: string | null, tell: ((summary: string | null) => void) | undefined): void {
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    latest.current?.(text);
  }, [text]);
  useEffect(() => () => latest.current?.(null), []);
}

/** Everything a grid knows and does, apart from how it looks. */
export function useGrid(props: GridProps, gridId: string, scroller: RefObject<HTMLDivElement | null>) {
  const { source, layoutKey, selectedRow, onSelect, onOpenRow, translate, language, shape, start, marks, onSummary } = props;
  const words = useMemo(() => ({ translate, language }), [translate, language]);
  const key = layoutKey ?? source.key;
  const model = useColumnModel(useMemo(() => withWholeHeaders(shape, translate), [shape, translate]), key);
  const named = useNamedViews(key, shape.columns);
  const copying = useCopyOptions();
  const state = useTableQuery(start, model.sort, useMarkedRows(marks));
  const { query } = state;
  const [loader] = useState(() => new RowLoader(source, query, shape.rowCount));
  const rows = useSyncExternalStore(loader.subscribe, loader.snapshot);
  const scrolling = useRef<RowScroller>(null);
  const picked = useGridSelection(loader, rows, source, query, { selectedRow, onSelect });
  const actions = useGridActions(source, query, loader, model, words);
  const columns = useMemo(() => model.shown.map((column) => column.spec.id), [model.shown]);
  const [column, setColumn] = useState<string | null>(null);
  const activeColumn = column !== null && columns.includes(column) ? column : (columns[0] ?? null);
  const goTo = (place: number): void => {
    picked.select(selectOne(place));
    scrolling.current?.reveal(place);
  };
  const search = useRowSearch({ source, query, text: state.search, active: picked.selection.active, activeColumn, goTo, say: actions.say });
  const bookmark = (index: number): void => {
    const row = loader.row(index);
    const set = marks?.set ?? null;
    if (row === undefined || marks === undefined || set === null) return;
    const mark = marks.all.get(row.row) ?? NO_MARK;
    set(row, { ...mark, bookmarked: !mark.bookmarked });
  };
  const events = useGridEvents({
    gridId, loader, rows, scrolling, columns, activeColumn, setColumn, picked, actions, search, bookmark,
    copiesHeaders: copying.headers,
    onOpen: onOpenRow,
    revealColumn: (id) => revealColumn(scroller.current, model.shown, id),
  });
  const summary = useSelectionTotals(source, query, picked.selection, model.shown, activeColumn, words);
  useToldSummary(summary?.text ?? null, onSummary);

  const queryShown = useRef(query);
  useEffect(() => {
    loader.change(source, query);
    if (queryShown.current !== query) scrolling.current?.toTop();
    queryShown.current = query;
  }, [loader, source, query]);

  return { words, model, named, copying, state, loader, rows, scrolling, picked, actions, columns, activeColumn, search, events, summary };
}
