/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/control-has-associated-label, jsx-a11y/interactive-supports-focus -- rows are placed absolutely, which table elements cannot be; the grid itself holds the focus (aria-activedescendant) */
import { useRef, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';
import { HEADER_STEP, keyboardWidth } from './header-keys.ts';
import type { ColumnTableModel } from './use-column-model.ts';
import type { DrawnColumn } from './use-column-window.ts';

export interface HeaderActions {
  readonly openMenu: (column: string, anchor: HTMLElement) => void;
  readonly autofit: (column: string) => void;
  /** Moves the keyboard along the headers, or down into the rows. */
  readonly moveFocus: (column: string, key: string) => boolean;
  /** One place to the left or right. */
  readonly move: (column: string, by: -1 | 1) => void;
  readonly startDrag: (column: string, event: PointerEvent) => void;
}

interface HeaderCellProps {
  readonly column: DrawnColumn;
  readonly table: ColumnTableModel;
  /** One header at a time is a stop of the Tab key. */
  readonly tabStop: boolean;
  readonly filtered: boolean;
  /** Where a dragged column would land, seen from this one. */
  readonly drop: 'before' | 'after' | 'dragged' | null;
  readonly actions: HeaderActions;
  readonly translate: Translate;
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

function SortMark({ direction, place }: { readonly direction: false | 'asc' | 'desc'; readonly place: number | null }): ReactNode {
  if (direction === false) return null;
  return (
    <span className="header-sort" aria-hidden="true">
      {direction === 'asc' ? '▲' : '▼'}
      {place}
    </span>
  );
}

/** A column's head: click sorts, Shift+click adds to the sort, the border drags, a double-click on it fits the width. */
export function HeaderCell({ column, table, tabStop, filtered, drop, actions, translate }: HeaderCellProps): ReactNode {
  const { spec, line, width, style } = column;
  const cell = useRef<HTMLDivElement>(null);
  const state = table.getColumn(spec.id);
  const header = table.getLeafHeaders().find((leaf) => leaf.column.id === spec.id);
  if (state === undefined || header === undefined) return null;
  const name = columnHeader(spec, translate);
  const direction = state.getIsSorted();
  const sorted = table.state.sorting;
  const openMenu = (): void => {
    if (cell.current !== null) actions.openMenu(spec.id, cell.current);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const resized = keyboardWidth(event, width, HEADER_STEP);
    if (resized !== null) table.setColumnSizing((widths) => ({ ...widths, [spec.id]: resized }));
    else if ((event.ctrlKey || event.metaKey) && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) actions.move(spec.id, event.key === 'ArrowLeft' ? -1 : 1);
    else if ((event.altKey && event.key === 'ArrowDown') || event.key === 'ContextMenu') openMenu();
    else if (!actions.moveFocus(spec.id, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    openMenu();
  };
  return (
    <div
      ref={cell}
      role="columnheader"
      aria-colindex={line}
      aria-sort={direction === false ? 'none' : ARIA_SORT[direction]}
      className={`header-cell${spec.type === 'number' ? ' header-number' : ''}${filtered ? ' header-filtered' : ''}${column.pinned ? ' header-pinned' : ''}${drop === null ? '' : ` header-${drop}`}`}
      style={style}
      onContextMenu={onContextMenu}
    >
      <button type="button" className="header-button" tabIndex={tabStop ? 0 : -1} data-header={spec.id} title={spec.hint === undefined ? name : `${name}: ${translate(message(spec.hint))}`} onPointerDown={(event) => actions.startDrag(spec.id, event)} onClick={state.getToggleSortingHandler()} onKeyDown={onKeyDown}>
        <span className="header-name">{name}</span>
        <SortMark direction={direction} place={sorted.length > 1 && direction !== false ? state.getSortIndex() + 1 : null} />
      </button>
      <button type="button" className="header-menu" tabIndex={-1} aria-label={translate(message('table.column.menu', { column: name }))} onClick={openMenu}>
        <svg width={8} height={8} viewBox="0 0 8 8" aria-hidden="true">
          {filtered ? <path d="M0 1h8L5 4.5V8L3 7V4.5Z" fill="currentColor" /> : <path d="M1 2.5h6L4 6Z" fill="currentColor" />}
        </svg>
      </button>
      <div className={`header-resize${state.getIsResizing() ? ' resizing' : ''}`} aria-hidden="true" onMouseDown={header.getResizeHandler()} onTouchStart={header.getResizeHandler()} onDoubleClick={() => actions.autofit(spec.id)} />
    </div>
  );
}
