import type { ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { TableShape } from '../../../shared/engine/table-query.ts';
import { valueName, type Words } from './cell-text.ts';
import { ColumnFilter } from './ColumnFilter.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { excludeValue, onlyValue } from './filter-list.ts';
import type { RowLoader } from './row-loader.ts';
import { selectedCount } from './row-selection.ts';
import { RowMenu, type RowAction } from './RowMenu.tsx';
import type { TableSource } from './table-source.ts';
import type { ColumnModel } from './use-column-model.ts';
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

interface GridMenusProps {
  readonly source: TableSource;
  readonly shape: TableShape;
  readonly loader: RowLoader;
  readonly model: ColumnModel;
  readonly state: QueryState;
  readonly picked: GridSelection;
  readonly events: GridEvents;
  readonly actions: GridActions;
  readonly columnPart: OpenColumnPart | null;
  readonly setColumnPart: (part: OpenColumnPart | null) => void;
  readonly autofit: (column: string) => void;
  readonly words: Words;
}

function OpenedRowMenu({ menu, shape, loader, state, picked, events, actions, words }: GridMenusProps & { readonly menu: OpenRowMenu }): ReactNode {
  const cell = shape.columns.findIndex((column) => column.id === menu.column);
  const spec = shape.columns[cell];
  const row = loader.row(menu.index);
  const value = row?.cells[cell] ?? null;
  const run = (action: RowAction): void => {
    switch (action) {
      case 'open':
        return events.openRow(menu.index);
      case 'filter':
        return spec === undefined ? undefined : state.setFilters(onlyValue(state.filters, spec.id, value));
      case 'exclude':
        return spec === undefined ? undefined : state.setFilters(excludeValue(state.filters, spec.id, value));
      case 'copy-cell':
        return void actions.copyCell(value);
      case 'copy-row':
        return void actions.copyRows(picked.selection);
    }
  };
  const name = row === undefined || spec === undefined ? null : valueName(value, spec, words);
  return <RowMenu at={menu.at} value={name} rows={Math.max(1, selectedCount(picked.selection))} onAction={run} onClose={events.closeMenu} translate={words.translate} />;
}

/** The table's floating parts; at most one is open. */
export function GridMenus(props: GridMenusProps): ReactNode {
  const { source, shape, model, state, events, columnPart, setColumnPart, autofit, words } = props;
  if (events.menu !== null) return <OpenedRowMenu {...props} menu={events.menu} />;
  const spec = shape.columns.find((column) => column.id === columnPart?.column);
  if (columnPart === null || spec === undefined) return null;
  const close = (): void => setColumnPart(null);
  if (columnPart.part === 'filter') return <ColumnFilter spec={spec} anchor={columnPart.anchor} source={source} filters={state.filters} setFilters={state.setFilters} onClose={close} words={words} />;
  return (
    <ColumnMenu
      column={spec.id}
      header={words.translate(message(spec.header))}
      anchor={columnPart.anchor}
      model={model}
      // The menu says that it closes after it said what was chosen: only then may the next part open.
      onFilter={() => setTimeout(() => setColumnPart({ ...columnPart, part: 'filter' }))}
      onAutofit={() => autofit(spec.id)}
      onClose={close}
      translate={words.translate}
    />
  );
}
