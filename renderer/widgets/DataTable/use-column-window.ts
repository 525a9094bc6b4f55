import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, type RefObject } from 'react';
import type { ShownColumn } from './use-column-model.ts';

/** A column that is drawn. */
export interface DrawnColumn extends ShownColumn {
  /** Its place among the visible columns, 1-based. */
  readonly line: number;
  /** Width of its cells, and where a pinned one stays; the first one drawn after the pinned also keeps the room of those before it. The same object until the columns change. */
  readonly style: { readonly width: number; readonly marginInlineStart?: number; readonly left?: number };
}

function totalWidth(columns: readonly ShownColumn[]): number {
  return columns.reduce((sum, column) => sum + column.width, 0);
}

/** Pinned columns always, of the others those from `first` to `last`. */
function drawnColumns(shown: readonly ShownColumn[], first: number, last: number): readonly DrawnColumn[] {
  const pinned = shown.filter((column) => column.pinned);
  const from = Math.max(first, pinned.length);
  const before = totalWidth(shown.slice(pinned.length, from));
  const fixed = pinned.map((column, at) => ({ ...column, line: at + 1, style: { width: column.width, left: totalWidth(pinned.slice(0, at)) } }));
  const moving = shown.slice(from, last + 1).map((column, at) => {
    const { width } = column;
    return { ...column, line: from + at + 1, style: at === 0 && before > 0 ? { width, marginInlineStart: before } : { width } };
  });
  return [...fixed, ...moving];
}

/** The columns on screen: a comparison of many captures has hundreds. */
export function useColumnWindow(scroller: RefObject<HTMLDivElement | null>, shown: readonly ShownColumn[]): readonly DrawnColumn[] {
  // oxlint-disable-next-line react/incompatible-library -- its results are read in this hook only and never memoized by us
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => shown[index]?.width ?? 0,
    getItemKey: (index) => shown[index]?.spec.id ?? index,
    initialRect: { width: 1280, height: 600 },
    overscan: 3,
    useFlushSync: false,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, shown]);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? shown.length - 1;
  return useMemo(() => drawnColumns(shown, first, last), [shown, first, last]);
}
