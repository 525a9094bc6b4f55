import type { Field, Header } from './read-header.ts';
import { decimalAt, integerAt, isDigit, memoryAt, readCpuTime, skipBlanks, skipWord, type CpuTime } from './scan-numbers.ts';

/** A row as numbers and positions; one object is used again for every row, so that rows cost no garbage. NaN and equal positions: not there. */
export interface RowFields {
  pid: number;
  tid: number;
  tgid: number;
  ppid: number;
  cpuPercent: number;
  memPercent: number;
  rssBytes: number;
  vszBytes: number;
  threads: number;
  readonly time: CpuTime;
  elapsedMs: number;
  userStart: number;
  userEnd: number;
  stateStart: number;
  stateEnd: number;
  startStart: number;
  startEnd: number;
  commandStart: number;
  commandEnd: number;
}

export function emptyRowFields(): RowFields {
  return {
    pid: Number.NaN, tid: Number.NaN, tgid: Number.NaN, ppid: Number.NaN, cpuPercent: Number.NaN, memPercent: Number.NaN, rssBytes: Number.NaN, vszBytes: Number.NaN,
    threads: Number.NaN, time: { ms: Number.NaN, stepMs: 0 }, elapsedMs: Number.NaN,
    userStart: 0, userEnd: 0, stateStart: 0, stateEnd: 0, startStart: 0, startEnd: 0, commandStart: 0, commandEnd: 0,
  };
}

function clear(fields: RowFields): void {
  fields.pid = fields.tid = fields.tgid = fields.ppid = fields.cpuPercent = fields.memPercent = fields.rssBytes = fields.vszBytes = fields.threads = Number.NaN;
  fields.time.ms = fields.elapsedMs = Number.NaN;
  fields.userStart = fields.userEnd = fields.stateStart = fields.stateEnd = fields.startStart = fields.startEnd = fields.commandStart = fields.commandEnd = 0;
}

/** `row`: read. `broken`: its id is where the header says, but something else cannot be read. `other`: no row. */
export type RowReading = 'row' | 'broken' | 'other';

/** Reads one row by its header: columns before the command from the left, those after it from the right. PT-03 */
export function readRow(bytes: Uint8Array, lineStart: number, lineEnd: number, header: Header, fields: RowFields): RowReading {
  clear(fields);
  const { columns, commandIndex } = header;
  let end = lineEnd;
  while (end > lineStart && (bytes[end - 1] === 32 || bytes[end - 1] === 9)) end -= 1;
  const leading = commandIndex < 0 ? columns.length : commandIndex;
  let at = skipBlanks(bytes, lineStart, end);
  for (let i = 0; i < leading; i++) {
    const { field } = columns[i] as Header['columns'][number];
    if (at >= end) return verdict(fields, false);
    const wordEnd = endOfCell(bytes, at, end, field, i, header, lineStart);
    if (!take(bytes, at, wordEnd, field, fields)) return verdict(fields, false);
    at = skipBlanks(bytes, wordEnd, end);
  }
  if (commandIndex < 0) return verdict(fields, true);
  for (let i = columns.length - 1; i > commandIndex; i--) {
    const { field } = columns[i] as Header['columns'][number];
    const wordStart = startOfCell(bytes, at, end, field);
    if (wordStart < at || !take(bytes, wordStart, end, field, fields)) return verdict(fields, false);
    end = wordStart;
    while (end > at && (bytes[end - 1] === 32 || bytes[end - 1] === 9)) end -= 1;
  }
  fields.commandStart = at;
  fields.commandEnd = Math.max(at, end);
  return verdict(fields, true);
}

function verdict(fields: RowFields, isWhole: boolean): RowReading {
  const hasId = !Number.isNaN(fields.pid) || !Number.isNaN(fields.tid);
  if (!hasId) return 'other';
  return isWhole ? 'row' : 'broken';
}

/** One word, but for the cells that hold several: a full start time, a day and month, a busybox state, a name before the command. */
function endOfCell(bytes: Uint8Array, at: number, end: number, field: Field, index: number, header: Header, lineStart: number): number {
  const wordEnd = skipWord(bytes, at, end);
  if (field === 'start') return endOfStart(bytes, at, wordEnd, end);
  if (field === 'state') return endOfState(bytes, wordEnd, end);
  if (field !== 'name') return wordEnd;
  const next = lineStart + (header.columns[index + 1]?.offset ?? 0);
  return next > wordEnd && next < end && bytes[next - 1] === 32 ? next - 1 : wordEnd;
}

/** `Sat Nov 21 16:04:20 2026` (lstart, in any language), `Nov 21` (start), or one word. */
function endOfStart(bytes: Uint8Array, at: number, wordEnd: number, end: number): number {
  if (hasDigit(bytes, at, wordEnd)) return wordEnd;
  let last = wordEnd;
  let second = wordEnd;
  for (let words = 2; words <= 5 && last < end; words++) {
    const start = skipBlanks(bytes, last, end);
    last = skipWord(bytes, start, end);
    if (words === 2) second = last;
    if (words === 5 && last - start === 4 && !Number.isNaN(integerAt(bytes, start, last)) && bytes[start - 4] === 58) return last;
  }
  const day = skipBlanks(bytes, wordEnd, end);
  const isDayOfMonth = second - day <= 2 && !Number.isNaN(integerAt(bytes, day, second));
  return isDayOfMonth && wordEnd - at > 1 ? second : wordEnd;
}

function hasDigit(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isDigit(bytes[at])) return true;
  return false;
}

/** Old busybox prints `S  <` and `SW N`. */
function endOfState(bytes: Uint8Array, wordEnd: number, end: number): number {
  const next = skipBlanks(bytes, wordEnd, end);
  const isFlag = next + 1 < end && (bytes[next] === 60 || bytes[next] === 78) && bytes[next + 1] === 32;
  return isFlag ? next + 1 : wordEnd;
}

/** From the right: where the cell that ends at `end` begins. A full start time has five words. */
function startOfCell(bytes: Uint8Array, from: number, end: number, field: Field): number {
  let start = startOfWord(bytes, from, end);
  if (field !== 'start' || end - start !== 4 || Number.isNaN(integerAt(bytes, start, end))) return start;
  let first = start;
  for (let words = 2; words <= 5; words++) {
    let gap = first;
    while (gap > from && bytes[gap - 1] === 32) gap -= 1;
    first = startOfWord(bytes, from, gap);
    if (words === 2 && bytes[gap - 3] !== 58) return start;
  }
  start = first;
  return start;
}

function startOfWord(bytes: Uint8Array, from: number, end: number): number {
  let start = end;
  while (start > from && bytes[start - 1] !== 32 && bytes[start - 1] !== 9) start -= 1;
  return start;
}

const isDash = (bytes: Uint8Array, start: number, end: number): boolean => end - start === 1 && bytes[start] === 45;

/** Puts a cell into the fields; false when it cannot be what its column says. */
function take(bytes: Uint8Array, start: number, end: number, field: Field, fields: RowFields): boolean {
  switch (field) {
    case 'name':
    case 'command':
    case 'other':
      return true;
    case 'user':
      fields.userStart = start;
      fields.userEnd = end;
      return true;
    case 'state':
      fields.stateStart = start;
      fields.stateEnd = end;
      return !isDigit(bytes[start]);
    case 'start':
      fields.startStart = start;
      fields.startEnd = isDash(bytes, start, end) ? start : end;
      return true;
    default:
      return takeNumber(bytes, start, end, field, fields);
  }
}

function takeNumber(bytes: Uint8Array, start: number, end: number, field: Exclude<Field, 'name' | 'command' | 'other' | 'user' | 'state' | 'start'>, fields: RowFields): boolean {
  const isAbsent = isDash(bytes, start, end);
  switch (field) {
    case 'pid':
      return !Number.isNaN((fields.pid = integerAt(bytes, start, end)));
    case 'tid':
      return !Number.isNaN((fields.tid = integerAt(bytes, start, end))) || isAbsent;
    case 'tgid':
      return !Number.isNaN((fields.tgid = integerAt(bytes, start, end)));
    case 'ppid':
      return !Number.isNaN((fields.ppid = integerAt(bytes, start, end))) || isAbsent;
    case 'threads':
      return !Number.isNaN((fields.threads = integerAt(bytes, start, end))) || isAbsent;
    case 'cpu':
      return !Number.isNaN((fields.cpuPercent = decimalAt(bytes, start, end))) || isAbsent;
    case 'mem':
      return !Number.isNaN((fields.memPercent = decimalAt(bytes, start, end))) || isAbsent;
    case 'rss':
      return !Number.isNaN((fields.rssBytes = memoryAt(bytes, start, end))) || isAbsent;
    case 'vsz':
      return !Number.isNaN((fields.vszBytes = memoryAt(bytes, start, end))) || isAbsent;
    case 'time':
      if (readCpuTime(bytes, start, end, fields.time)) return true;
      fields.time.ms = Number.NaN;
      return isAbsent;
    case 'elapsed':
      if (readCpuTime(bytes, start, end, ELAPSED)) fields.elapsedMs = ELAPSED.ms;
      return !Number.isNaN(fields.elapsedMs) || isAbsent;
  }
}

const ELAPSED: CpuTime = { ms: 0, stepMs: 0 };
