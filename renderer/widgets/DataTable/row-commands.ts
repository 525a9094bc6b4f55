import type { Cell } from '../../../shared/base/column-table.ts';
import { message } from '../../../shared/base/message.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { valueName, type Words } from './cell-text.ts';
import { excludeValue, onlyValue } from './filter-list.ts';
import { selectedCount } from './row-selection.ts';
import type { RowCommand, RowCommands } from './RowMenu.tsx';
import type { DataTableProps, RowMark, TableRow } from './table-source.ts';
import type { GridActions } from './use-grid-actions.ts';
import type { GridSelection } from './use-grid-selection.ts';
import type { QueryState } from './use-table-query.ts';

export interface RowContext extends Pick<DataTableProps, 'marks' | 'locationOf' | 'relatedTo'> {
  readonly row: TableRow | undefined;
  readonly spec: ColumnSpec | undefined;
  readonly value: Cell;
  readonly open: () => void;
  readonly state: QueryState;
  readonly picked: GridSelection;
  readonly actions: GridActions;
  readonly copiesHeaders: boolean;
  readonly setCopiesHeaders: (copies: boolean) => void;
  readonly editNote: (row: TableRow) => void;
  readonly words: Words;
}

export const NO_MARK: RowMark = { bookmarked: false, note: '' };

function filterCommands({ row, spec, value, state, words }: RowContext): readonly RowCommand[] {
  if (row === undefined || spec === undefined) return [];
  const name = valueName(value, spec, words);
  return [
    { id: 'filter', label: words.translate(message('table.row.filter', { value: name })), run: () => state.setFilters(onlyValue(state.filters, spec.id, value)) },
    { id: 'exclude', label: words.translate(message('table.row.exclude', { value: name })), run: () => state.setFilters(excludeValue(state.filters, spec.id, value)) },
  ];
}

function copyCommands({ row, spec, value, picked, actions, copiesHeaders, setCopiesHeaders, locationOf, words }: RowContext): readonly RowCommand[] {
  const text = (key: string, params = {}): string => words.translate(message(key, params));
  const count = Math.max(1, selectedCount(picked.selection));
  const location = row === undefined ? null : (locationOf?.(row) ?? null);
  const as = (format: 'csv' | 'markdown' | 'json'): RowCommand => ({ id: `copy-${format}`, label: text(`table.row.copy-${format}`), run: () => void actions.copyRows(picked.selection, format, copiesHeaders) });
  return [
    ...(row === undefined || spec === undefined ? [] : [{ id: 'copy-cell', label: text('table.row.copy-cell'), run: () => void actions.copyCell(value) }]),
    { id: 'copy-row', label: text('table.row.copy-row', { count }), shortcut: 'Ctrl+C', run: () => void actions.copyRows(picked.selection, 'tsv', copiesHeaders) },
    as('csv'),
    as('markdown'),
    as('json'),
    { id: 'headers', label: text('table.row.headers'), ticked: copiesHeaders, run: () => setCopiesHeaders(!copiesHeaders) },
    ...(location === null ? [] : [{ id: 'location', label: text('table.row.location'), run: () => void actions.copyText(location, message('table.copied.location')) }]),
  ];
}

function markCommands({ row, marks, editNote, words }: RowContext): readonly RowCommand[] {
  const set = marks?.set ?? null;
  if (row === undefined || marks === undefined || set === null) return [];
  const mark = marks.all.get(row.row) ?? NO_MARK;
  return [
    { id: 'bookmark', label: words.translate(message('table.row.bookmark')), shortcut: 'Ctrl+D', ticked: mark.bookmarked, run: () => set(row, { ...mark, bookmarked: !mark.bookmarked }) },
    { id: 'note', label: words.translate(message('table.row.note')), ticked: mark.note !== '', run: () => editNote(row) },
  ];
}

/** Everything one can do with a row, by sections. */
export function rowCommands(context: RowContext): readonly RowCommands[] {
  const { row, spec, relatedTo, open, words } = context;
  const text = (key: string): string => words.translate(message(key));
  const related = row === undefined ? [] : (relatedTo?.(row, spec?.id ?? null) ?? []);
  return [
    { name: text('table.row.section.open'), commands: [{ id: 'open', label: text('table.row.open'), shortcut: 'Enter', run: open }, ...related.map((place) => ({ id: `related:${place.id}`, label: place.label, run: place.open }))] },
    { name: text('table.row.section.filter'), commands: filterCommands(context) },
    { name: text('table.row.section.copy'), commands: copyCommands(context) },
    { name: text('table.row.section.mark'), commands: markCommands(context) },
  ];
}
