import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { ColumnModel } from './use-column-model.ts';

/** A press that moves less is a click. */
const STARTS_AT_PX = 6;

/** A header that is being dragged, and the one it would land before; null = at the end. */
export interface ColumnDrag {
  readonly column: string;
  readonly before: string | null;
}

interface Target {
  readonly id: string;
  readonly middle: number;
}

/** Headers in sight from left to right, with the places where a drop changes sides. */
function targetsIn(scroller: HTMLElement | null): readonly Target[] {
  return [...(scroller?.querySelectorAll<HTMLElement>('.header-button') ?? [])].map((button) => {
    const { left, width } = (button.parentElement ?? button).getBoundingClientRect();
    return { id: button.dataset['header'] ?? '', middle: left + width / 2 };
  });
}

/** Moves columns by dragging their heads. Esc lets go without a move. */
export function useColumnDrag(scroller: RefObject<HTMLElement | null>, model: ColumnModel): { readonly drag: ColumnDrag | null; readonly start: (column: string, event: PointerEvent) => void } {
  const [drag, setDrag] = useState<ColumnDrag | null>(null);
  const latest = useRef({ drag, model });
  useEffect(() => {
    latest.current = { drag, model };
  });
  const ending = useRef<(() => void) | null>(null);
  useEffect(() => () => ending.current?.(), []);

  const start = (column: string, event: PointerEvent): void => {
    if (event.button !== 0 || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const from = event.clientX;
    const pinned = model.shown.find(({ spec }) => spec.id === column)?.pinned;
    const peers = new Set(model.shown.filter((one) => one.pinned === pinned).map(({ spec }) => spec.id));
    const targets = targetsIn(scroller.current).filter(({ id }) => peers.has(id));
    const onMove = ({ clientX }: globalThis.PointerEvent): void => {
      if (latest.current.drag === null && Math.abs(clientX - from) < STARTS_AT_PX) return;
      setDrag({ column, before: targets.find(({ middle }) => clientX < middle)?.id ?? null });
    };
    const end = (): void => {
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('keydown', onKey, true);
      ending.current = null;
      setDrag(null);
    };
    const onUp = (): void => {
      const { drag: last, model: now } = latest.current;
      end();
      if (last === null) return;
      now.moveBefore(last.column, last.before);
      // The click that follows belongs to the drag, not to the sort.
      addEventListener('click', (click) => click.stopPropagation(), { capture: true, once: true });
    };
    const onKey = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end();
    };
    ending.current = end;
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('keydown', onKey, true);
  };
  return { drag, start };
}
