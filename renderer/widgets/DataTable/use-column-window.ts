import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, type RefObject } from 'react';
import type { ShownColumn } from './use-column-model.ts';

/** A column that is drawn, and its line in the row's grid (1-based). */
export interface DrawnColumn extends ShownColumn {
  readonly line: number;
}

/** The columns on screen: a comparison of many captures has hundreds. */
export function useColumnWindow(scroller: RefObject<HTMLDivElement | null>, shown: readonly ShownColumn[]): readonly DrawnColumn[] {
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
  return useMemo(() => shown.slice(first, last + 1).map((column, at) => ({ ...column, line: first + at + 1 })), [shown, first, last]);
}
