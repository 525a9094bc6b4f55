import { type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator, type Selection } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';
import type { Words } from './cell-text.ts';
import { filterName } from './filter-list.ts';
import type { RowsSnapshot } from './row-loader.ts';
import type { GridActions } from './use-grid-actions.ts';
import type { NamedViews } from './use-named-views.ts';
import type { RowSearch } from './use-row-search.ts';
import type { SelectionSummary } from './use-selection-totals.ts';
import { ViewMenu } from './ViewMenu.tsx';
import type { ColumnModel } from './use-column-model.ts';
import type { QueryState } from './use-table-query.ts';

interface FilterBarProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly state: QueryState;
  readonly model: ColumnModel;
  readonly columns: readonly ColumnSpec[];
  readonly rows: RowsSnapshot;
  readonly label: string;
  readonly summary: SelectionSummary | null;
  readonly search: RowSearch;
  readonly named: NamedViews;
  readonly actions: GridActions;
  readonly hasMarks: boolean;
  readonly lead?: ReactNode;
  /** Down or Enter in the box goes to the rows. */
  readonly toRows: () => void;
  readonly words: Words;
}

function countText(rows: RowsSnapshot, isFiltered: boolean): ReturnType<typeof message> {
  return isFiltered ? message('table.matched', { matched: rows.matched, total: rows.total }) : message('table.count', { count: rows.total });
}

function SearchBox({ input, state, search, toRows, words: { translate } }: Pick<FilterBarProps, 'input' | 'state' | 'search' | 'toRows' | 'words'>): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') toRows();
    else if (event.key === 'Escape' && state.search !== '') state.setSearch('');
    else if (event.key === 'F3') search.next(event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="filter-box">
      <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden="true">
        <path d="M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm3 7 3 3" fill="none" stroke="currentColor" strokeWidth={1.3} />
      </svg>
      <input ref={input} value={state.search} spellCheck={false} aria-label={translate(message('table.filter'))} placeholder={translate(message('table.filter.hint'))} onChange={(event) => state.setSearch(event.target.value)} onKeyDown={onKeyDown} />
      {state.search === '' ? null : (
        <button type="button" className="filter-clear" aria-label={translate(message('table.clear'))} onClick={() => state.setSearch('')}>
          ×
        </button>
      )}
    </div>
  );
}

function ColumnsButton({ model, columns, words: { translate } }: Pick<FilterBarProps, 'model' | 'columns' | 'words'>): ReactNode {
  const shown = new Set<string>(model.shown.map((column) => column.spec.id));
  const show = (keys: Selection): void => {
    // The last visible column stays: a table without columns cannot be asked for its columns.
    if (keys !== 'all' && keys.size === 0) return;
    model.table.setColumnVisibility(() => Object.fromEntries(columns.map(({ id }) => [id, keys === 'all' || keys.has(id)])));
  };
  return (
    <MenuTrigger>
      <Button className="button quiet columns-button">{translate(message('table.columns'))}</Button>
      <Popover className="floating" placement="bottom end">
        <Menu className="menu" aria-label={translate(message('table.columns'))}>
          <MenuSection aria-label={translate(message('table.columns'))} selectionMode="multiple" selectedKeys={shown} onSelectionChange={show} shouldCloseOnSelect={false}>
            {columns.map((spec) => (
              <MenuItem key={spec.id} id={spec.id} className="menu-item" textValue={columnHeader(spec, translate)}>
                <span className="menu-tick">{shown.has(spec.id) ? '✓' : ''}</span>
                <span className="menu-label">{columnHeader(spec, translate)}</span>
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="menu-line" />
          <MenuItem className="menu-item" textValue={translate(message('table.reset'))} onAction={model.reset}>
            <span className="menu-tick" />
            <span className="menu-label">{translate(message('table.reset'))}</span>
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** One thing that leaves rows out; a click takes it away. */
function Chip({ name, onRemove, words: { translate } }: { readonly name: string; readonly onRemove: () => void; readonly words: Words }): ReactNode {
  return (
    <button type="button" className="filter-chip" aria-label={translate(message('table.chip.remove', { filter: name }))} title={name} onClick={onRemove}>
      <span>{name}</span>
      <span aria-hidden="true">×</span>
    </button>
  );
}

/** Filter box, what is filtered, how many rows that leaves, and which columns show. */
export function FilterBar({ input, label, state, model, columns, rows, summary, search, named, actions, hasMarks, lead, toRows, words }: FilterBarProps): ReactNode {
  const { translate } = words;
  const finds = !state.hidesOthers;
  return (
    <>
    {lead}
    <div className="table-bar">
      <SearchBox input={input} state={state} search={search} toRows={toRows} words={words} />
      <output className="table-count">{translate(countText(rows, state.isFiltered || rows.matched !== rows.total))}</output>
      <div className="filter-chips">
        {finds && state.search !== '' ? (
          <button type="button" className="filter-chip" title={translate(message('table.find.hint'))} onClick={() => search.next(false)}>
            <span>{translate(message('table.find.next'))}</span>
          </button>
        ) : null}
        {state.marksOnly ? (
          <Chip name={translate(message('table.view.marks'))} onRemove={() => state.setMarksOnly(false)} words={words} />
        ) : null}
        {state.only === undefined ? null : (
          <Chip name={translate(message('table.chip.only'))} onRemove={state.letOnlyGo} words={words} />
        )}
        {state.filters.map((filter) => {
          const name = filterName(filter, columns.find((spec) => spec.id === filter.column), words);
          return <Chip key={`${filter.column} ${filter.op}`} name={name} onRemove={() => state.setFilters(state.filters.filter((other) => other !== filter))} words={words} />;
        })}
      </div>
      {summary === null ? null : (
        <span className="table-selected" title={summary.details}>
          {summary.text}
        </span>
      )}
      <ViewMenu label={label} model={model} state={state} named={named} actions={actions} hasMarks={hasMarks} words={words} />
      <ColumnsButton model={model} columns={columns} words={words} />
    </div>
    </>
  );
}
