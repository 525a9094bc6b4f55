/* oxlint-disable jsx-a11y/no-autofocus -- a menu one has just opened starts at its first entry */
import { useRef, type ReactNode } from 'react';
import { Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';

export interface RowCommand {
  readonly id: string;
  readonly label: string;
  readonly shortcut?: string;
  /** Set for commands that are on or off. */
  readonly ticked?: boolean;
  readonly run: () => void;
}

export interface RowCommands {
  /** Spoken name of the section. */
  readonly name: string;
  readonly commands: readonly RowCommand[];
}

interface RowMenuProps {
  /** Where the pointer was, or the cell for the keyboard, in px of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly label: string;
  /** Empty ones are left out. */
  readonly sections: readonly RowCommands[];
  readonly onClose: () => void;
}

/** The right-click menu of a row. */
export function RowMenu({ at, label, sections, onClose }: RowMenuProps): ReactNode {
  const anchor = useRef<HTMLSpanElement>(null);
  const shown = sections.filter(({ commands }) => commands.length > 0);
  const all = shown.flatMap(({ commands }) => commands);
  const hasTicks = all.some(({ ticked }) => ticked !== undefined);
  return (
    <>
      <span ref={anchor} className="menu-point" style={{ left: at.x, top: at.y }} />
      <Popover className="floating" triggerRef={anchor} isOpen onOpenChange={(open) => (open ? undefined : onClose())} placement="bottom start" offset={2}>
        <Menu
          className="menu"
          aria-label={label}
          autoFocus="first"
          onAction={(key) => {
            onClose();
            // The menu gives the focus back first: what opens next must not lose it again.
            setTimeout(() => all.find(({ id }) => id === key)?.run());
          }}
        >
          {shown.map(({ name, commands }, i) => (
            <MenuSection key={name} aria-label={name} className={i === 0 ? 'menu-section' : 'menu-section menu-section-next'}>
              {commands.map(({ id, label, shortcut, ticked }) => (
                <MenuItem key={id} id={id} className="menu-item" textValue={label} {...(ticked === true ? { 'aria-label': `${label} ✓` } : {})}>
                  {hasTicks ? <span className="menu-tick" aria-hidden="true">{ticked === true ? '✓' : ''}</span> : null}
                  <span className="menu-label">{label}</span>
                  {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </>
  );
}
