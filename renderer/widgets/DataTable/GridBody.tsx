/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed absolutely, which table elements cannot be */
import { memo, useEffect, useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from 'react';
import { changeWords } from './change-words.ts';
import type { Words } from './cell-text.ts';
import { DataRow } from './DataRow.tsx';
import type { RowLoader, RowsSnapshot } from './row-loader.ts';
import { rowSlots } from './row-slots.ts';
import { isSelected, type RowSelection } from './row-selection.ts';
import type { RowMarks } from './table-source.ts';
import type { DrawnColumn } from './use-column-window.ts';
import { useRowViewport, type RowScroller } from './use-row-viewport.ts';

interface GridBodyProps {
  readonly gridId: string;
  readonly loader: RowLoader;
  readonly rows: RowsSnapshot;
  readonly drawn: readonly DrawnColumn[];
  readonly selection: RowSelection;
  readonly marks: RowMarks['all'] | undefined;
  readonly activeColumn: string | null;
  readonly words: Words;
  readonly scrolling: Ref<RowScroller>;
}

/** What rows show of themselves while they are scrolled past faster than anyone reads. */
const LEADING_COLUMNS = 1;
/** After this long without a scroll the rows are put into their order in the document, for those who read it and not the screen. */
const SETTLED_MS = 250;

function useSettledStart(first: number, size: number): number {
  const [start, setStart] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setStart(first % size), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [first, size]);
  return start % size;
}

/** The rows on screen, in a box as tall as all rows together (or as tall as the browser can scroll). A scroll redraws this and nothing else. */
export const GridBody = memo(function GridBody({ gridId, loader, rows, drawn, selection, marks, activeColumn, words, scrolling }: GridBodyProps): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const { first, last, whole, base, baseTop, scale, scroller } = useRowViewport(body, loader, rows.matched);
  useImperativeHandle(scrolling, () => scroller, [scroller]);
  useEffect(() => loader.want(first, Math.max(first, last)), [loader, first, last]);
  const leading = useMemo(() => drawn.slice(0, LEADING_COLUMNS), [drawn]);
  const changes = useMemo(() => changeWords(words.translate), [words]);
  const size = Math.max(1, last - first + 1);
  const start = useSettledStart(first, size);
  return (
    <div ref={body} role="rowgroup" className={rows.stale ? 'body body-stale' : 'body'} style={{ height: scale.elementHeight }}>
      <div role="presentation" className="body-block" style={{ top: baseTop }}>
        {rowSlots(first, last, size, start).map(({ slot, index }) => {
          if (index === null) return null;
          const active = selection.active === index ? activeColumn : null;
          const row = loader.row(index);
          return <DataRow key={slot} gridId={gridId} index={index} place={index - base} row={row} mark={row === undefined ? undefined : marks?.get(row.row)} columns={index < whole.first || index > whole.last ? leading : drawn} selected={isSelected(selection, index)} activeColumn={active} words={words} changeWords={changes} />;
        })}
      </div>
    </div>
  );
});
