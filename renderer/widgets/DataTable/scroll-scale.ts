/** Browsers stop growing an element near 33.5 M px (1.39 M rows of 24 px); half of it is safe in all of them. */
export const MAX_SCROLL_HEIGHT = 16_000_000;

/** Relation between where the scrollbar stands (px of the element) and where the table stands (px of all its rows). */
export interface ScrollScale {
  /** Height of all rows. */
  readonly contentHeight: number;
  /** Height the scrolled element is given. */
  readonly elementHeight: number;
  /** How many px of content one px of scrollbar moves; 1 unless the table is too tall. */
  readonly factor: number;
}

export function scrollScale(contentHeight: number, viewportHeight: number): ScrollScale {
  const elementHeight = Math.min(contentHeight, MAX_SCROLL_HEIGHT);
  const factor = elementHeight < contentHeight && elementHeight > viewportHeight ? (contentHeight - viewportHeight) / (elementHeight - viewportHeight) : 1;
  return { contentHeight, elementHeight, factor };
}

/** Content offset shown while the scrollbar stands at `scrollTop`. */
export function toContent(scale: ScrollScale, scrollTop: number): number {
  return scrollTop * scale.factor;
}

/** Where the scrollbar must stand to show a content offset. */
export function toElement(scale: ScrollScale, offset: number): number {
  return offset / scale.factor;
}
