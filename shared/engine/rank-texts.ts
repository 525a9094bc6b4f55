import { compareNaturally } from './compare-naturally.ts';
import { radixOrder } from './radix-order.ts';

const DIGIT_RUN = 48;
const KEY_BYTES = 8;

/** Rank of each code of a text column: 0 for the first text in natural order. Index 0, the code of no text, is unused. Equal texts share a rank. */
export function rankTexts(dictionary: readonly string[]): Uint32Array {
  const order = naturalOrder(dictionary);
  const ranks = new Uint32Array(dictionary.length + 1);
  let rank = 0;
  for (let i = 0; i < order.length; i++) {
    const entry = order[i] as number;
    if (i > 0 && dictionary[entry] !== dictionary[order[i - 1] as number]) rank += 1;
    ranks[entry + 1] = rank;
  }
  return ranks;
}

/** Sorts by the first eight bytes of a key in linear time, then compares only texts whose keys are equal. */
function naturalOrder(dictionary: readonly string[]): Uint32Array {
  const count = dictionary.length;
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  const order = new Uint32Array(count);
  const skip = commonPrefix(dictionary);
  const key = new Uint8Array(KEY_BYTES);
  for (let i = 0; i < count; i++) {
    order[i] = i;
    writeKey(dictionary[i] as string, skip, key);
    high[i] = ((key[0] as number) << 24) | ((key[1] as number) << 16) | ((key[2] as number) << 8) | (key[3] as number);
    low[i] = ((key[4] as number) << 24) | ((key[5] as number) << 16) | ((key[6] as number) << 8) | (key[7] as number);
  }
  const sorted = radixOrder(order, { high, low });
  for (let start = 0; start < count; ) {
    const first = sorted[start] as number;
    let end = start + 1;
    while (end < count && high[sorted[end] as number] === high[first] && low[sorted[end] as number] === low[first]) end += 1;
    if (end - start > 1) sorted.subarray(start, end).sort((a, b) => compareNaturally(dictionary[a] as string, dictionary[b] as string));
    start = end;
  }
  return sorted;
}

/** Characters that all texts begin with; never cuts a run of digits. */
function commonPrefix(dictionary: readonly string[]): number {
  const first = dictionary[0] ?? '';
  let length = first.length;
  for (const text of dictionary) {
    let same = 0;
    while (same < length && text.charCodeAt(same) === first.charCodeAt(same)) same += 1;
    length = same;
  }
  while (length > 0 && isDigit(first.charCodeAt(length - 1))) length -= 1;
  return length;
}

/** A key that never contradicts `compareNaturally`: equal keys leave the decision to it. Digits become their count, then themselves. */
function writeKey(text: string, from: number, key: Uint8Array): void {
  key.fill(0);
  let at = from;
  let length = 0;
  while (length < KEY_BYTES && at < text.length) {
    const unit = text.charCodeAt(at);
    if (!isDigit(unit)) {
      // What does not fit a byte ends the key: nothing after it may decide.
      key[length] = unit >= 255 ? 255 : folded(unit);
      if (unit >= 255) return;
      length += 1;
      at += 1;
      continue;
    }
    let end = at;
    while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
    while (at < end && text.charCodeAt(at) === 48) at += 1;
    key[length++] = DIGIT_RUN;
    const digits = end - at;
    if (length < KEY_BYTES) key[length++] = Math.min(digits, 255);
    if (digits >= 255) return;
    for (; at < end; at++) if (length < KEY_BYTES) key[length++] = text.charCodeAt(at);
  }
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function folded(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}
