const SPACE = 32;
const TAB = 9;
const ZERO = 48;
const NINE = 57;

/** ASCII text as bytes, to compare lines with. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Position of the next byte in `at..end` that is neither space nor tab; `end` when there is none. */
export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && (bytes[next] === SPACE || bytes[next] === TAB)) next += 1;
  return next;
}

/** Position of the next space or tab in `at..end`; `end` when there is none. */
export function wordEnd(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && bytes[next] !== SPACE && bytes[next] !== TAB) next += 1;
  return next;
}

/** Where `at..end` ends without the spaces and tabs after it. */
export function trimmedEnd(bytes: Uint8Array, at: number, end: number): number {
  let last = end;
  while (last > at && (bytes[last - 1] === SPACE || bytes[last - 1] === TAB)) last -= 1;
  return last;
}

/** Whether `text` stands at `at`, wholly before `end`. */
export function startsWith(bytes: Uint8Array, at: number, end: number, text: Uint8Array): boolean {
  if (at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** Where `text` first stands in `at..end`; -1 when it does not. */
export function findText(bytes: Uint8Array, at: number, end: number, text: Uint8Array): number {
  const first = text[0];
  for (let i = at; i + text.length <= end; i++) if (bytes[i] === first && startsWith(bytes, i, end, text)) return i;
  return -1;
}

/** Whether `start..end` is a whole number of one digit or more. */
export function areDigits(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < ZERO || byte > NINE) return false;
  }
  return true;
}

/** The whole number that `start..end` writes in decimal; NaN when it is none. */
export function decimalAt(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** The whole number that `start..end` writes in hexadecimal without `0x`; NaN when it is none. Exact up to 2^53. */
export function hexAt(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    const digit = byte <= NINE ? byte - ZERO : (byte | 32) - 87;
    if (digit < 0 || digit > 15 || (byte > NINE && digit < 10)) return Number.NaN;
    value = value * 16 + digit;
  }
  return value;
}
