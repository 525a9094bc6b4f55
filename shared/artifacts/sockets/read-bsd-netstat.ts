import { areDigits, asciiBytes, decimalAt, skipBlanks, trimmedEnd, wordEnd } from '../../base/byte-scan.ts';
import { isInternetProtocol } from './read-netstat.ts';
import { NUMBER, TEXT, type SocketRows } from './socket-rows.ts';

const DOT = 46;
const STAR = 42;
const KERNEL_PROTOCOLS = ['kctl', 'kevt', 'vsock'].map(asciiBytes);
const UNIX_TYPES: Readonly<Record<string, string>> = { stream: 'STREAM', dgram: 'DGRAM', seqpac: 'SEQPACKET', rdm: 'RDM' };

/** What the titles of a BSD or macOS section said. */
export interface BsdColumns {
  /** Addresses as wide as this have lost their end; 0 = unknown. */
  readonly localWidth: number;
  readonly remoteWidth: number;
  /** The numbers before the addresses are not queues but retransmissions (`-T`). */
  readonly hasQueues: boolean;
  /** Words after the state until the pid (`-v`); -1 = none printed. */
  readonly pidAfterState: number;
}

export function bsdColumns(header: string | null): BsdColumns {
  const local = header?.indexOf('Local Address') ?? -1;
  const remote = header?.indexOf('Foreign Address') ?? -1;
  const state = header === null ? -1 : header.indexOf('(state)');
  const afterState = state < 0 ? [] : (header ?? '').slice(state + 7).trim().split(/\s+/);
  return {
    localWidth: local >= 0 && remote > local ? remote - local - 1 : 0,
    remoteWidth: remote >= 0 && state > remote ? state - remote - 1 : 0,
    hasQueues: header === null || header.includes('Recv-Q'),
    pidAfterState: afterState.indexOf('pid'),
  };
}

/** Reads `tcp4  0  0  192.168.1.221.5486 140.82.113.26.443  ESTABLISHED`, with the addresses of control blocks before it or not. SK-06 */
export function readBsdRow(bytes: Uint8Array, start: number, end: number, line: number, columns: BsdColumns, rows: SocketRows): 'whole' | 'cut' | null {
  let protocol = start;
  for (let word = 0; word < 2 && !isInternetProtocol(bytes, protocol, end); word++) protocol = skipBlanks(bytes, wordEnd(bytes, protocol, end), end);
  const protocolEnd = wordEnd(bytes, protocol, end);
  if (!isInternetProtocol(bytes, protocol, protocolEnd)) return null;
  const numbers: number[] = [];
  let local = skipBlanks(bytes, protocolEnd, end);
  for (let stop = wordEnd(bytes, local, end); areDigits(bytes, local, stop); stop = wordEnd(bytes, local, end)) {
    numbers.push(decimalAt(bytes, local, stop));
    local = skipBlanks(bytes, stop, end);
  }
  const localEnd = wordEnd(bytes, local, end);
  const remote = skipBlanks(bytes, localEnd, end);
  const remoteEnd = wordEnd(bytes, remote, end);
  if (!hasDot(bytes, local, localEnd) || !hasDot(bytes, remote, remoteEnd)) return null;
  rows.begin(line);
  rows.builder.setText(TEXT.protocol, bytes, protocol, protocolEnd);
  if (columns.hasQueues && numbers.length >= 2) {
    rows.builder.setNumber(NUMBER.recvQ, numbers[0] ?? Number.NaN);
    rows.builder.setNumber(NUMBER.sendQ, numbers[1] ?? Number.NaN);
  }
  const isLocalCut = columns.localWidth > 0 && localEnd - local >= columns.localWidth;
  const isRemoteCut = columns.remoteWidth > 0 && remoteEnd - remote >= columns.remoteWidth;
  rows.setAddress('local', bytes, local, localEnd, DOT, isLocalCut);
  rows.setAddress('remote', bytes, remote, remoteEnd, DOT, isRemoteCut);
  readAfterAddresses(bytes, remoteEnd, end, columns, rows);
  return isLocalCut || isRemoteCut ? 'cut' : 'whole';
}

function readAfterAddresses(bytes: Uint8Array, from: number, end: number, { pidAfterState }: BsdColumns, rows: SocketRows): void {
  let at = skipBlanks(bytes, from, end);
  const stateEnd = wordEnd(bytes, at, end);
  if (rows.isState(bytes, at, stateEnd)) {
    rows.setState(bytes, at, stateEnd);
    at = skipBlanks(bytes, stateEnd, end);
  }
  if (pidAfterState < 0) return;
  for (let word = 0; word < pidAfterState; word++) at = skipBlanks(bytes, wordEnd(bytes, at, end), end);
  rows.builder.setNumber(NUMBER.pid, decimalAt(bytes, at, wordEnd(bytes, at, end)));
}

/** Reads `7fb03cb95130f135 stream  1  0  0 7fb03cb95130efa5  0  0 /var/run/x`. The inode it prints is an address of the kernel and is not kept. SK-06 */
export function readBsdUnixRow(bytes: Uint8Array, start: number, end: number, line: number, rows: SocketRows): boolean {
  const words: number[] = [];
  let at = start;
  for (let word = 0; word < 8 && at < end; word++) {
    words.push(at, wordEnd(bytes, at, end));
    at = skipBlanks(bytes, words.at(-1) ?? end, end);
  }
  const word = (i: number): readonly [number, number] => [words[i * 2] ?? end, words[i * 2 + 1] ?? end];
  const type = UNIX_TYPES[new TextDecoder().decode(bytes.subarray(...word(1)))];
  if (type === undefined || words.length < 16 || !areDigits(bytes, ...word(2)) || !areDigits(bytes, ...word(3))) return false;
  rows.begin(line);
  rows.setWord(TEXT.protocol, 'unix');
  rows.setWord(TEXT.socketType, type);
  rows.builder.setNumber(NUMBER.recvQ, decimalAt(bytes, ...word(2)));
  rows.builder.setNumber(NUMBER.sendQ, decimalAt(bytes, ...word(3)));
  rows.builder.setText(TEXT.path, bytes, at, trimmedEnd(bytes, at, end));
  return true;
}

/** Reads the kernel sockets of macOS: `7fb03cb937d0314d kctl  0  0  791268  657340  1  2 com.apple.nke.sockwall`. The name stands for the address. SK-06 */
export function readKernelRow(bytes: Uint8Array, start: number, end: number, line: number, rows: SocketRows): boolean {
  let protocol = start;
  const isKernel = (): boolean => KERNEL_PROTOCOLS.some((name) => wordEnd(bytes, protocol, end) - protocol === name.length && name.every((byte, i) => bytes[protocol + i] === byte));
  if (!isKernel()) protocol = skipBlanks(bytes, wordEnd(bytes, protocol, end), end);
  if (!isKernel()) return false;
  const protocolEnd = wordEnd(bytes, protocol, end);
  const recv = skipBlanks(bytes, protocolEnd, end);
  const recvEnd = wordEnd(bytes, recv, end);
  const send = skipBlanks(bytes, recvEnd, end);
  const sendEnd = wordEnd(bytes, send, end);
  if (!areDigits(bytes, recv, recvEnd) || !areDigits(bytes, send, sendEnd)) return false;
  rows.begin(line);
  rows.builder.setText(TEXT.protocol, bytes, protocol, protocolEnd);
  rows.builder.setNumber(NUMBER.recvQ, decimalAt(bytes, recv, recvEnd));
  rows.builder.setNumber(NUMBER.sendQ, decimalAt(bytes, send, sendEnd));
  const last = trimmedEnd(bytes, sendEnd, end);
  let name = last;
  while (name > sendEnd && bytes[name - 1] !== 32) name -= 1;
  if (name < last && !areDigits(bytes, name, last)) rows.builder.setText(TEXT.localAddress, bytes, name, last);
  return true;
}

function hasDot(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = end - 1; at >= start; at--) if (bytes[at] === DOT) return true;
  return end - start === 1 && bytes[start] === STAR;
}
