import { areDigits, decimalAt, skipBlanks, trimmedEnd, wordEnd } from '../../base/byte-scan.ts';
import { NUMBER, TEXT, type SocketRows } from './socket-rows.ts';

const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** Reads `TCP    [::1]:5432    [::]:0    LISTENING    1712`; UDP has no state. SK-07 */
export function readWindowsRow(bytes: Uint8Array, start: number, end: number, line: number, rows: SocketRows): boolean {
  const protocolEnd = wordEnd(bytes, start, end);
  const protocol = protocolOf(bytes, start, protocolEnd);
  const local = skipBlanks(bytes, protocolEnd, end);
  const localEnd = wordEnd(bytes, local, end);
  const remote = skipBlanks(bytes, localEnd, end);
  const remoteEnd = wordEnd(bytes, remote, end);
  if (protocol === null || !hasColon(bytes, local, localEnd) || !hasColon(bytes, remote, remoteEnd)) return false;
  rows.begin(line);
  rows.setWord(TEXT.protocol, protocol);
  rows.setAddress('local', bytes, local, localEnd, COLON, false);
  rows.setAddress('remote', bytes, remote, remoteEnd, COLON, false);
  let at = skipBlanks(bytes, remoteEnd, end);
  let stop = wordEnd(bytes, at, end);
  if (stop > at && !areDigits(bytes, at, stop)) {
    rows.setState(bytes, at, stop);
    at = skipBlanks(bytes, stop, end);
    stop = wordEnd(bytes, at, end);
  }
  if (stop > at) rows.builder.setNumber(NUMBER.pid, decimalAt(bytes, at, stop));
  return true;
}

/** `-b` prints under a row the component, then ` [svchost.exe]`; gives whether it was such a line. */
export function readWindowsOwner(bytes: Uint8Array, start: number, end: number, line: number, rows: SocketRows): boolean {
  const last = trimmedEnd(bytes, start, end);
  if (last - start > 120 || rows.builder.rowCount === 0) return false;
  const isProgram = bytes[start] === OPEN_BRACKET && bytes[last - 1] === CLOSE_BRACKET;
  if (isProgram) rows.builder.setText(TEXT.program, bytes, start + 1, last - 1);
  rows.builder.extendTo(line);
  return true;
}

/** tcp, udp, tcpv6 … in small letters; null for another word. */
function protocolOf(bytes: Uint8Array, start: number, end: number): string | null {
  const length = end - start;
  if (length < 3 || length > 5) return null;
  const first = (bytes[start] as number) | 32;
  if (first !== 116 && first !== 117) return null;
  const word = new TextDecoder().decode(bytes.subarray(start, end)).toLowerCase();
  return /^(?:tcp|udp)(?:v6)?$/.test(word) ? word : null;
}

function hasColon(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = end - 1; at >= start; at--) if (bytes[at] === COLON) return true;
  return false;
}
