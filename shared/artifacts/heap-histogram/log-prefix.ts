import { asciiBytes, skipSpaces, startsWith } from './read-row.ts';

const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const GC_ID = asciiBytes('GC(');
const MARK = asciiBytes('Class Histogram');
/** The mark stands near the end of its line, which may be long. */
const MARK_WITHIN = 96;

/** Where a line's own text begins: after the decorations of unified logging (`[2.3s][trace][gc,classhisto] GC(3) `). HH-05 */
export function afterLogPrefix(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== OPEN_BRACKET) return start;
  let at = start;
  while (at < end && bytes[at] === OPEN_BRACKET) {
    const close = indexWithin(bytes, CLOSE_BRACKET, at, end);
    if (close < 0) return start;
    at = close + 1;
  }
  at = skipSpaces(bytes, at, end);
  if (!startsWith(bytes, at, end, GC_ID)) return at;
  const close = indexWithin(bytes, 41, at, end);
  return close < 0 ? at : close + 1;
}

/** Whether the line announces a histogram in a GC log: `… 471393.931: [Class Histogram:`. HH-05 */
export function announcesHistogram(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = Math.max(start, end - MARK_WITHIN); at + MARK.length <= end; at++) {
    if (bytes[at] === MARK[0] && startsWith(bytes, at, end, MARK)) return true;
  }
  return false;
}

function indexWithin(bytes: Uint8Array, wanted: number, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === wanted) return at;
  return -1;
}
