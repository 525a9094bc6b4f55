/** A place in the pool of drawn rows, and the row that stands in it; `index` is null in a place that is not needed. */
export interface RowSlot {
  readonly slot: number;
  readonly index: number | null;
}

/**
 * Gives the rows `first..last` to a fixed pool of places, so that scrolling refills the places of rows that left instead of making new ones.
 * The places come in the order that starts with `start`, which stays put during a scroll: nothing moves in the document.
 */
export function rowSlots(first: number, last: number, size: number, start: number): readonly RowSlot[] {
  return Array.from({ length: size }, (_, at) => {
    const slot = (start + at) % size;
    const index = first + ((((slot - first) % size) + size) % size);
    return { slot, index: index <= last ? index : null };
  });
}
