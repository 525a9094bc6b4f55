import { useState, type ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { TextFormat } from '../../../shared/engine/table-query.ts';
import type { Words } from './cell-text.ts';
import { EMPTY_LAYOUT } from './layout-storage.ts';
import { TextDialog } from './TextDialog.tsx';
import type { ColumnModel } from './use-column-model.ts';
import type { GridActions } from './use-grid-actions.ts';
import type { NamedViews } from './use-named-views.ts';
import type { QueryState } from './use-table-query.ts';

interface ViewMenuProps {
  readonly label: string;
  readonly model: ColumnModel;
  readonly state: QueryState;
  readonly named: NamedViews;
  readonly actions: GridActions;
  /** Whether rows can be marked, and so shown alone. */
  readonly hasMarks: boolean;
  readonly words: Words;
}

const FORMATS: readonly TextFormat[] = ['csv', 'tsv', 'markdown', 'json'];

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly ticked?: boolean;
  readonly run: () => void;
}

function Entries({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
  return entries.map(({ id, label, ticked }) => (
    <MenuItem key={id} id={id} className="menu-item" textValue={label} aria-label={ticked === true ? `${label} ✓` : label}>
      <span className="menu-tick" aria-hidden="true">{ticked === true ? '✓' : ''}</span>
      <span className="menu-label">{label}</span>
    </MenuItem>
  ));
}

/** Named views, rows to show, and what is shown as a file. */
export function ViewMenu({ label, model, state, named, actions, hasMarks, words }: ViewMenuProps): ReactNode {
  const [naming, setNaming] = useState(false);
  const text = (key: string, params = {}): string => words.translate(message(key, params));
  const views: readonly Entry[] = [
    {
      id: 'default',
      label: text('table.view.default'),
      run: () => {
        model.arrange(EMPTY_LAYOUT);
        state.clear();
      },
    },
    ...named.views.map((view) => ({
      id: `view:${view.name}`,
      label: view.name,
      run: () => {
        model.arrange(view.layout);
        state.ask(view);
      },
    })),
    { id: 'save-view', label: text('table.view.save'), run: () => setNaming(true) },
    ...named.views.map(({ name }) => ({ id: `remove:${name}`, label: text('table.view.remove', { name }), run: () => named.remove(name) })),
  ];
  const rows: readonly Entry[] = [
    { id: 'hides', label: text('table.view.hides'), ticked: state.hidesOthers, run: () => state.setHidesOthers(!state.hidesOthers) },
    ...(hasMarks ? [{ id: 'marks', label: text('table.view.marks'), ticked: state.marksOnly, run: () => state.setMarksOnly(!state.marksOnly) }] : []),
  ];
  const files = FORMATS.map((format): Entry => ({ id: `file:${format}`, label: text(`table.save.${format}`), run: () => void actions.saveRows(format, label) }));
  const run = (id: string): void => [...views, ...rows, ...files].find((entry) => entry.id === id)?.run();
  return (
    <>
      <MenuTrigger>
        <Button className="button quiet view-button">{text('table.view')}</Button>
        <Popover className="floating" placement="bottom end">
          <Menu className="menu" aria-label={text('table.view')} onAction={(key) => run(String(key))}>
            <MenuSection aria-label={text('table.view.views')}>
              <Entries entries={views} />
            </MenuSection>
            <Separator className="menu-line" />
            <MenuSection aria-label={text('table.view.rows')}>
              <Entries entries={rows} />
            </MenuSection>
            <Separator className="menu-line" />
            <MenuSection aria-label={text('table.view.files')}>
              <Entries entries={files} />
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
      {naming ? <TextDialog title={text('table.view.name')} start="" lines="one" mayBeEmpty={false} onDone={(name) => named.save({ name, layout: model.layout, search: state.search, filters: state.filters })} onClose={() => setNaming(false)} words={words} /> : null}
    </>
  );
}
