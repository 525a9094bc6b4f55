import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore, type CSSProperties, type ReactNode } from 'react';
import type { TableShape } from '../../../shared/engine/table-query.ts';
import { revealColumn } from './reveal-column.ts';
import { selectedCount } from './row-selection.ts';
import { activeCellId } from './DataRow.tsx';
import { FilterBar } from './FilterBar.tsx';
import { GridBody } from './GridBody.tsx';
import { GridMenus, type OpenColumnPart } from './GridMenus.tsx';
import { GridOverlay } from './GridOverlay.tsx';
import { HeaderRow } from './HeaderRow.tsx';
import { RowLoader } from './row-loader.ts';
import type { DataTableProps } from './table-source.ts';
import { tipCell } from './tip-cell.ts';
import { useColumnModel } from './use-column-model.ts';
import { useColumnWindow } from './use-column-window.ts';
import { useFindKey } from './use-find-key.ts';
import { useGridActions } from './use-grid-actions.ts';
import { useGridEvents } from './use-grid-events.ts';
import { useGridSelection } from './use-grid-selection.ts';
import type { RowScroller } from './use-row-viewport.ts';
import { useTableQuery } from './use-table-query.ts';

/** A table whose shape is known. */
export function Grid({ source, layoutKey, label, selectedRow, onSelect, onOpen, translate, language, initialSearch = '', shape }: DataTableProps & { readonly shape: TableShape }): ReactNode {
  const gridId = useId();
  const root = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const words = useMemo(() => ({ translate, language }), [translate, language]);
  const model = useColumnModel(shape, layoutKey ?? source.key);
  const state = useTableQuery(initialSearch, model.sort);
  const { query } = state;
  const [loader] = useState(() => new RowLoader(source, query, shape.rowCount));
  const rows = useSyncExternalStore(loader.subscribe, loader.snapshot);
  const scrolling = useRef<RowScroller>(null);
  const drawn = useColumnWindow(scroller, model.shown);
  const picked = useGridSelection(loader, rows, query, { selectedRow, onSelect });
  const actions = useGridActions(loader, model, words);
  const columns = useMemo(() => model.shown.map((column) => column.spec.id), [model.shown]);
  const events = useGridEvents({ gridId, loader, rows, scrolling, columns, picked, actions, onOpen, revealColumn: (column) => revealColumn(scroller.current, model.shown, column) });
  const [columnPart, setColumnPart] = useState<OpenColumnPart | null>(null);
  useFindKey(root, input);

  const queryShown = useRef(query);
  useEffect(() => {
    loader.change(source, query);
    if (queryShown.current !== query) scrolling.current?.toTop();
    queryShown.current = query;
  }, [loader, source, query]);

  const { found } = picked;
  useEffect(() => {
    if (found !== null) scrolling.current?.reveal(found.index);
  }, [found]);

  const toRows = (): void => {
    scroller.current?.focus();
    if (picked.selection.active === null && rows.matched > 0) picked.select({ active: 0, anchor: 0, ranges: [{ first: 0, last: 0 }] });
  };
  const autofit = (column: string): void => {
    if (scroller.current !== null) actions.autofit(column, scroller.current);
  };
  const { active } = picked.selection;
  const activeId = active !== null && events.activeColumn !== null ? activeCellId(gridId) : undefined;
  const width = model.shown.reduce((sum, column) => sum + column.width, 0);
  const style = { '--table-width': `${width}px` } as CSSProperties;

  return (
    <div ref={root} className="data-table">
      <FilterBar input={input} state={state} model={model} columns={shape.columns} rows={rows} selected={selectedCount(picked.selection)} toRows={toRows} words={words} />
      <div className="grid-frame">
        <div
          ref={scroller}
          role="grid"
          tabIndex={0}
          className="grid"
          style={style}
          aria-label={label}
          aria-rowcount={rows.matched + 1}
          aria-colcount={columns.length}
          aria-multiselectable="true"
          aria-busy={rows.stale}
          aria-activedescendant={activeId}
          onKeyDown={events.onKeyDown}
          onMouseDown={events.onMouseDown}
          onDoubleClick={events.onDoubleClick}
          onContextMenu={events.onContextMenu}
          onPointerOver={(event) => tipCell(event.target, { loader, columns: model.shown, words })}
        >
          <HeaderRow model={model} drawn={drawn} filters={state.filters} scroller={scroller} actions={{ openMenu: (column, anchor) => setColumnPart({ part: 'menu', column, anchor }), autofit }} translate={translate} />
          <GridBody gridId={gridId} loader={loader} rows={rows} drawn={drawn} selection={picked.selection} activeColumn={events.activeColumn} words={words} scrolling={scrolling} />
        </div>
        <GridOverlay rows={rows} clearFilters={state.clear} retry={() => loader.retry()} translate={translate} />
      </div>
      <GridMenus source={source} shape={shape} loader={loader} model={model} state={state} picked={picked} events={events} actions={actions} columnPart={columnPart} setColumnPart={setColumnPart} autofit={autofit} words={words} />
      <output className="visually-hidden">{actions.notice}</output>
    </div>
  );
}
