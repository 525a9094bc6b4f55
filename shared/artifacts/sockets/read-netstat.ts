import { areDigits, asciiBytes, decimalAt, skipBlanks, startsWith, trimmedEnd, wordEnd } from '../../base/byte-scan.ts';
import { NUMBER, TEXT, type SocketRows } from './socket-rows.ts';

const COLON = 58;
const DASH = 45;
const SLASH = 47;
const OPEN_PARENTHESIS = 40;
const CLOSE_PARENTHESIS = 41;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const PROTOCOLS = ['tcp', 'udp', 'raw', 'sctp', 'dccp', 'icm'].map(asciiBytes);
const UNIX = asciiBytes('unix ');
const TIMERS = ['off', 'on', 'keepalive', 'timewait', 'probe', 'unkn'].map(asciiBytes);
/** Addresses that fill their column are cut unless netstat ran with -W. */
const ADDRESS_WIDTH = 23;
const PROGRAM_WIDTH = 20;

/** What the column titles said; false and the usual width where there were none. */
export interface NetstatColumns {
  /** User and Inode stand between the state and the program (`-e`). */
  readonly hasUser: boolean;
  readonly hasProgram: boolean;
  readonly programWidth: number;
}

export function netstatColumns(header: string | null): NetstatColumns {
  const program = header?.indexOf('PID/Program name') ?? -1;
  const path = header?.indexOf('Path') ?? -1;
  return { hasUser: header !== null && /\bUser\s+Inode\b/.test(header), hasProgram: header === null || program >= 0, programWidth: program >= 0 && path > program ? path - program : PROGRAM_WIDTH };
}

/** Whether a line begins like a row of netstat's Internet section. */
export function isInternetProtocol(bytes: Uint8Array, start: number, end: number): boolean {
  return PROTOCOLS.some((protocol) => startsWith(bytes, start, end, protocol));
}

/** Reads `tcp6  0  0 :::22  :::*  LISTEN  0  26985  1127/sshd  off (0.00/0/0)`; false when it is no such row. SK-03 */
export function readNetstatRow(bytes: Uint8Array, start: number, end: number, line: number, columns: NetstatColumns, rows: SocketRows): 'whole' | 'cut' | null {
  const protocolEnd = wordEnd(bytes, start, end);
  const recvStart = skipBlanks(bytes, protocolEnd, end);
  const recvEnd = wordEnd(bytes, recvStart, end);
  const sendStart = skipBlanks(bytes, recvEnd, end);
  const sendEnd = wordEnd(bytes, sendStart, end);
  const localStart = skipBlanks(bytes, sendEnd, end);
  const localEnd = wordEnd(bytes, localStart, end);
  const remoteStart = skipBlanks(bytes, localEnd, end);
  const remoteEnd = wordEnd(bytes, remoteStart, end);
  if (!isInternetProtocol(bytes, start, protocolEnd) || !areDigits(bytes, recvStart, recvEnd) || !areDigits(bytes, sendStart, sendEnd)) return null;
  if (!hasColon(bytes, localStart, localEnd) || !hasColon(bytes, remoteStart, remoteEnd)) return null;
  rows.begin(line);
  rows.builder.setText(TEXT.protocol, bytes, start, protocolEnd);
  rows.builder.setNumber(NUMBER.recvQ, decimalAt(bytes, recvStart, recvEnd));
  rows.builder.setNumber(NUMBER.sendQ, decimalAt(bytes, sendStart, sendEnd));
  rows.setAddress('local', bytes, localStart, localEnd, COLON, false);
  rows.setAddress('remote', bytes, remoteStart, remoteEnd, COLON, false);
  const afterState = readState(bytes, skipBlanks(bytes, remoteEnd, end), end, bytes[start] as number, rows);
  const afterUser = readUser(bytes, afterState, end, columns.hasUser, rows);
  const tailEnd = readTimer(bytes, afterUser, end, rows);
  readProgram(bytes, afterUser, tailEnd, rows);
  return localEnd - localStart === ADDRESS_WIDTH || remoteEnd - remoteStart === ADDRESS_WIDTH ? 'cut' : 'whole';
}

/** Reads `unix  2  [ ACC ]  STREAM  LISTENING  13851  1/systemd  /run/x.socket`. SK-04 */
export function readNetstatUnixRow(bytes: Uint8Array, start: number, end: number, line: number, columns: NetstatColumns, rows: SocketRows): boolean {
  if (!startsWith(bytes, start, end, UNIX)) return false;
  const countStart = skipBlanks(bytes, start + UNIX.length, end);
  const countEnd = wordEnd(bytes, countStart, end);
  let at = skipBlanks(bytes, countEnd, end);
  if (!areDigits(bytes, countStart, countEnd) || bytes[at] !== OPEN_BRACKET) return false;
  while (at < end && bytes[at] !== CLOSE_BRACKET) at += 1;
  const typeStart = skipBlanks(bytes, at + 1, end);
  const typeEnd = wordEnd(bytes, typeStart, end);
  if (typeEnd === typeStart) return false;
  let inodeStart = skipBlanks(bytes, typeEnd, end);
  let inodeEnd = wordEnd(bytes, inodeStart, end);
  const hasState = !areDigits(bytes, inodeStart, inodeEnd);
  const stateStart = inodeStart;
  const stateEnd = inodeEnd;
  if (hasState) {
    inodeStart = skipBlanks(bytes, inodeEnd, end);
    inodeEnd = wordEnd(bytes, inodeStart, end);
    if (!areDigits(bytes, inodeStart, inodeEnd)) return false;
  }
  rows.begin(line);
  rows.setWord(TEXT.protocol, 'unix');
  rows.builder.setText(TEXT.socketType, bytes, typeStart, typeEnd);
  if (hasState) rows.setUnixState(bytes, stateStart, stateEnd);
  rows.builder.setNumber(NUMBER.inode, decimalAt(bytes, inodeStart, inodeEnd));
  const rest = skipBlanks(bytes, inodeEnd, end);
  const pathStart = columns.hasProgram && isProgram(bytes, rest, end) ? unixProgramEnd(bytes, rest, end, columns.programWidth) : rest;
  readProgram(bytes, rest, pathStart, rows);
  const path = skipBlanks(bytes, pathStart, end);
  rows.builder.setText(TEXT.path, bytes, path, trimmedEnd(bytes, path, end));
  return true;
}

/** A program has spaces of its own, so that only the width of its column tells where the path begins. */
function unixProgramEnd(bytes: Uint8Array, at: number, end: number, width: number): number {
  if (at + width >= end) return end;
  if (bytes[at + width - 1] === 32) return at + width;
  return wordEnd(bytes, at, end);
}

/** TCP always prints a state, raw sockets a number; UDP prints one only when connected. Gives where the next field begins. */
function readState(bytes: Uint8Array, at: number, end: number, protocol: number, rows: SocketRows): number {
  const wordStop = wordEnd(bytes, at, end);
  if (wordStop === at) return at;
  const isRaw = protocol === 114;
  const isTcp = protocol === 116;
  const isThere = isTcp ? !isProgram(bytes, at, end) && !areDigits(bytes, at, wordStop) : isRaw ? areDigits(bytes, at, wordStop) : rows.isState(bytes, at, wordStop);
  if (!isThere) return at;
  rows.setState(bytes, at, wordStop);
  return skipBlanks(bytes, wordStop, end);
}

/** User and inode; where no titles tell, they are there when a number follows a word that begins no program. */
function readUser(bytes: Uint8Array, at: number, end: number, isSure: boolean, rows: SocketRows): number {
  const userEnd = wordEnd(bytes, at, end);
  const inodeStart = skipBlanks(bytes, userEnd, end);
  const inodeEnd = wordEnd(bytes, inodeStart, end);
  if (!areDigits(bytes, inodeStart, inodeEnd) || (!isSure && isProgram(bytes, at, end))) return at;
  rows.builder.setText(TEXT.user, bytes, at, userEnd);
  rows.builder.setNumber(NUMBER.inode, decimalAt(bytes, inodeStart, inodeEnd));
  return skipBlanks(bytes, inodeEnd, end);
}

/** `keepalive (12.34/0/0)` at the end; gives where what stands before it ends. */
function readTimer(bytes: Uint8Array, start: number, end: number, rows: SocketRows): number {
  const last = trimmedEnd(bytes, start, end);
  if (bytes[last - 1] !== CLOSE_PARENTHESIS) return last;
  let open = last - 2;
  while (open > start && isTimerDigit(bytes[open] as number)) open -= 1;
  if (bytes[open] !== OPEN_PARENTHESIS) return last;
  const nameEnd = trimmedEnd(bytes, start, open);
  let name = nameEnd;
  while (name > start && bytes[name - 1] !== 32) name -= 1;
  if (!TIMERS.some((timer) => startsWith(bytes, name, nameEnd, timer))) return last;
  rows.builder.setText(TEXT.timer, bytes, name, last);
  return trimmedEnd(bytes, start, name);
}

function isTimerDigit(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 46 || byte === SLASH;
}

/** `-`, or digits and a slash. */
function isProgram(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] === DASH) return at + 1 >= end || bytes[at + 1] === 32;
  let next = at;
  while (next < end && (bytes[next] as number) >= 48 && (bytes[next] as number) <= 57) next += 1;
  return next > at && bytes[next] === SLASH;
}

/** `1127/sshd: kbrazil`: everything after the slash is the name. */
function readProgram(bytes: Uint8Array, start: number, end: number, rows: SocketRows): void {
  const last = trimmedEnd(bytes, start, end);
  if (start >= last || bytes[start] === DASH || !isProgram(bytes, start, last)) return;
  let slash = start;
  while (bytes[slash] !== SLASH) slash += 1;
  rows.builder.setNumber(NUMBER.pid, decimalAt(bytes, start, slash));
  rows.builder.setText(TEXT.program, bytes, slash + 1, last);
}

function hasColon(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = end - 1; at >= start; at--) if (bytes[at] === COLON) return true;
  return false;
}
