import type { ColumnModel } from './use-column-model.ts';

/** One place to the left or right among the visible columns of its part: pinned ones stay among the pinned. */
export function moveColumn({ shown, moveBefore }: Pick<ColumnModel, 'shown' | 'moveBefore'>, column: string, by: -1 | 1): void {
  const isPinned = shown.find(({ spec }) => spec.id === column)?.pinned;
  const peers = shown.filter(({ pinned }) => pinned === isPinned).map(({ spec }) => spec.id);
  const at = peers.indexOf(column);
  const to = at + by;
  if (at < 0 || to < 0 || to >= peers.length) return;
  moveBefore(column, peers[by < 0 ? to : to + 1] ?? null);
}
