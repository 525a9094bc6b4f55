/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/control-has-associated-label, jsx-a11y/interactive-supports-focus -- rows are placed absolutely, which table elements cannot be; the grid itself holds the focus (aria-activedescendant) */
import { useState, type ReactNode, type RefObject } from 'react';
import type { ColumnFilter } from '../../../shared/engine/table-query.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { HeaderCell, type HeaderActions } from './HeaderCell.tsx';
import { neighbour } from './header-keys.ts';
import { moveColumn } from './move-column.ts';
import { useColumnDrag } from './use-column-drag.ts';
import type { ColumnModel } from './use-column-model.ts';
import type { DrawnColumn } from './use-column-window.ts';

interface HeaderRowProps {
  readonly model: ColumnModel;
  readonly drawn: readonly DrawnColumn[];
  readonly filters: readonly ColumnFilter[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly actions: Pick<HeaderActions, 'openMenu' | 'autofit'>;
  readonly translate: Translate;
}

export function HeaderRow({ model, drawn, filters, scroller, actions, translate }: HeaderRowProps): ReactNode {
  const [stop, setStop] = useState<string | null>(null);
  const tabStop = drawn.some((column) => column.spec.id === stop) ? stop : (drawn[0]?.spec.id ?? null);
  const filtered = new Set(filters.map((filter) => filter.column));
  const { drag, start } = useColumnDrag(scroller, model);
  const lastColumn = model.shown.filter(({ pinned }) => pinned === model.shown.find(({ spec }) => spec.id === drag?.column)?.pinned).at(-1)?.spec.id;
  const dropOf = (id: string): 'before' | 'after' | 'dragged' | null => (drag === null ? null : id === drag.column ? 'dragged' : id === drag.before ? 'before' : drag.before === null && id === lastColumn ? 'after' : null);
  const move = (column: string, by: -1 | 1): void => moveColumn(model, column, by);
  const moveFocus = (from: string, key: string): boolean => {
    if (key === 'ArrowDown') {
      scroller.current?.focus();
      return true;
    }
    const next = neighbour(drawn.map((column) => column.spec.id), from, key);
    if (next === null) return false;
    setStop(next);
    scroller.current?.querySelector<HTMLElement>(`[data-header="${CSS.escape(next)}"]`)?.focus();
    return true;
  };
  return (
    <div role="rowgroup" className="header-group">
      <div role="row" aria-rowindex={1} className="header-row">
        {drawn.map((column) => (
          <HeaderCell key={column.spec.id} column={column} table={model.table} tabStop={column.spec.id === tabStop} filtered={filtered.has(column.spec.id)} drop={dropOf(column.spec.id)} actions={{ ...actions, moveFocus, move, startDrag: start }} translate={translate} />
        ))}
      </div>
    </div>
  );
}
