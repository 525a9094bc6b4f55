/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/control-has-associated-label -- rows are placed absolutely, which table elements cannot be */
import { memo, type ReactNode } from 'react';
import type { Cell } from '../../../shared/base/column-table.ts';
import { message } from '../../../shared/base/message.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { sparklineValues } from '../../../shared/artifacts/sparkline-column.ts';
import { sparklinePath } from '../../../shared/base/sparkline-path.ts';
import { StateGlyph, stateLook, stripLook } from '../StateGlyph.tsx';
import { cellText, changeOf, inWords, stateRuns, type Words } from './cell-text.ts';
import type { ChangeWords } from './change-words.ts';
import { GLYPH_WIDTH } from './measure-width.ts';
import { surelyFits } from './surely-fits.ts';
import type { RowMark, TableRow } from './table-source.ts';
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
  readonly mark: RowMark | undefined;
  /** Column the keyboard stands on, if it stands in this row. */
  readonly activeColumn: string | null;
  readonly words: Words;
  readonly changeWords: ChangeWords;
}

/** Fits a row, in px. */
const SPARK_WIDTH = 86;
const SPARK_HEIGHT = 20;

/** The cell that a grid names as its active descendant; only that one has an id. */
export function activeCellId(gridId: string): string {
  return `${gridId}-active`;
}

function content(value: Cell, spec: ColumnSpec, text: string, changeWords: ChangeWords): ReactNode {
  if (typeof value !== 'string') return text;
  if (spec.look === 'thread-state') {
    return (
      <span className={`cell-state state-${stateLook(value)}`}>
        <StateGlyph state={value} />
        {text}
      </span>
    );
  }
  if (spec.look === 'sparkline') return <RowSparkline cell={value} />;
  if (spec.look === 'state-strip') {
    return stateRuns(text).map(({ letter, text: run, at }) => (
      <span key={at} className={`cell-strip state-${stripLook(letter)}`}>
        {run}
      </span>
    ));
  }
  const change = spec.look === 'change' ? changeOf(value) : null;
  if (change === null) return text;
  return (
    <span className={`cell-change change-${change.sort}`}>
      <b>{change.sign}</b>
      {changeWords[change.sort]}
    </span>
  );
}

/** The shape of a row's values; the numbers are in the tooltip and in copies. */
function RowSparkline({ cell }: { readonly cell: string }): ReactNode {
  const { line, dots } = sparklinePath(sparklineValues(cell), SPARK_WIDTH, SPARK_HEIGHT);
  return (
    <svg className="cell-spark" width={SPARK_WIDTH} height={SPARK_HEIGHT} role="img" aria-label={cell}>
      <path d={line} />
      {dots.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={1.75} />
      ))}
    </svg>
  );
}

/** Padding of a cell at both sides, and the font size of its text, in px. */
const CELL_PADDING = 16;
const TEXT_SIZE = 12;

function needsCutting(text: string, spec: ColumnSpec, width: number): boolean {
  const isDrawn = spec.look === 'sparkline' || spec.look === 'state-strip' || spec.look === 'change';
  return isDrawn || !surelyFits(text, width - CELL_PADDING - (spec.look === 'thread-state' ? GLYPH_WIDTH : 0), TEXT_SIZE);
}

function cellClass(spec: ColumnSpec, { pinned, cut, muted, active }: { readonly pinned: boolean; readonly cut: boolean; readonly muted: boolean; readonly active: boolean }): string {
  let classes = spec.type === 'number' ? 'cell cell-number' : spec.look === 'code' ? 'cell cell-code' : 'cell';
  if (cut) classes += ' cell-cut';
  if (pinned) classes += ' cell-pinned';
  if (muted) classes += ' cell-muted';
  if (active) classes += ' cell-active';
  return classes;
}

function RowMarkSign({ mark, words }: { readonly mark: RowMark; readonly words: Words }): ReactNode {
  const said = [...(mark.bookmarked ? [words.translate(message('table.mark.bookmarked'))] : []), ...(mark.note === '' ? [] : [mark.note])].join(': ');
  return (
    <span role="img" className={mark.note === '' ? 'row-mark' : 'row-mark row-mark-note'} aria-label={said} title={said} />
  );
}

/**
 * A row, drawn in one go: a component for each cell would double the work of scrolling. For the same reason cells carry no more attributes
 * than they need; tooltips are made when the pointer comes.
 */
export const DataRow = memo(function DataRow({ gridId, index, place, row, columns, selected, mark, activeColumn, words, changeWords }: DataRowProps): ReactNode {
  const classes = `row${row === undefined ? ' row-waiting' : ''}${selected ? ' row-selected' : ''}${activeColumn === null ? '' : ' row-active'}`;
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={selected} aria-busy={row === undefined ? true : undefined} className={classes} data-index={index} style={{ top: place * ROW_HEIGHT }}>
      {mark === undefined ? null : <RowMarkSign mark={mark} words={words} />}
      {columns.map(({ spec, cell, line, width, style, pinned }) => {
        const isActive = activeColumn === spec.id;
        const value = inWords(row?.cells[cell] ?? null, spec, words.translate);
        const { text, muted } = cellText(value, spec, words.language);
        return (
          <div key={spec.id} role="gridcell" id={isActive ? activeCellId(gridId) : undefined} aria-colindex={line} className={cellClass(spec, { pinned, cut: needsCutting(text, spec, width), muted, active: isActive })} style={style}>
            {content(value, spec, text, changeWords)}
          </div>
        );
      })}
    </div>
  );
});
