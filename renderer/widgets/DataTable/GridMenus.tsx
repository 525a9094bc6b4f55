import { useState, type ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';
import type { TableShape } from '../../../shared/engine/table-query.ts';
import type { Words } from './cell-text.ts';
import { ColumnFilter } from './ColumnFilter.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { NO_MARK, rowCommands } from './row-commands.ts';
import type { RowLoader } from './row-loader.ts';
import { RowMenu } from './RowMenu.tsx';
import type { DataTableProps, TableRow, TableSource } from './table-source.ts';
import { TextDialog } from './TextDialog.tsx';
import type { ColumnModel } from './use-column-model.ts';
import type { CopyOptions } from './use-copy-options.ts';
import type { GridActions } from './use-grid-actions.ts';
import type { GridEvents, OpenRowMenu } from './use-grid-events.ts';
import type { GridSelection } from './use-grid-selection.ts';
import type { QueryState } from './use-table-query.ts';

/** What is open at a column's head. */
export interface OpenColumnPart {
  readonly part: 'menu' | 'filter';
  readonly column: string;
  readonly anchor: HTMLElement;
}

interface GridMenusProps extends Pick<DataTableProps, 'marks' | 'locationOf' | 'relatedTo'> {
  readonly source: TableSource;
  readonly shape: TableShape;
  readonly loader: RowLoader;
  readonly model: ColumnModel;
  readonly state: QueryState;
  readonly picked: GridSelection;
  readonly events: GridEvents;
  readonly actions: GridActions;
  readonly copying: CopyOptions;
  readonly columnPart: OpenColumnPart | null;
  readonly setColumnPart: (part: OpenColumnPart | null) => void;
  readonly autofit: (column: string) => void;
  readonly onGroup: ((column: string) => void) | null;
  readonly words: Words;
}

function OpenedRowMenu({ menu, editNote, ...props }: GridMenusProps & { readonly menu: OpenRowMenu; readonly editNote: (row: TableRow) => void }): ReactNode {
  const { shape, loader, events, copying, words } = props;
  const cell = shape.columns.findIndex((column) => column.id === menu.column);
  const row = loader.row(menu.index);
  const sections = rowCommands({
    ...props,
    row,
    spec: shape.columns[cell],
    value: row?.cells[cell] ?? null,
    open: () => events.openRow(menu.index),
    copiesHeaders: copying.headers,
    setCopiesHeaders: copying.setHeaders,
    editNote,
  });
  return <RowMenu at={menu.at} label={words.translate(message('table.row.menu'))} sections={sections} onClose={events.closeMenu} />;
}

function ColumnPart({ columnPart, ...props }: GridMenusProps & { readonly columnPart: OpenColumnPart }): ReactNode {
  const { source, shape, model, state, setColumnPart, autofit, onGroup, words } = props;
  const spec = shape.columns.find((column) => column.id === columnPart.column);
  if (spec === undefined) return null;
  const close = (): void => setColumnPart(null);
  if (columnPart.part === 'filter') return <ColumnFilter spec={spec} anchor={columnPart.anchor} source={source} filters={state.filters} setFilters={state.setFilters} onClose={close} words={words} />;
  return (
    <ColumnMenu
      column={spec.id}
      header={columnHeader(spec, words.translate)}
      anchor={columnPart.anchor}
      model={model}
      // The menu says that it closes after it said what was chosen: only then may the next part open.
      onFilter={() => setTimeout(() => setColumnPart({ ...columnPart, part: 'filter' }))}
      onAutofit={() => autofit(spec.id)}
      onGroup={onGroup === null ? null : () => onGroup(spec.id)}
      onClose={close}
      translate={words.translate}
    />
  );
}

/** The table's floating parts; at most one is open. */
export function GridMenus(props: GridMenusProps): ReactNode {
  const { events, columnPart, marks, words } = props;
  const [noted, setNoted] = useState<TableRow | null>(null);
  const set = marks?.set ?? null;
  if (noted !== null && marks !== undefined && set !== null) {
    const mark = marks.all.get(noted.row) ?? NO_MARK;
    return <TextDialog title={words.translate(message('table.note.title'))} start={mark.note} lines="many" mayBeEmpty onDone={(note) => set(noted, { ...mark, note })} onClose={() => setNoted(null)} words={words} />;
  }
  if (events.menu !== null) return <OpenedRowMenu {...props} menu={events.menu} editNote={setNoted} />;
  return columnPart === null ? null : <ColumnPart {...props} columnPart={columnPart} />;
}
