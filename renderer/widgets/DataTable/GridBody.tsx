import type { ReactNode } from 'react';
import type { Words } from './cell-text.ts';
import { DataRow } from './DataRow.tsx';
import type { RowLoader } from './row-loader.ts';
import { isSelected, type RowSelection } from './row-selection.ts';
import type { DrawnColumn } from './use-column-window.ts';
import type { RowViewport } from './use-row-viewport.ts';

interface GridBodyProps {
  readonly gridId: string;
  readonly loader: RowLoader;
  readonly viewport: RowViewport;
  readonly drawn: readonly DrawnColumn[];
  readonly selection: RowSelection;
  readonly activeColumn: string | null;
  readonly stale: boolean;
  readonly words: Words;
}

/** The rows on screen, in a box as tall as all rows together (or as tall as the browser can scroll). */
export function GridBody({ gridId, loader, viewport, drawn, selection, activeColumn, stale, words }: GridBodyProps): ReactNode {
  const { first, last, base, baseTop, scale } = viewport;
  const rows: ReactNode[] = [];
  for (let index = first; index <= last; index += 1) {
    const active = selection.active === index ? activeColumn : null;
    rows.push(<DataRow key={index} gridId={gridId} index={index} place={index - base} row={loader.row(index)} columns={drawn} selected={isSelected(selection, index)} activeColumn={active} words={words} />);
  }
  return (
    <div role="rowgroup" className={stale ? 'body body-stale' : 'body'} style={{ height: scale.elementHeight }}>
      <div role="presentation" className="body-block" style={{ transform: `translateY(${baseTop}px)` }}>
        {rows}
      </div>
    </div>
  );
}
