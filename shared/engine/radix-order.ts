/** Sortable keys of a column, 64 bits each: `high` decides before `low`. */
export interface RadixKeys {
  readonly high: Uint32Array;
  /** null when `high` says it all. */
  readonly low: Uint32Array | null;
}

const DIGITS = 65_536;

/** Reorders the rows in `order` by their keys, ascending and stable; returns a new array. Linear time. */
export function radixOrder(order: Uint32Array, keys: RadixKeys): Uint32Array {
  let current: Uint32Array = order;
  let spare: Uint32Array = new Uint32Array(order.length);
  const counts = new Uint32Array(DIGITS);
  const words = keys.low ? [keys.low, keys.high] : [keys.high];
  for (const word of words) {
    for (const shift of [0, 16]) {
      if (!countDigits(current, word, shift, counts)) continue;
      place(current, spare, word, shift, counts);
      const filled = spare;
      spare = current === order ? new Uint32Array(order.length) : current;
      current = filled;
    }
  }
  return current;
}

/** Fills `counts` with start positions per digit; false when all rows share one digit, so that nothing moves. */
function countDigits(order: Uint32Array, word: Uint32Array, shift: number, counts: Uint32Array): boolean {
  counts.fill(0);
  for (let i = 0; i < word.length; i++) {
    const digit = ((word[i] as number) >>> shift) & 0xffff;
    counts[digit] = (counts[digit] as number) + 1;
  }
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit] as number;
    if (count === order.length) return false;
    counts[digit] = start;
    start += count;
  }
  return true;
}

function place(from: Uint32Array, to: Uint32Array, word: Uint32Array, shift: number, starts: Uint32Array): void {
  for (let i = 0; i < from.length; i++) {
    const row = from[i] as number;
    const digit = ((word[row] as number) >>> shift) & 0xffff;
    const at = starts[digit] as number;
    to[at] = row;
    starts[digit] = at + 1;
  }
}
