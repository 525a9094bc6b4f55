import { useEffect, useState } from 'react';
import { formatQuantity } from '../../../shared/base/format-quantity.ts';
import { message } from '../../../shared/base/message.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';
import type { TableQuery, TableTotals } from '../../../shared/engine/table-query.ts';
import type { Words } from './cell-text.ts';
import { selectedCount, type RowSelection } from './row-selection.ts';
import type { TableSource } from './table-source.ts';
import type { ShownColumn } from './use-column-model.ts';

/** A selection that still grows is not summed at every step. */
const SETTLES_MS = 80;

export interface SelectionSummary {
  /** `12 selected · Σ Shallow bytes 4.2 MB`. */
  readonly text: string;
  /** Every column's sum, mean, least and largest, one a line. */
  readonly details: string;
}

interface Summed {
  readonly selection: RowSelection;
  readonly query: TableQuery;
  readonly totals: TableTotals;
}

/** The column whose sum is told first: the one the keyboard stands in, else the first amount. */
function mainColumn(shown: readonly ShownColumn[], totals: TableTotals, active: string | null): ShownColumn | undefined {
  const summed = shown.filter(({ spec }) => totals.columns.some(({ column, count }) => column === spec.id && count > 0));
  return summed.find(({ spec }) => spec.id === active) ?? summed.find(({ spec }) => spec.unit === 'bytes') ?? summed.find(({ spec }) => spec.unit === 'count' || spec.unit === 'milliseconds') ?? summed[0];
}

/** What two or more selected rows come to, asked from the engine; null for fewer. */
export function useSelectionTotals(source: TableSource, query: TableQuery, selection: RowSelection, shown: readonly ShownColumn[], active: string | null, { translate, language }: Words): SelectionSummary | null {
  const [summed, setSummed] = useState<Summed | null>(null);
  const count = selectedCount(selection);
  useEffect(() => {
    if (count < 2) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      source.totals(query, selection.ranges).then(
        (totals) => (isCurrent ? setSummed({ selection, query, totals }) : undefined),
        () => undefined,
      );
    }, SETTLES_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [source, query, selection, count]);
  if (count < 2) return null;
  const selected = translate(message('table.selected', { count }));
  if (summed === null || summed.selection.ranges !== selection.ranges || summed.query !== query) return { text: selected, details: '' };
  const { totals } = summed;
  const main = mainColumn(shown, totals, active);
  const lines = shown.flatMap(({ spec }) => {
    const total = totals.columns.find(({ column }) => column === spec.id);
    if (total === undefined || total.count === 0 || total.min === null || total.max === null) return [];
    const quantity = (value: number): string => formatQuantity(value, spec.unit, language);
    return [{ id: spec.id, header: columnHeader(spec, translate), sum: quantity(total.sum), mean: quantity(total.sum / total.count), min: quantity(total.min), max: quantity(total.max) }];
  });
  const first = lines.find(({ id }) => id === main?.spec.id);
  return {
    text: first === undefined ? selected : translate(message('table.selected.sum', { selected, header: first.header, sum: first.sum })),
    details: lines.map((line) => translate(message('table.selected.detail', line))).join('\n'),
  };
}
