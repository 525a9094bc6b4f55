import { memo, type ReactNode } from 'react';
import type { Words } from './cell-text.ts';
import { DataCell } from './DataCell.tsx';
import type { TableRow } from './table-source.ts';
import type { DrawnColumn } from './use-column-window.ts';
import { ROW_HEIGHT } from './use-row-viewport.ts';

interface DataRowProps {
  readonly gridId: string;
  readonly index: number;
  /** Rows above it in its block. */
  readonly place: number;
  /** undefined while it is being read. */
  readonly row: TableRow | undefined;
  readonly columns: readonly DrawnColumn[];
  readonly selected: boolean;
  /** Column the keyboard stands on, if it stands in this row. */
  readonly activeColumn: string | null;
  readonly words: Words;
}

export function cellId(gridId: string, index: number, column: string): string {
  return `${gridId}-${index}-${column}`;
}

/** Widths of bars that stand for text still to come; uneven, as text is. */
const BAR_WIDTHS = ['62%', '38%', '74%', '50%', '44%'] as const;

export const DataRow = memo(function DataRow({ gridId, index, place, row, columns, selected, activeColumn, words }: DataRowProps): ReactNode {
  const classes = `row${selected ? ' row-selected' : ''}${activeColumn === null ? '' : ' row-active'}`;
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={selected} aria-busy={row === undefined} className={classes} data-index={index} style={{ top: place * ROW_HEIGHT }}>
      {columns.map(({ spec, cell, line }) =>
        row === undefined ? (
          <div key={spec.id} role="gridcell" id={cellId(gridId, index, spec.id)} aria-colindex={line} className="cell" style={{ gridColumn: line }} data-column={spec.id}>
            <span className="cell-bar" style={{ width: BAR_WIDTHS[(index + line) % BAR_WIDTHS.length] }} />
          </div>
        ) : (
          <DataCell key={spec.id} id={cellId(gridId, index, spec.id)} value={row.cells[cell] ?? null} spec={spec} line={line} active={activeColumn === spec.id} words={words} />
        ),
      )}
    </div>
  );
});
