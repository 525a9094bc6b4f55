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
}

export interface ColumnModel {
  readonly table: ColumnTableModel;
  readonly shown: readonly ShownColumn[];
  readonly sort: readonly SortKey[];
  readonly reset: () => void;
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

/** Widths, order, visibility and sort of a table's columns, kept per view. */
export function useColumnModel(shape: TableShape, layoutKey: string): ColumnModel {
  const [start] = useState(() => initialState(shape, loadLayout(browserStore(), layoutKey, shape.columns)));
  const columns = useMemo(() => columnDefs(shape), [shape]);
  const table = useTable({ features, columns, data: NO_ROWS, initialState: start, manualSorting: true, enableSortingRemoval: true, columnResizeMode: 'onChange' });
  const { columnSizing, columnVisibility, columnOrder, sorting, columnResizing } = table.state;
  const sort = useMemo(() => sorting.map((key) => ({ column: key.id, descending: key.desc })), [sorting]);

  useEffect(() => {
    if (columnResizing.isResizingColumn !== false) return;
    const untouched = columnSizing === start.columnSizing && columnVisibility === start.columnVisibility && columnOrder === start.columnOrder && sorting === start.sorting;
    if (untouched) return;
    saveLayout(browserStore(), layoutKey, { widths: columnSizing, visible: columnVisibility, order: columnOrder, sort });
  }, [layoutKey, start, columnSizing, columnVisibility, columnOrder, sorting, sort, columnResizing.isResizingColumn]);

  const shown = useMemo(() => {
    const place = new Map(shape.columns.map((spec, cell) => [spec.id, { spec, cell }]));
    const rank = new Map(columnOrder.map((id, at) => [id, at]));
    const ordered = [...place.values()].sort((a, b) => (rank.get(a.spec.id) ?? Infinity) - (rank.get(b.spec.id) ?? Infinity) || a.cell - b.cell);
    return ordered
      .filter(({ spec }) => columnVisibility[spec.id] !== false)
      .map(({ spec, cell }) => ({ spec, cell, width: Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columnSizing[spec.id] ?? spec.width))) }));
  }, [shape, columnOrder, columnVisibility, columnSizing]);

  const reset = (): void => {
    const fresh = initialState(shape, EMPTY_LAYOUT);
    table.setColumnSizing(fresh.columnSizing);
    table.setColumnVisibility(fresh.columnVisibility);
    table.setColumnOrder(fresh.columnOrder);
    table.setSorting(fresh.sorting);
    saveLayout(browserStore(), layoutKey, EMPTY_LAYOUT);
  };

  return { table, shown, sort, reset };
}
