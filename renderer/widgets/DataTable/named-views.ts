import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import type { ColumnFilter } from '../../../shared/engine/table-query.ts';
import { isRecord, layoutFrom, type ColumnLayout, type LayoutStore } from './layout-storage.ts';

/** An arrangement with its filters, kept under a name. */
export interface NamedView {
  readonly name: string;
  readonly layout: ColumnLayout;
  readonly search: string;
  readonly filters: readonly ColumnFilter[];
}

const MOST_VIEWS = 50;
const storageKey = (layoutKey: string): string => `borescope.table-views.${layoutKey}`;

function isCell(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

/** What is usable as a filter on these columns; a filter on a column that has gone would be refused. */
function isFilter(value: unknown, columns: ReadonlySet<string>): value is ColumnFilter {
  if (!isRecord(value) || typeof value['column'] !== 'string' || !columns.has(value['column'])) return false;
  const bound = (edge: unknown): boolean => edge === null || typeof edge === 'number';
  switch (value['op']) {
    case 'contains':
      return typeof value['text'] === 'string';
    case 'regex':
      return typeof value['pattern'] === 'string';
    case 'in':
    case 'not-in':
      return Array.isArray(value['values']) && value['values'].every(isCell);
    case 'range':
      return bound(value['min']) && bound(value['max']);
    default:
      return false;
  }
}

export function parseViews(text: string | null, columns: readonly Pick<ColumnSpec, 'id'>[]): readonly NamedView[] {
  if (text === null) return [];
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return [];
  }
  const known = new Set(columns.map(({ id }) => id));
  return (Array.isArray(stored) ? stored : []).filter(isRecord).flatMap((view): NamedView[] => {
    const { name, layout, search, filters } = view;
    if (typeof name !== 'string' || name === '') return [];
    return [{ name, layout: layoutFrom(isRecord(layout) ? layout : {}, columns), search: typeof search === 'string' ? search : '', filters: Array.isArray(filters) ? filters.filter((filter) => isFilter(filter, known)) : [] }];
  });
}

export function loadViews(store: LayoutStore | null, layoutKey: string, columns: readonly Pick<ColumnSpec, 'id'>[]): readonly NamedView[] {
  try {
    return parseViews(store?.getItem(storageKey(layoutKey)) ?? null, columns);
  } catch {
    return [];
  }
}

/** False when the store is full or forbidden. */
export function saveViews(store: LayoutStore | null, layoutKey: string, views: readonly NamedView[]): boolean {
  try {
    if (views.length === 0) store?.removeItem(storageKey(layoutKey));
    else store?.setItem(storageKey(layoutKey), JSON.stringify(views));
    return store !== null;
  } catch {
    return false;
  }
}

/** A view of the same name is replaced in its place. */
export function withView(views: readonly NamedView[], view: NamedView): readonly NamedView[] {
  const at = views.findIndex(({ name }) => name === view.name);
  return at < 0 ? [...views, view].slice(-MOST_VIEWS) : views.with(at, view);
}
