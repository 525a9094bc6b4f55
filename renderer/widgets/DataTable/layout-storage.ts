import type { ColumnSpec, SortKey } from '../../../shared/artifacts/table-view.ts';

/** How a person arranged a table. Columns named here but no longer in the table are ignored. */
export interface ColumnLayout {
  /** Widths in px of the columns that were resized. */
  readonly widths: Readonly<Record<string, number>>;
  /** Shown or hidden against the view's own choice. */
  readonly visible: Readonly<Record<string, boolean>>;
  /** Column ids from left to right; empty = as the view has them. */
  readonly order: readonly string[];
  /** Columns that stay in sight at the left, in this order; null = as the view has them. */
  readonly pinned: readonly string[] | null;
  /** null = as the view sorts. */
  readonly sort: readonly SortKey[] | null;
}

export const EMPTY_LAYOUT: ColumnLayout = { widths: {}, visible: {}, order: [], pinned: null, sort: null };

/** What the layout needs of localStorage; the browser may refuse it. */
export type LayoutStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export const MIN_WIDTH = 40;
export const MAX_WIDTH = 2000;

const storageKey = (layoutKey: string): string => `borescope.table.${layoutKey}`;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSortKey(value: unknown): value is SortKey {
  return isRecord(value) && typeof value['column'] === 'string' && typeof value['descending'] === 'boolean';
}

/** Takes what is usable of a stored layout; the rest counts as not arranged. */
export function layoutFrom(stored: Record<string, unknown>, columns: readonly Pick<ColumnSpec, 'id'>[]): ColumnLayout {
  const known = new Set(columns.map((column) => column.id));
  const entries = (value: unknown): [string, unknown][] => (isRecord(value) ? Object.entries(value).filter(([id]) => known.has(id)) : []);
  const ids = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string' && known.has(id)) : []);
  return {
    widths: Object.fromEntries(entries(stored['widths']).filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= MIN_WIDTH && entry[1] <= MAX_WIDTH)),
    visible: Object.fromEntries(entries(stored['visible']).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean')),
    order: ids(stored['order']),
    pinned: Array.isArray(stored['pinned']) ? ids(stored['pinned']) : null,
    sort: Array.isArray(stored['sort']) ? stored['sort'].filter(isSortKey).filter((key) => known.has(key.column)) : null,
  };
}

export function parseLayout(text: string | null, columns: readonly Pick<ColumnSpec, 'id'>[]): ColumnLayout {
  if (text === null) return EMPTY_LAYOUT;
  try {
    const stored: unknown = JSON.parse(text);
    return isRecord(stored) ? layoutFrom(stored, columns) : EMPTY_LAYOUT;
  } catch {
    return EMPTY_LAYOUT;
  }
}

export function loadLayout(store: LayoutStore | null, layoutKey: string, columns: readonly Pick<ColumnSpec, 'id'>[]): ColumnLayout {
  try {
    return parseLayout(store?.getItem(storageKey(layoutKey)) ?? null, columns);
  } catch {
    return EMPTY_LAYOUT;
  }
}

/** A full or forbidden store loses the arrangement, never the table. */
export function saveLayout(store: LayoutStore | null, layoutKey: string, layout: ColumnLayout): void {
  try {
    if (layout === EMPTY_LAYOUT) store?.removeItem(storageKey(layoutKey));
    else store?.setItem(storageKey(layoutKey), JSON.stringify(layout));
  } catch {
    // Nothing to do: the layout holds until the window closes.
  }
}

/** localStorage, or null where the browser denies it (the getter itself may throw). */
export function browserStore(): LayoutStore | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
