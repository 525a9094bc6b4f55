import { extendTo, selectAll, selectOne, toggle, type RowSelection } from './row-selection.ts';

export interface GridPlace {
  readonly selection: RowSelection;
  readonly rowCount: number;
  /** Visible columns from left to right. */
  readonly columns: readonly string[];
  readonly activeColumn: string | null;
  readonly pageRows: number;
}

export interface GridPress {
  readonly key: string;
  readonly shiftKey: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly command: boolean;
}

/** What a key does in the rows; null = not ours. */
export type GridMove = { readonly type: 'rows'; readonly selection: RowSelection } | { readonly type: 'column'; readonly column: string } | { readonly type: 'letter'; readonly letter: string } | { readonly type: 'find'; readonly backwards: boolean } | { readonly type: 'open' | 'copy' | 'menu' | 'header' | 'bookmark' };

function targetRow({ selection, rowCount, pageRows }: GridPlace, press: GridPress): number | null {
  const from = selection.active ?? -1;
  switch (press.key) {
    case 'ArrowDown':
      return press.command ? rowCount - 1 : from + 1;
    case 'ArrowUp':
      return press.command ? 0 : Math.max(from, 0) - 1;
    case 'PageDown':
      return from + pageRows;
    case 'PageUp':
      return from - pageRows;
    case 'Home':
      return 0;
    case 'End':
      return rowCount - 1;
    default:
      return null;
  }
}

function columnMove({ columns, activeColumn }: GridPlace, key: string): GridMove | null {
  const at = activeColumn === null ? -1 : columns.indexOf(activeColumn);
  const next = columns[Math.max(0, Math.min(columns.length - 1, at + (key === 'ArrowRight' ? 1 : -1)))];
  return next === undefined ? null : { type: 'column', column: next };
}

export function gridMove(place: GridPlace, press: GridPress): GridMove | null {
  const { selection, rowCount } = place;
  const { active } = selection;
  if (press.command && press.key.toLowerCase() === 'a') return { type: 'rows', selection: selectAll(selection, rowCount) };
  if (press.command && press.key.toLowerCase() === 'c') return { type: 'copy' };
  if (press.command && press.key.toLowerCase() === 'd') return { type: 'bookmark' };
  if (press.key === 'F3') return { type: 'find', backwards: press.shiftKey };
  if (press.key === 'Enter') return { type: 'open' };
  if (press.key === 'ContextMenu' || (press.shiftKey && press.key === 'F10')) return { type: 'menu' };
  if (press.key === ' ' && active !== null) return { type: 'rows', selection: press.shiftKey ? extendTo(selection, active) : toggle(selection, active) };
  if (press.key === 'ArrowLeft' || press.key === 'ArrowRight') return columnMove(place, press.key);
  if (press.key === 'ArrowUp' && active === 0 && !press.shiftKey) return { type: 'header' };
  if (press.key.length === 1 && press.key !== ' ' && !press.command) return { type: 'letter', letter: press.key };
  const target = targetRow(place, press);
  if (target === null || rowCount === 0) return null;
  const row = Math.max(0, Math.min(rowCount - 1, target));
  return { type: 'rows', selection: press.shiftKey ? extendTo(selection, row) : selectOne(row) };
}
