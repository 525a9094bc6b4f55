import { columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, rowSortingFeature, tableFeatures, useTable, type ColumnDef, type ReactTable } from '@tanstack/react-table';
import { useEffect, useMemo, useState } from 'react';
import type { ColumnSpec, SortKey } from '../../../shared/artifacts/table-view.ts';
import type { TableShape } from '../../../shared/engine/table-query.ts';
import { browserStore, EMPTY_LAYOUT, loadLayout, MAX_WIDTH, MIN_WIDTH, saveLayout, type ColumnLayout } from './layout-storage.ts';

const features = tableFeatures({ columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, rowSortingFeature });
/** Rows live in the engine; the library keeps only the columns' state. */
const NO_ROWS: readonly never[] = [];

type Features = typeof features;
export type ColumnTableModel = ReactTable<Features, never>;

/** A visible column in its place. */
export interface ShownColumn {
  readonly spec: ColumnSpec;
  /** Place of its value in a row's cells. */
  readonly cell: number;
  readonly width: number;
  readonly pinned: boolean;
}

export interface ColumnModel {
  readonly table: ColumnTableModel;
  /** Pinned columns first. */
  readonly shown: readonly ShownColumn[];
  readonly sort: readonly SortKey[];
  readonly layout: ColumnLayout;
  /** Takes another arrangement, such as a named one. */
  readonly arrange: (layout: ColumnLayout) => void;
  readonly reset: () => void;
  /** Puts a visible column before another one, or at the end of its own part (pinned or not). */
  readonly moveBefore: (column: string, before: string | null) => void;
  readonly togglePin: (column: string) => void;
}

function initialState(shape: TableShape, layout: ColumnLayout) {
  const hidden = shape.columns.filter((column) => column.hiddenAtFirst === true).map((column) => [column.id, false] as const);
  return {
    columnSizing: { ...layout.widths },
    columnVisibility: { ...Object.fromEntries(hidden), ...layout.visible },
    columnOrder: [...layout.order],
    sorting: (layout.sort ?? shape.sort).map((key) => ({ id: key.column, desc: key.descending })),
  };
}

function columnDefs(shape: TableShape): ColumnDef<Features, never>[] {
  return shape.columns.map((spec) => ({
    id: spec.id,
    header: spec.header,
    accessorFn: () => null,
    size: spec.width,
    minSize: MIN_WIDTH,
    maxSize: MAX_WIDTH,
    sortDescFirst: spec.type === 'number',
  }));
}

function shownColumns(shape: TableShape, pinned: readonly string[], { order, visible, widths }: Pick<ColumnLayout, 'order' | 'visible' | 'widths'>): readonly ShownColumn[] {
  const rank = new Map(order.map((id, at) => [id, at]));
  const place = (id: string): number => (pinned.includes(id) ? pinned.indexOf(id) - pinned.length : (rank.get(id) ?? Infinity));
  return shape.columns
    .map((spec, cell) => ({ spec, cell, width: Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, widths[spec.id] ?? spec.width))), pinned: pinned.includes(spec.id) }))
    .filter(({ spec }) => visible[spec.id] !== false)
    .sort((a, b) => {
      const [left, right] = [place(a.spec.id), place(b.spec.id)];
      return left === right ? a.cell - b.cell : left - right;
    });
}

/** Takes `column` out of a list and puts it before another one; at the end when that is not in it. */
function inFrontOf(list: readonly string[], column: string, before: string | null): readonly string[] {
  const others = list.filter((id) => id !== column);
  const at = before === null ? -1 : others.indexOf(before);
  return at < 0 ? [...others, column] : others.toSpliced(at, 0, column);
}

/** Widths, order, pins, visibility and sort of a table's columns, kept per view. */
export function useColumnModel(shape: TableShape, layoutKey: string): ColumnModel {
  const [stored] = useState(() => loadLayout(browserStore(), layoutKey, shape.columns));
  const [start] = useState(() => initialState(shape, stored));
  const [chosenPins, setPinned] = useState(stored.pinned);
  const pinned = useMemo(() => chosenPins ?? shape.columns.filter(({ pinnedAtFirst }) => pinnedAtFirst === true).map(({ id }) => id), [chosenPins, shape]);
  const columns = useMemo(() => columnDefs(shape), [shape]);
  const table = useTable({ features, columns, data: NO_ROWS, initialState: start, manualSorting: true, enableSortingRemoval: true, columnResizeMode: 'onChange' });
  const { columnSizing, columnVisibility, columnOrder, sorting, columnResizing } = table.state;
  const sort = useMemo(() => sorting.map((key) => ({ column: key.id, descending: key.desc })), [sorting]);
  const layout = useMemo(() => ({ widths: columnSizing, visible: columnVisibility, order: columnOrder, pinned: chosenPins, sort }), [columnSizing, columnVisibility, columnOrder, chosenPins, sort]);

  useEffect(() => {
    if (columnResizing.isResizingColumn !== false) return;
    const untouched = layout.widths === start.columnSizing && layout.visible === start.columnVisibility && layout.order === start.columnOrder && sorting === start.sorting && chosenPins === stored.pinned;
    if (!untouched) saveLayout(browserStore(), layoutKey, layout);
  }, [layoutKey, start, stored, layout, sorting, chosenPins, columnResizing.isResizingColumn]);

  const shown = useMemo(() => shownColumns(shape, pinned, { order: columnOrder, visible: columnVisibility, widths: columnSizing }), [shape, columnOrder, columnVisibility, pinned, columnSizing]);

  const arrange = (next: ColumnLayout): void => {
    const fresh = initialState(shape, next);
    table.setColumnSizing(fresh.columnSizing);
    table.setColumnVisibility(fresh.columnVisibility);
    table.setColumnOrder(fresh.columnOrder);
    table.setSorting(fresh.sorting);
    setPinned(next.pinned);
  };
  const reset = (): void => {
    arrange(EMPTY_LAYOUT);
    saveLayout(browserStore(), layoutKey, EMPTY_LAYOUT);
  };
  const moveBefore = (column: string, before: string | null): void => {
    const isPinned = pinned.includes(column);
    if (before === column || (before !== null && pinned.includes(before) !== isPinned)) return;
    if (isPinned) setPinned(inFrontOf(pinned, column, before));
    else table.setColumnOrder([...inFrontOf(shown.filter((one) => !one.pinned).map(({ spec }) => spec.id), column, before)]);
  };
  const togglePin = (column: string): void => setPinned(pinned.includes(column) ? pinned.filter((id) => id !== column) : [...pinned, column]);
  return { table, shown, sort, layout, arrange, reset, moveBefore, togglePin };
}
