/* oxlint-disable jsx-a11y/no-autofocus -- a menu one has just opened starts at its first entry */
import { useMemo, type ReactNode } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import type { ColumnModel } from './use-column-model.ts';

interface ColumnMenuProps {
  readonly column: string;
  readonly header: string;
  readonly anchor: HTMLElement;
  readonly model: ColumnModel;
  readonly onFilter: () => void;
  readonly onAutofit: () => void;
  readonly onClose: () => void;
  readonly translate: Translate;
}

type Action = 'filter' | 'ascending' | 'descending' | 'none' | 'autofit' | 'left' | 'right' | 'hide';

const GROUPS: readonly (readonly { readonly action: Action; readonly label: string }[])[] = [
  [{ action: 'filter', label: 'table.column.filter' }],
  [
    { action: 'ascending', label: 'table.sort.ascending' },
    { action: 'descending', label: 'table.sort.descending' },
    { action: 'none', label: 'table.sort.none' },
  ],
  [
    { action: 'autofit', label: 'table.autofit' },
    { action: 'left', label: 'table.move.left' },
    { action: 'right', label: 'table.move.right' },
    { action: 'hide', label: 'table.hide' },
  ],
];

/** Swaps a column with its visible neighbour. */
function moved(model: ColumnModel, column: string, by: -1 | 1): readonly string[] {
  const order = model.shown.map((shown) => shown.spec.id);
  const at = order.indexOf(column);
  const other = order[at + by];
  return other === undefined ? order : order.with(at, other).with(at + by, column);
}

/** Everything a column can do, for those who do not drag and Shift+click. */
export function ColumnMenu({ column, header, anchor, model, onFilter, onAutofit, onClose, translate }: ColumnMenuProps): ReactNode {
  const trigger = useMemo(() => ({ current: anchor }), [anchor]);
  const { table, shown } = model;
  const at = shown.findIndex((candidate) => candidate.spec.id === column);
  const isSorted = table.getColumn(column)?.getIsSorted() !== false;
  const disabled: Action[] = [];
  if (!isSorted) disabled.push('none');
  if (at === 0) disabled.push('left');
  if (at === shown.length - 1) disabled.push('right');
  if (shown.length === 1) disabled.push('hide');
  const actions: Readonly<Record<Action, () => void>> = {
    filter: onFilter,
    ascending: () => table.setSorting([{ id: column, desc: false }]),
    descending: () => table.setSorting([{ id: column, desc: true }]),
    none: () => table.setSorting((sorting) => sorting.filter((key) => key.id !== column)),
    autofit: onAutofit,
    left: () => table.setColumnOrder([...moved(model, column, -1)]),
    right: () => table.setColumnOrder([...moved(model, column, 1)]),
    hide: () => table.setColumnVisibility((visible) => ({ ...visible, [column]: false })),
  };
  const run = (key: Action): void => {
    onClose();
    actions[key]();
  };
  return (
    <Popover className="floating" triggerRef={trigger} isOpen onOpenChange={(open) => (open ? undefined : onClose())} placement="bottom start">
      <Menu className="menu" aria-label={translate(message('table.column.menu', { column: header }))} disabledKeys={disabled} onAction={(key) => run(key as Action)} autoFocus="first">
        {GROUPS.flatMap((group, index) => [
          index === 0 ? null : <Separator key={`line-${group[0]?.action}`} className="menu-line" />,
          ...group.map(({ action, label }) => (
            <MenuItem key={action} id={action} className="menu-item" textValue={translate(message(label))}>
              <span className="menu-label">{translate(message(label))}</span>
            </MenuItem>
          )),
        ])}
      </Menu>
    </Popover>
  );
}
