import { useEffect, useId, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { activeCellId } from './DataRow.tsx';
import { FilterBar } from './FilterBar.tsx';
import { GridBody } from './GridBody.tsx';
import type { GridProps } from './grid-props.ts';
import { GridMenus, type OpenColumnPart } from './GridMenus.tsx';
import { GridOverlay } from './GridOverlay.tsx';
import { HeaderRow } from './HeaderRow.tsx';
import { tipCell } from './tip-cell.ts';
import { useColumnWindow } from './use-column-window.ts';
import { useFindKey } from './use-find-key.ts';
import { useGrid } from './use-grid.ts';

/** A table whose shape is known. */
export function Grid(props: GridProps): ReactNode {
  const { source, label, shape, marks, lead, onGroup } = props;
  const gridId = useId();
  const root = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const grid = useGrid(props, gridId, scroller);
  const { words, model, state, loader, rows, scrolling, picked, actions, columns, activeColumn, search, events, copying, named, summary } = grid;
  const drawn = useColumnWindow(scroller, model.shown);
  const [columnPart, setColumnPart] = useState<OpenColumnPart | null>(null);
  useFindKey(root, input);

  const { found } = picked;
  useEffect(() => {
    if (found !== null) scrolling.current?.reveal(found.index);
  }, [found, scrolling]);

  const toRows = (): void => {
    scroller.current?.focus();
    if (picked.selection.active === null && rows.matched > 0) picked.select({ active: 0, anchor: 0, ranges: [{ first: 0, last: 0 }] });
  };
  const autofit = (column: string): void => {
    if (scroller.current !== null) actions.autofit(column, scroller.current);
  };
  const { active } = picked.selection;
  const activeId = active !== null && activeColumn !== null ? activeCellId(gridId) : undefined;
  const width = model.shown.reduce((sum, column) => sum + column.width, 0);
  const style = { '--table-width': `${width}px` } as CSSProperties;

  return (
    <div ref={root} className="data-table">
      <FilterBar input={input} label={label} state={state} model={model} columns={shape.columns} rows={rows} summary={summary} search={search} named={named} actions={actions} hasMarks={marks !== undefined} lead={lead} toRows={toRows} words={words} />
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
          <HeaderRow model={model} drawn={drawn} filters={state.filters} scroller={scroller} actions={{ openMenu: (column, anchor) => setColumnPart({ part: 'menu', column, anchor }), autofit }} translate={words.translate} />
          <GridBody gridId={gridId} loader={loader} rows={rows} drawn={drawn} selection={picked.selection} marks={marks?.all} activeColumn={activeColumn} words={words} scrolling={scrolling} />
        </div>
        <GridOverlay rows={rows} clearFilters={state.clear} retry={() => loader.retry()} translate={words.translate} />
      </div>
      <GridMenus
        {...props}
        source={source}
        loader={loader}
        model={model}
        state={state}
        picked={picked}
        events={events}
        actions={actions}
        copying={copying}
        columnPart={columnPart}
        setColumnPart={setColumnPart}
        autofit={autofit}
        onGroup={onGroup === null ? null : (column) => onGroup(column, { search: state.search, filters: state.filters, only: state.query.only })}
        words={words}
      />
      <output className="visually-hidden">{actions.notice}</output>
    </div>
  );
}
