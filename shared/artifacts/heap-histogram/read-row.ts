const SPACE = 32;
const COLON = 58;
const OPEN_PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;

/** The fields of a row, as positions and numbers; one object is used again for every row, so that rows cost no garbage. */
export interface RowFields {
  rank: number;
  instances: number;
  shallowBytes: number;
  nameStart: number;
  nameEnd: number;
  /** Equal to `moduleEnd` when no module is printed. */
  moduleStart: number;
  moduleEnd: number;
}

export function emptyRowFields(): RowFields {
  return { rank: 0, instances: 0, shallowBytes: 0, nameStart: 0, nameEnd: 0, moduleStart: 0, moduleEnd: 0 };
}

/** `row`: all fields read. `broken`: begins like a row (`12:`) but cannot be read as one. `other`: no row at all. */
export type RowReading = 'row' | 'broken' | 'other';

/** Reads `   1:   52127   5230760  [B (java.base@17.0.15)`. HH-02 */
export function readRow(bytes: Uint8Array, start: number, end: number, fields: RowFields): RowReading {
  let at = skipSpaces(bytes, start, end);
  const rankEnd = skipDigits(bytes, at, end);
  if (rankEnd === at || bytes[rankEnd] !== COLON) return 'other';
  fields.rank = numberAt(bytes, at, rankEnd);
  at = skipSpaces(bytes, rankEnd + 1, end);
  if (at >= end) return 'other';
  const instancesEnd = skipDigits(bytes, at, end);
  const bytesStart = skipSpaces(bytes, instancesEnd, end);
  const bytesEnd = skipDigits(bytes, bytesStart, end);
  const nameStart = skipSpaces(bytes, bytesEnd, end);
  const areGapsThere = instancesEnd > at && bytesStart > instancesEnd && bytesEnd > bytesStart && nameStart > bytesEnd;
  if (!areGapsThere || nameStart >= end) return isNumberNext(bytes, at, end) ? 'broken' : 'other';
  fields.instances = numberAt(bytes, at, instancesEnd);
  fields.shallowBytes = numberAt(bytes, bytesStart, bytesEnd);
  splitModule(bytes, nameStart, trimmedEnd(bytes, nameStart, end), fields);
  return 'row';
}

/** Which columns a row has: `1: instances bytes class` of HotSpot and its agent; `bytes instances class` of old agents; `1 instances bytes class` of OpenJ9. */
export type RowOrder = 'ranked' | 'sized' | 'plain';

/** Reads a row without a colon, in an order that its header told. Rows of `sized` have no rank: they keep the one `fields` has, plus one. HH-14 */
export function readOrderedRow(bytes: Uint8Array, start: number, end: number, order: 'sized' | 'plain', fields: RowFields): RowReading {
  const numbers: number[] = [];
  let at = skipSpaces(bytes, start, end);
  const wanted = order === 'plain' ? 3 : 2;
  while (numbers.length < wanted) {
    const numberEnd = skipDigits(bytes, at, end);
    const next = skipSpaces(bytes, numberEnd, end);
    if (numberEnd === at || next === numberEnd) return numbers.length === 0 ? 'other' : 'broken';
    numbers.push(numberAt(bytes, at, numberEnd));
    at = next;
  }
  if (at >= end) return 'broken';
  const [first = 0, second = 0, third = 0] = numbers;
  fields.rank = order === 'plain' ? first : fields.rank + 1;
  fields.instances = second;
  fields.shallowBytes = order === 'plain' ? third : first;
  splitModule(bytes, at, trimmedEnd(bytes, at, end), fields);
  return 'row';
}

/** Reads `Total   231995   13898480`, and the serviceability agent's `Total :`; the rank of `fields` is left alone. HH-03 */
export function readTotal(bytes: Uint8Array, start: number, end: number, fields: RowFields): boolean {
  const at = skipSpaces(bytes, start, end);
  if (!startsWith(bytes, at, end, TOTAL)) return false;
  const afterWord = skipSpaces(bytes, at + TOTAL.length, end);
  const instancesStart = bytes[afterWord] === COLON ? skipSpaces(bytes, afterWord + 1, end) : afterWord;
  const instancesEnd = skipDigits(bytes, instancesStart, end);
  const bytesStart = skipSpaces(bytes, instancesEnd, end);
  const bytesEnd = skipDigits(bytes, bytesStart, end);
  if (instancesEnd === instancesStart || bytesEnd === bytesStart || skipSpaces(bytes, bytesEnd, end) < end) return false;
  fields.instances = numberAt(bytes, instancesStart, instancesEnd);
  fields.shallowBytes = numberAt(bytes, bytesStart, bytesEnd);
  return true;
}

const TOTAL = asciiBytes('Total ');

export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function startsWith(bytes: Uint8Array, at: number, end: number, text: Uint8Array): boolean {
  if (at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

export function skipSpaces(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === SPACE || bytes[at] === 9)) at += 1;
  return at;
}

function skipDigits(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at += 1;
  return at;
}

/** A digit, or the sign of a number that overflowed. */
function isNumberNext(bytes: Uint8Array, at: number, end: number): boolean {
  return at < end && (bytes[at] === 45 || skipDigits(bytes, at, end) > at);
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + (bytes[i] as number) - 48;
  return value;
}

function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && (bytes[last - 1] === SPACE || bytes[last - 1] === 9)) last -= 1;
  return last;
}

/** Splits ` (module@version)` off the end; a module name holds no space. */
function splitModule(bytes: Uint8Array, start: number, end: number, fields: RowFields): void {
  fields.nameStart = start;
  fields.nameEnd = end;
  fields.moduleStart = end;
  fields.moduleEnd = end;
  if (bytes[end - 1] !== CLOSE_PARENTHESIS) return;
  let at = end - 2;
  while (at > start && bytes[at] !== SPACE && bytes[at] !== OPEN_PARENTHESIS) at -= 1;
  if (bytes[at] !== OPEN_PARENTHESIS || bytes[at - 1] !== SPACE) return;
  fields.nameEnd = trimmedEnd(bytes, start, at);
  fields.moduleStart = at + 1;
  fields.moduleEnd = end - 1;
}
