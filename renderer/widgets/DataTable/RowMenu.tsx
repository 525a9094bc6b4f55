/* oxlint-disable jsx-a11y/no-autofocus -- a menu one has just opened starts at its first entry */
import { useRef, type ReactNode } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';

export type RowAction = 'open' | 'filter' | 'exclude' | 'copy-cell' | 'copy-row';

interface RowMenuProps {
  /** Where the pointer was, or the cell for the keyboard, in px of the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** What the cell is called in "Show only …"; null where a cell was not hit. */
  readonly value: string | null;
  readonly rows: number;
  readonly onAction: (action: RowAction) => void;
  readonly onClose: () => void;
  readonly translate: Translate;
}

interface Entry {
  readonly action: RowAction;
  readonly label: string;
  readonly shortcut: string | null;
}

function Entries({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
  return entries.map(({ action, label, shortcut }) => (
    <MenuItem key={action} id={action} className="menu-item" textValue={label}>
      <span className="menu-label">{label}</span>
      {shortcut === null ? null : <kbd>{shortcut}</kbd>}
    </MenuItem>
  ));
}

/** The right-click menu of a row. */
export function RowMenu({ at, value, rows, onAction, onClose, translate }: RowMenuProps): ReactNode {
  const anchor = useRef<HTMLSpanElement>(null);
  const text = (key: string, params = {}): string => translate(message(key, params));
  const ofValue: readonly Entry[] =
    value === null
      ? []
      : [
          { action: 'filter', label: text('table.row.filter', { value }), shortcut: null },
          { action: 'exclude', label: text('table.row.exclude', { value }), shortcut: null },
        ];
  const copies: readonly Entry[] = [
    ...(value === null ? [] : [{ action: 'copy-cell', label: text('table.row.copy-cell'), shortcut: null } as const]),
    { action: 'copy-row', label: text('table.row.copy-row', { count: rows }), shortcut: 'Ctrl+C' },
  ];
  return (
    <>
    <span ref={anchor} className="menu-point" style={{ left: at.x, top: at.y }} />
    <Popover className="floating" triggerRef={anchor} isOpen onOpenChange={(open) => (open ? undefined : onClose())} placement="bottom start" offset={2}>
      <Menu
        className="menu"
        aria-label={text('table.row.menu')}
        autoFocus="first"
        onAction={(key) => {
          onClose();
          onAction(key as RowAction);
        }}
      >
        <Entries entries={[{ action: 'open', label: text('table.row.open'), shortcut: 'Enter' }]} />
        <Separator className="menu-line" />
        <Entries entries={ofValue} />
        {ofValue.length === 0 ? null : <Separator className="menu-line" />}
        <Entries entries={copies} />
      </Menu>
    </Popover>
    </>
  );
}
