import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';

interface GroupBarProps {
  readonly columns: readonly ColumnSpec[];
  readonly by: readonly string[];
  /** Empty: the rows themselves again. */
  readonly onChange: (by: readonly string[]) => void;
  readonly translate: Translate;
}

/** By what the rows are taken together; each column can go, and another one come. */
export function GroupBar({ columns, by, onChange, translate }: GroupBarProps): ReactNode {
  const text = (key: string, params = {}): string => translate(message(key, params));
  const headerOf = (id: string): string => {
    const spec = columns.find((column) => column.id === id);
    return spec === undefined ? id : columnHeader(spec, translate);
  };
  const others = columns.filter(({ id }) => !by.includes(id));
  return (
    <div className="group-bar" role="group" aria-label={text('table.group.by')}>
      <span className="muted">{text('table.group.by')}</span>
      {by.map((id) => (
        <button key={id} type="button" className="filter-chip" aria-label={text('table.group.remove', { column: headerOf(id) })} onClick={() => onChange(by.filter((other) => other !== id))}>
          <span>{headerOf(id)}</span>
          <span aria-hidden="true">×</span>
        </button>
      ))}
      <MenuTrigger>
        <Button className="button quiet">{text('table.group.add')}</Button>
        <Popover className="floating" placement="bottom start">
          <Menu className="menu" aria-label={text('table.group.add')} onAction={(key) => onChange([...by, String(key)])}>
            {others.map(({ id }) => (
              <MenuItem key={id} id={id} className="menu-item" textValue={headerOf(id)}>
                <span className="menu-label">{headerOf(id)}</span>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <button type="button" className="button quiet" onClick={() => onChange([])}>
        {text('table.group.none')}
      </button>
    </div>
  );
}
