import { useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { activeCellId } from './DataRow.tsx';
import { gridMove } from './grid-keys.ts';
import type { RowLoader, RowsSnapshot } from './row-loader.ts';
import { extendTo, isSelected, selectOne, toggle, type RowSelection } from './row-selection.ts';
import type { TableRow } from './table-source.ts';
import type { GridActions } from './use-grid-actions.ts';
import type { GridSelection } from './use-grid-selection.ts';
import type { RowSearch } from './use-row-search.ts';
import type { RowScroller } from './use-row-viewport.ts';

/** A row menu that is open: where, and for which cell. */
export interface OpenRowMenu {
  readonly at: { readonly x: number; readonly y: number };
  readonly index: number;
  readonly column: string | null;
}

interface GridParts {
  readonly gridId: string;
  readonly loader: RowLoader;
  readonly rows: RowsSnapshot;
  readonly scrolling: RefObject<RowScroller | null>;
  /** Visible columns from left to right. */
  readonly columns: readonly string[];
  readonly activeColumn: string | null;
  readonly setColumn: (column: string | null) => void;
  readonly picked: GridSelection;
  readonly actions: GridActions;
  readonly search: RowSearch;
  readonly copiesHeaders: boolean;
  readonly bookmark: (index: number) => void;
  readonly onOpen: (row: TableRow) => void;
  /** Scrolls sideways as little as it takes to show a column whole. */
  readonly revealColumn: (column: string) => void;
}

export interface GridEvents {
  readonly menu: OpenRowMenu | null;
  readonly closeMenu: () => void;
  readonly openRow: (index: number | null) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onMouseDown: (event: MouseEvent<HTMLElement>) => void;
  readonly onDoubleClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onContextMenu: (event: MouseEvent<HTMLElement>) => void;
}

/** Column of a cell, which says only its place among the visible ones. */
export function columnOf(cell: Element | null, columns: readonly string[]): string | null {
  return columns[Number(cell?.getAttribute('aria-colindex') ?? 0) - 1] ?? null;
}

function hitBy(event: MouseEvent<HTMLElement>, columns: readonly string[]): { readonly index: number; readonly column: string | null } | null {
  const target = event.target instanceof Element ? event.target : null;
  const index = target?.closest<HTMLElement>('[data-index]')?.dataset['index'];
  if (index === undefined) return null;
  return { index: Number(index), column: columnOf(target?.closest('.cell') ?? null, columns) };
}

function selectionAfter(before: RowSelection, index: number, event: MouseEvent): RowSelection {
  if (event.shiftKey) return extendTo(before, index);
  return event.ctrlKey || event.metaKey ? toggle(before, index) : selectOne(index);
}

interface MouseParts {
  readonly columns: readonly string[];
  readonly selection: RowSelection;
  readonly select: (selection: RowSelection) => void;
  readonly setColumn: (column: string | null) => void;
  readonly setMenu: (menu: OpenRowMenu) => void;
  readonly openRow: (index: number | null) => void;
}

function mouseEvents({ columns, selection, select, setColumn, setMenu, openRow }: MouseParts): Pick<GridEvents, 'onMouseDown' | 'onDoubleClick' | 'onContextMenu'> {
  const onMouseDown = (event: MouseEvent<HTMLElement>): void => {
    const hit = event.button === 0 ? hitBy(event, columns) : null;
    if (hit === null) return;
    // Focus goes to the grid, not into the text; a Shift+click must not highlight half the page.
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    setColumn(hit.column);
    select(selectionAfter(selection, hit.index, event));
  };
  const onDoubleClick = (event: MouseEvent<HTMLElement>): void => openRow(hitBy(event, columns)?.index ?? null);
  const onContextMenu = (event: MouseEvent<HTMLElement>): void => {
    const hit = hitBy(event, columns);
    if (hit === null) return;
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    setColumn(hit.column);
    if (!isSelected(selection, hit.index)) select(selectOne(hit.index));
    setMenu({ at: { x: event.clientX, y: event.clientY }, ...hit });
  };

  return { onMouseDown, onDoubleClick, onContextMenu };
}

/** Mouse and keys in the rows, caught once at the grid. */
export function useGridEvents({ gridId, loader, rows, scrolling, columns, activeColumn, setColumn, picked, actions, search, copiesHeaders, bookmark, onOpen, revealColumn }: GridParts): GridEvents {
  const { selection, select } = picked;
  const [menu, setMenu] = useState<OpenRowMenu | null>(null);
  const openRow = (index: number | null): void => {
    const row = index === null ? undefined : loader.row(index);
    if (row !== undefined) onOpen(row);
  };
  const menuAtActive = (): void => {
    const index = selection.active;
    if (index === null || activeColumn === null) return;
    const box = document.getElementById(activeCellId(gridId))?.getBoundingClientRect();
    if (box !== undefined) setMenu({ at: { x: box.left + 8, y: box.bottom }, index, column: activeColumn });
  };
  const toColumn = (id: string): void => {
    setColumn(id);
    revealColumn(id);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const move = gridMove({ selection, rowCount: rows.matched, columns, activeColumn, pageRows: scrolling.current?.pageRows ?? 1 }, { key: event.key, shiftKey: event.shiftKey, command: event.ctrlKey || event.metaKey });
    if (move === null) return;
    // What is highlighted elsewhere is what Ctrl+C means.
    if (move.type === 'copy' && (getSelection()?.isCollapsed === false || selection.ranges.length === 0)) return;
    event.preventDefault();
    switch (move.type) {
      case 'rows':
        select(move.selection);
        if (move.selection.active !== null && event.key.toLowerCase() !== 'a') scrolling.current?.reveal(move.selection.active);
        return;
      case 'column':
        return toColumn(move.column);
      case 'open':
        return openRow(selection.active);
      case 'copy':
        return void actions.copyRows(selection, 'tsv', copiesHeaders);
      case 'find':
        return search.next(move.backwards);
      case 'letter':
        return search.type(move.letter);
      case 'bookmark':
        return selection.active === null ? undefined : bookmark(selection.active);
      case 'menu':
        return menuAtActive();
      case 'header':
        event.currentTarget.querySelector<HTMLElement>('.header-button[tabindex="0"]')?.focus();
    }
  };

  const mouse = mouseEvents({ columns, selection, select, setColumn, setMenu, openRow });
  return { menu, closeMenu: () => setMenu(null), openRow, onKeyDown, ...mouse };
}
