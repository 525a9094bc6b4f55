import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { RowLoader } from './row-loader.ts';
import { scrollScale, toContent, toElement, type ScrollScale } from './scroll-scale.ts';

export const ROW_HEIGHT = 24;
export const HEADER_HEIGHT = 28;
const OVERSCAN = 6;
/** The range grows and shrinks by whole steps, so that most scroll events change nothing. */
const STEP = 4;
/** A scroll past more rows than these between two frames is one that nobody reads along. */
const HURRY_ROWS = 6;
/** After this long without such a scroll the rows are drawn whole, in ms. */
const CALM_MS = 80;
/** Rows are placed relative to a block this long: offsets stay small enough for exact pixels in a table of any height. */
const BLOCK_ROWS = 1000;

export interface RowRange {
  readonly first: number;
  readonly last: number;
}

export interface RowViewport {
  readonly scale: ScrollScale;
  /** Rows to draw, both inclusive; `last` is below `first` in an empty table. */
  readonly first: number;
  readonly last: number;
  /** Those of them to draw with all their cells, both inclusive; of the others the leading cells are enough while the scroll is in a hurry. */
  readonly whole: RowRange;
  /** The row that the drawn rows' `top` counts from, and where that row stands in the element. */
  readonly base: number;
  readonly baseTop: number;
  readonly scroller: RowScroller;
}

/** What the rest of the table asks of its scrolling; the same object until the table's height or length changes. */
export interface RowScroller {
  /** Rows that fit on the screen, for PageUp and PageDown. */
  readonly pageRows: number;
  /** Scrolls as little as it takes to show a row whole. */
  readonly reveal: (index: number) => void;
  readonly toTop: () => void;
}

/** The grid around the body; the body's own reference is set before its effects run, its parent's is not. */
function scrollerOf(body: RefObject<HTMLElement | null>): HTMLElement | null {
  return body.current?.parentElement ?? null;
}

interface Place extends RowRange {
  readonly baseTop: number;
  readonly whole: RowRange;
}

/** Rows drawn at a time: always as many, so that a scroll refills rows and makes none. */
function drawnRows(viewportHeight: number): number {
  return Math.ceil(viewportHeight / ROW_HEIGHT / STEP) * STEP + 2 * OVERSCAN + STEP;
}

function placeAt(offset: number, scrollTop: number, viewportHeight: number, rowCount: number): Omit<Place, 'whole'> {
  const count = drawnRows(viewportHeight);
  const wanted = Math.floor((Math.floor(offset / ROW_HEIGHT) - OVERSCAN) / STEP) * STEP;
  const first = Math.max(0, Math.min(wanted, rowCount - count));
  const base = Math.floor(first / BLOCK_ROWS) * BLOCK_ROWS;
  return { first, last: Math.min(rowCount, first + count) - 1, baseTop: base * ROW_HEIGHT - offset + scrollTop };
}

/** The same object where nothing changed; rows drawn whole stay so, and become so once the scroll is calm. */
function moved(now: Place, next: Omit<Place, 'whole'>, hurried: boolean): Place {
  const whole = hurried ? { first: Math.max(now.whole.first, next.first), last: Math.min(now.whole.last, next.last) } : { first: next.first, last: next.last };
  const isSame = now.first === next.first && now.last === next.last && now.baseTop === next.baseTop && now.whole.first === whole.first && now.whole.last === whole.last;
  return isSame ? now : { ...next, whole };
}

/** Height of the part of the scroller that shows rows, in px. */
function useRowsHeight(body: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(600);
  useLayoutEffect(() => {
    const element = scrollerOf(body);
    if (element === null) return undefined;
    const measure = (): void => setHeight(Math.max(ROW_HEIGHT, element.clientHeight - HEADER_HEIGHT));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [body]);
  return height;
}

/**
 * Which rows are on screen. All rows have one height, so this is arithmetic: no list of a million measurements, and tables taller
 * than a browser can scroll are reached by a scrollbar that moves in larger steps (the wheel and the keys stay exact).
 */
export function useRowViewport(body: RefObject<HTMLElement | null>, loader: RowLoader, rowCount: number): RowViewport {
  const height = useRowsHeight(body);
  const scale = useMemo(() => scrollScale(rowCount * ROW_HEIGHT, height), [rowCount, height]);
  /** The exact content offset belonging to a scrollbar position, which alone is too coarse in a scaled table. */
  const exact = useRef({ scrollTop: 0, offset: 0 });
  const [place, setPlace] = useState<Place>({ first: 0, last: -1, baseTop: 0, whole: { first: 0, last: -1 } });
  /** Runs while a scroll is in a hurry. */
  const hurry = useRef<ReturnType<typeof setTimeout>>(undefined);

  const draw = useCallback(() => {
    const element = scrollerOf(body);
    if (element === null) return;
    const { scrollTop } = element;
    if (scale.factor === 1 || Math.abs(scrollTop - exact.current.scrollTop) > 1) exact.current = { scrollTop, offset: toContent(scale, scrollTop) };
    const next = placeAt(exact.current.offset, scrollTop, height, rowCount);
    const hurried = hurry.current !== undefined;
    if (hurried && loader.row(next.first) === undefined && loader.row(next.last) === undefined) loader.want(next.first, next.last);
    else setPlace((now) => moved(now, next, hurried));
  }, [body, loader, scale, height, rowCount]);

  const scrollTo = useCallback(
    (offset: number) => {
      const element = scrollerOf(body);
      if (element === null) return;
      const bounded = Math.max(0, Math.min(offset, scale.contentHeight - height));
      element.scrollTo({ top: toElement(scale, bounded), behavior: 'instant' });
      exact.current = { scrollTop: element.scrollTop, offset: scale.factor === 1 ? element.scrollTop : bounded };
      draw();
    },
    [body, scale, height, draw],
  );

  // Rows that were passed by before they were here are drawn when they come.
  const revision = useSyncExternalStore(loader.subscribe, loader.revision);
  useLayoutEffect(draw, [draw, revision]);

  useEffect(() => {
    const element = scrollerOf(body);
    if (element === null) return undefined;
    const passBy = (distance: number): void => {
      if (Math.abs(distance) <= HURRY_ROWS * ROW_HEIGHT) return;
      clearTimeout(hurry.current);
      hurry.current = setTimeout(() => {
        hurry.current = undefined;
        draw();
      }, CALM_MS);
    };
    // Rows must be there in the frame that shows them: the browser has already scrolled when this runs.
    const onScroll = (): void => {
      passBy((element.scrollTop - exact.current.scrollTop) * scale.factor);
      flushSync(draw);
    };
    const onWheel = (event: WheelEvent): void => {
      if (scale.factor === 1 || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const distance = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW_HEIGHT : 1);
      passBy(distance);
      scrollTo(exact.current.offset + distance);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: scale.factor === 1 });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
      clearTimeout(hurry.current);
      hurry.current = undefined;
    };
  }, [body, draw, scale, scrollTo]);

  const reveal = useCallback(
    (index: number) => {
      const top = index * ROW_HEIGHT;
      const { offset } = exact.current;
      if (top < offset) scrollTo(top);
      else if (top + ROW_HEIGHT > offset + height) scrollTo(top + ROW_HEIGHT - height);
    },
    [height, scrollTo],
  );
  const rowScroller = useMemo(() => ({ pageRows: Math.max(1, Math.floor(height / ROW_HEIGHT) - 1), reveal, toTop: () => scrollTo(0) }), [height, reveal, scrollTo]);

  const base = Math.floor(place.first / BLOCK_ROWS) * BLOCK_ROWS;
  return { scale, first: place.first, last: Math.min(place.last, rowCount - 1), whole: place.whole, base, baseTop: place.baseTop, scroller: rowScroller };
}
