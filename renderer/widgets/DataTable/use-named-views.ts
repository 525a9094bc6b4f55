import { useState } from 'react';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { browserStore } from './layout-storage.ts';
import { loadViews, saveViews, withView, type NamedView } from './named-views.ts';

export interface NamedViews {
  readonly views: readonly NamedView[];
  readonly save: (view: NamedView) => void;
  readonly remove: (name: string) => void;
}

/** The named views of one kind of table, kept in this browser. */
export function useNamedViews(layoutKey: string, columns: readonly ColumnSpec[]): NamedViews {
  const [views, setViews] = useState(() => loadViews(browserStore(), layoutKey, columns));
  const keep = (next: readonly NamedView[]): void => {
    setViews(next);
    saveViews(browserStore(), layoutKey, next);
  };
  return { views, save: (view) => keep(withView(views, view)), remove: (name) => keep(views.filter((view) => view.name !== name)) };
}
