import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { scrollScale, toContent, toElement, type ScrollScale } from './scroll-scale.ts';

export const ROW_HEIGHT = 24;
export const HEADER_HEIGHT = 28;
const OVERSCAN = 8;
/** The range grows and shrinks by whole steps, so that most scroll events change nothing. */
const STEP = 4;
/** Rows are placed relative to a block this long: offsets stay small enough for exact pixels in a table of any height. */
const BLOCK_ROWS = 1000;

export interface RowViewport {
  readonly scale: ScrollScale;
  /** Rows to draw, both inclusive; `last` is below `first` in an empty table. */
  readonly first: number;
  readonly last: number;
  /** The row that the drawn rows' `top` counts from, and where that row stands in the element. */
  readonly base: number;
  readonly baseTop: number;
  /** Rows that fit on the screen, for PageUp and PageDown. */
  readonly pageRows: number;
  /** Scrolls as little as it takes to show a row whole. */
  readonly reveal: (index: number) => void;
  readonly toTop: () => void;
}

interface Place {
  readonly first: number;
  readonly last: number;
  readonly baseTop: number;
}

function placeAt(offset: number, scrollTop: number, viewportHeight: number, rowCount: number): Place {
  const top = Math.floor(offset / ROW_HEIGHT) - OVERSCAN;
  const bottom = Math.ceil((offset + viewportHeight) / ROW_HEIGHT) + OVERSCAN;
  const first = Math.max(0, Math.floor(top / STEP) * STEP);
  const base = Math.floor(first / BLOCK_ROWS) * BLOCK_ROWS;
  return { first, last: Math.min(rowCount - 1, Math.ceil(bottom / STEP) * STEP), baseTop: base * ROW_HEIGHT - offset + scrollTop };
}

/**
 * Which rows are on screen. All rows have one height, so this is arithmetic: no list of a million measurements, and tables taller
 * than a browser can scroll are reached by a scrollbar that moves in larger steps (the wheel and the keys stay exact).
 */
export function useRowViewport(scroller: RefObject<HTMLDivElement | null>, rowCount: number): RowViewport {
  const [height, setHeight] = useState(600);
  const scale = useMemo(() => scrollScale(rowCount * ROW_HEIGHT, height), [rowCount, height]);
  /** The exact content offset belonging to a scrollbar position, which alone is too coarse in a scaled table. */
  const exact = useRef({ scrollTop: 0, offset: 0 });
  const [place, setPlace] = useState<Place>({ first: 0, last: -1, baseTop: 0 });

  const update = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop } = element;
    if (scale.factor === 1 || Math.abs(scrollTop - exact.current.scrollTop) > 1) exact.current = { scrollTop, offset: toContent(scale, scrollTop) };
    const next = placeAt(exact.current.offset, scrollTop, height, rowCount);
    setPlace((now) => (now.first === next.first && now.last === next.last && now.baseTop === next.baseTop ? now : next));
  }, [scroller, scale, height, rowCount]);

  const scrollTo = useCallback(
    (offset: number) => {
      const element = scroller.current;
      if (element === null) return;
      const bounded = Math.max(0, Math.min(offset, scale.contentHeight - height));
      element.scrollTop = toElement(scale, bounded);
      exact.current = { scrollTop: element.scrollTop, offset: scale.factor === 1 ? element.scrollTop : bounded };
      update();
    },
    [scroller, scale, height, update],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => setHeight(Math.max(ROW_HEIGHT, element.clientHeight - HEADER_HEIGHT));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  useLayoutEffect(update, [update]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    // Rows must be there in the frame that shows them: the browser has already scrolled when this runs.
    const onScroll = (): void => flushSync(update);
    const onWheel = (event: WheelEvent): void => {
      if (scale.factor === 1 || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW_HEIGHT : 1;
      scrollTo(exact.current.offset + event.deltaY * unit);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: scale.factor === 1 });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller, update, scale, scrollTo]);

  const reveal = useCallback(
    (index: number) => {
      const top = index * ROW_HEIGHT;
      const { offset } = exact.current;
      if (top < offset) scrollTo(top);
      else if (top + ROW_HEIGHT > offset + height) scrollTo(top + ROW_HEIGHT - height);
    },
    [height, scrollTo],
  );
  const toTop = useCallback(() => scrollTo(0), [scrollTo]);

  const base = Math.floor(place.first / BLOCK_ROWS) * BLOCK_ROWS;
  return { scale, first: place.first, last: place.last, base, baseTop: place.baseTop, pageRows: Math.max(1, Math.floor(height / ROW_HEIGHT) - 1), reveal, toTop };
}
