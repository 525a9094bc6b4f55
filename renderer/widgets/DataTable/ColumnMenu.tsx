/* oxlint-disable jsx-a11y/no-autofocus -- a menu one has just opened starts at its first entry */
import { useMemo, type ReactNode } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { moveColumn } from './move-column.ts';
import type { ColumnModel } from './use-column-model.ts';

interface ColumnMenuProps {
  readonly column: string;
  readonly header: string;
  readonly anchor: HTMLElement;
  readonly model: ColumnModel;
  readonly onFilter: () => void;
  readonly onAutofit: () => void;
  /** null where rows are groups already. */
  readonly onGroup: (() => void) | null;
  readonly onClose: () => void;
  readonly translate: Translate;
}

type Action = 'filter' | 'group' | 'ascending' | 'descending' | 'none' | 'autofit' | 'pin' | 'left' | 'right' | 'hide';

const GROUPS: readonly (readonly { readonly action: Action; readonly label: string; readonly shortcut?: string }[])[] = [
  [
    { action: 'filter', label: 'table.column.filter' },
    { action: 'group', label: 'table.column.group' },
  ],
  [
    { action: 'ascending', label: 'table.sort.ascending' },
    { action: 'descending', label: 'table.sort.descending' },
    { action: 'none', label: 'table.sort.none' },
  ],
  [
    { action: 'autofit', label: 'table.autofit' },
    { action: 'pin', label: 'table.pin' },
    { action: 'left', label: 'table.move.left', shortcut: 'Ctrl+←' },
    { action: 'right', label: 'table.move.right', shortcut: 'Ctrl+→' },
    { action: 'hide', label: 'table.hide' },
  ],
];

/** Everything a column can do, for those who do not drag and Shift+click. */
export function ColumnMenu({ column, header, anchor, model, onFilter, onAutofit, onGroup, onClose, translate }: ColumnMenuProps): ReactNode {
  const trigger = useMemo(() => ({ current: anchor }), [anchor]);
  const { table, shown } = model;
  const at = shown.findIndex((candidate) => candidate.spec.id === column);
  const isPinned = shown[at]?.pinned === true;
  const peers = shown.filter((candidate) => candidate.pinned === isPinned).map(({ spec }) => spec.id);
  const isSorted = table.getColumn(column)?.getIsSorted() !== false;
  const disabled: Action[] = [];
  if (!isSorted) disabled.push('none');
  if (onGroup === null) disabled.push('group');
  if (peers[0] === column) disabled.push('left');
  if (peers.at(-1) === column) disabled.push('right');
  if (shown.length === 1) disabled.push('hide');
  const actions: Readonly<Record<Action, () => void>> = {
    filter: onFilter,
    ascending: () => table.setSorting([{ id: column, desc: false }]),
    descending: () => table.setSorting([{ id: column, desc: true }]),
    none: () => table.setSorting((sorting) => sorting.filter((key) => key.id !== column)),
    autofit: onAutofit,
    pin: () => model.togglePin(column),
    group: () => onGroup?.(),
    left: () => moveColumn(model, column, -1),
    right: () => moveColumn(model, column, 1),
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
          ...group.map(({ action, label, shortcut }) => {
            const name = translate(message(action === 'pin' && isPinned ? 'table.unpin' : label));
            return (
              <MenuItem key={action} id={action} className="menu-item" textValue={name}>
                <span className="menu-label">{name}</span>
                {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
              </MenuItem>
            );
          }),
        ])}
      </Menu>
    </Popover>
  );
}
