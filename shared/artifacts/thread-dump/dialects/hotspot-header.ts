import { ascii, find, isDigit, parseDecimal, parseInteger, parseNativeId, skipSpaces, startsWith } from '../building/byte-text.ts';
import type { ThreadRows } from '../building/growing-rows.ts';
import { FLAG_DAEMON, FLAG_VIRTUAL } from '../model.ts';
import type { TextInterner } from '../building/text-interner.ts';

const QUOTE = 34;
const FOUR_QUOTES = 0x22222222;
const SPACE = 32;
const HASH = 35;
const OPEN = 91;
const CLOSE = 93;
const EQUALS = 61;
const MAX_ID_LENGTH = 24;
const MAX_UNKNOWN_LENGTH = 80;
const MAX_AFTER_ADDRESS = 1000;
/** Rank of attributes that begin with the Java id. */
const SUREST = 3;
const THREAD_ADDRESS = ascii(' tid=0x');
const ID = ascii('id');

/** Words that may follow the name; `#19` and `[30467]` are recognised apart. */
const AFTER_NAME = ['daemon', 'virtual', 'prio=', 'os_prio=', 'cpu=', 'elapsed=', 'allocated=', 'defined_classes=', 'tid=', 'nid=', 'lwp_id='].map(ascii);
const STATES = ['runnable', 'waiting', 'in Object.wai', 'sleeping', 'initialized', 'allocated', 'at breakpoint', 'zombie', 'unknown state'].map(ascii);
const PRIO_IS = ascii('prio=');
/** What follows the priority in JRockit's headers, and in those of ThreadInfo: not ours. */
const OTHER_IDS = [ascii('id='), ascii('Id=')];
/** `tid=0x114 in RUNNABLE`, one server's way to print ThreadInfo. */
const TID_IS = ascii('tid=');
const IN_STATE = ascii('in ');
const DAEMON = ascii('daemon');
const VIRTUAL = ascii('virtual');
const PRIO = ascii('prio');
const CPU = ascii('cpu');
const ELAPSED = ascii('elapsed');
const TID = ascii('tid');
const NID = ascii('nid');
const OS_PRIO = ascii('os_prio');

/** `from` is where an attribute may start; true when one does. */
function startsAttributes(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from];
  if (first === HASH) {
    let at = from + 1;
    while (at < to && isDigit(bytes[at])) at += 1;
    return at > from + 1 && at < to && hasAttribute(bytes, skipNativeId(bytes, skipSpaces(bytes, at, to), to), to);
  }
  return hasAttribute(bytes, from, to);
}

/** Steps over `[30467] `, as printed after `#19` since JDK 21. */
function skipNativeId(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== OPEN) return from;
  const close = find(bytes, from, Math.min(to, from + MAX_ID_LENGTH), CLOSE);
  return bytes[close] === CLOSE ? skipSpaces(bytes, close + 1, to) : from;
}

/** `from` is where `prio=` starts. */
function startsOtherId(bytes: Uint8Array, from: number, to: number): boolean {
  const next = skipSpaces(bytes, find(bytes, from, Math.min(to, from + MAX_ID_LENGTH), SPACE), to);
  return OTHER_IDS.some((word) => startsWith(bytes, next, to, word));
}

function hasAttribute(bytes: Uint8Array, from: number, to: number): boolean {
  if (startsWith(bytes, from, to, PRIO_IS)) return !startsOtherId(bytes, from, to);
  if (startsWith(bytes, from, to, DAEMON)) {
    const next = skipSpaces(bytes, from + DAEMON.length, to);
    return !startsWith(bytes, next, to, PRIO_IS) || !startsOtherId(bytes, next, to);
  }
  if (startsWith(bytes, from, to, TID_IS)) return !startsWith(bytes, skipSpaces(bytes, find(bytes, from, Math.min(to, from + MAX_ID_LENGTH), SPACE), to), to, IN_STATE);
  for (const word of AFTER_NAME) if (startsWith(bytes, from, to, word)) return true;
  for (const word of STATES) if (startsWith(bytes, from, to, word)) return true;
  return false;
}

/** How surely a header's attributes begin here: 3 with the Java id, 2 and 1 with words that come early, 0 with any, -1 not at all. */
function rankAttributes(bytes: Uint8Array, from: number, to: number, address: number): number {
  if (!startsAttributes(bytes, from, to)) return from < address && startsUnknownAttribute(bytes, from, to) ? (bytes[from] === HASH ? SUREST : 0) : -1;
  if (bytes[from] === HASH) return SUREST;
  if (startsWith(bytes, from, to, PRIO_IS) || startsWith(bytes, from, to, DAEMON) || startsWith(bytes, from, to, VIRTUAL)) return 2;
  return startsWith(bytes, from, to, OS_PRIO) ? 1 : 0;
}

/** A field of a later JDK, or the Java id before one. */
function startsUnknownAttribute(bytes: Uint8Array, from: number, to: number): boolean {
  const end = find(bytes, from, Math.min(to, from + MAX_UNKNOWN_LENGTH), SPACE);
  const isId = bytes[from] === HASH && !Number.isNaN(parseInteger(bytes, from + 1, end));
  const equals = find(bytes, from, end, EQUALS);
  const isField = equals > from && equals < end && isLetter(bytes[from]) && !isWord(bytes, from, equals, ID) && !isWord(bytes, from, equals, TID);
  return isId || isField;
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90));
}

/** Where the last ` tid=0x` of the line is, which stands in every header of HotSpot; -1 without one. */
function threadAddressAt(bytes: Uint8Array, from: number, to: number): number {
  const first = Math.max(from, to - MAX_AFTER_ADDRESS);
  for (let at = to - THREAD_ADDRESS.length; at >= first; at--) if (bytes[at] === SPACE && startsWith(bytes, at, to, THREAD_ADDRESS)) return at;
  return -1;
}

/** Whether the quote before `end` may open a quoted field: it follows a space or `=`. */
function opensField(bytes: Uint8Array, from: number, end: number): boolean {
  let open = end - 1;
  while (open > from && bytes[open] !== QUOTE) open -= 1;
  return bytes[open] === QUOTE && open > from && (bytes[open - 1] === SPACE || bytes[open - 1] === EQUALS);
}

/**
 * Where the name of a thread header ends: the last `"` that attributes follow, as names may hold quotes themselves. Where a quoted field stands among
 * the attributes, it is the `"` that the first of them follow. -1 when the line is no header. `from` is just after the opening quote.
 */
export function findNameEnd(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let best = -1;
  let bestRank = -1;
  const address = threadAddressAt(bytes, from, to);
  for (let at = to - 2; at >= from; at--) {
    // Four bytes at a time while none of them is a quote.
    for (; at - 3 >= from; at -= 4) {
      const word = view.getInt32(at - 3, true) ^ FOUR_QUOTES;
      if (((word - 0x01010101) & ~word & 0x80808080) !== 0) break;
    }
    while (at >= from && bytes[at] !== QUOTE) at -= 1;
    if (at < from) return best;
    if (bytes[at + 1] !== SPACE) continue;
    const rank = rankAttributes(bytes, skipSpaces(bytes, at + 1, to), to, address);
    if (rank <= bestRank) continue;
    best = at;
    bestRank = rank;
    if (rank === SUREST || !opensField(bytes, from, at)) return best;
  }
  return best;
}

/** Reads the attributes in any order; what has no column goes to `extra`, the rest of the line is the state. */
export function readHeaderFields(bytes: Uint8Array, view: DataView, from: number, to: number, rows: ThreadRows, row: number, texts: TextInterner): void {
  let at = skipSpaces(bytes, from, to);
  const address = threadAddressAt(bytes, from, to);
  let extra = '';
  while (at < to) {
    let end = find(bytes, at, to, SPACE);
    const first = bytes[at];
    if (first === HASH) rows.javaId[row] = parseInteger(bytes, at + 1, end);
    else if (first === OPEN && bytes[end - 1] === CLOSE && isDigit(bytes[at + 1]) && end < to && Number.isNaN(rows.nid[row])) rows.nid[row] = parseInteger(bytes, at + 1, end - 1);
    else if (isWord(bytes, at, end, DAEMON)) rows.flags[row] = (rows.flags[row] as number) | FLAG_DAEMON;
    else if (isWord(bytes, at, end, VIRTUAL)) rows.flags[row] = (rows.flags[row] as number) | FLAG_VIRTUAL;
    else {
      const equals = find(bytes, at, end, EQUALS);
      // A word before the thread's address is a field too; one after it begins the state.
      if (equals === end && at > address) break;
      if (equals === end || !readField(bytes, at, equals, end, rows, row)) {
        end = endOfQuoted(bytes, at, end, to);
        extra += `${extra === '' ? '' : ' '}${asciiText(bytes, at, end)}`;
      }
    }
    at = skipSpaces(bytes, end, to);
  }
  if (extra !== '') rows.extra[row] = texts.internText(extra);
  rows.headerState[row] = texts.internLike(row > 0 ? (rows.headerState[row - 1] as number) : 0, bytes, view, at, endOfState(bytes, at, to));
}

/** A quoted field may hold spaces. */
function endOfQuoted(bytes: Uint8Array, from: number, end: number, to: number): number {
  const open = find(bytes, from, end, QUOTE);
  if (open === end || find(bytes, open + 1, end, QUOTE) < end) return end;
  const close = find(bytes, end, to, QUOTE);
  return close === to ? end : find(bytes, close, to, SPACE);
}

/** Cuts the stack address, ` [0x00007f…]` or ` [f0d0a000..f0d0aac0]`, from the end of a header. */
function endOfState(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  if (bytes[end - 1] === CLOSE) {
    let open = end - 1;
    while (open > from && bytes[open] !== OPEN) open -= 1;
    if (bytes[open] === OPEN) end = open;
  }
  while (end > from && bytes[end - 1] === SPACE) end -= 1;
  return end;
}

function isWord(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  return to - from === word.length && startsWith(bytes, from, to, word);
}

function readField(bytes: Uint8Array, from: number, equals: number, to: number, rows: ThreadRows, row: number): boolean {
  if (isWord(bytes, from, equals, TID) || isWord(bytes, from, equals, OS_PRIO)) return true;
  if (isWord(bytes, from, equals, NID)) {
    const nid = parseNativeId(bytes, equals + 1, to);
    if (Number.isNaN(nid)) return false;
    rows.nid[row] = nid;
  } else if (isWord(bytes, from, equals, PRIO)) rows.priority[row] = parseInteger(bytes, equals + 1, to);
  else if (isWord(bytes, from, equals, CPU)) rows.cpuMs[row] = parseDuration(bytes, equals + 1, to);
  else if (isWord(bytes, from, equals, ELAPSED)) rows.elapsedMs[row] = parseDuration(bytes, equals + 1, to);
  else return false;
  return true;
}

/** `1.33ms`, `1,33ms` or `12.5s` in milliseconds. */
function parseDuration(bytes: Uint8Array, from: number, to: number): number {
  const value = parseDecimal(bytes, from, to);
  const isMillis = bytes[to - 2] === 109;
  // Rounded to the digits HotSpot prints, so that seconds do not come out as 12490.000000000002.
  return isMillis ? value : Math.round(value * 1e6) / 1e3;
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to && text.length < 200; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}
