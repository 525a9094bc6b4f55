import type { ShownColumn } from './use-column-model.ts';

/** Scrolls sideways as little as it takes to show a column whole. */
export function revealColumn(scroller: HTMLElement | null, columns: readonly ShownColumn[], id: string): void {
  const at = columns.findIndex((column) => column.spec.id === id);
  const column = columns[at];
  if (scroller === null || column === undefined) return;
  if (column.pinned) return;
  const covered = columns.reduce((sum, one) => sum + (one.pinned ? one.width : 0), 0);
  const left = columns.slice(0, at).reduce((sum, before) => sum + before.width, 0) - covered;
  const right = left + covered + column.width;
  if (left < scroller.scrollLeft) scroller.scrollTo({ left, behavior: 'instant' });
  else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollTo({ left: right - scroller.clientWidth, behavior: 'instant' });
}
