import { ByteDictionary } from '../../base/byte-dictionary.ts';
import { asciiBytes, decimalAt, findText, hexAt, skipBlanks, trimmedEnd, wordEnd } from '../../base/byte-scan.ts';
import { hexAddress } from './hex-address.ts';
import { NUMBER, TEXT, type SocketRows } from './socket-rows.ts';
import { kernelState } from './socket-states.ts';

const COLON = 58;
const LISTENS = 0x10000;
const UNIX_TYPES: Readonly<Record<number, string>> = { 1: 'STREAM', 2: 'DGRAM', 5: 'SEQPACKET' };
const UNIX_STATES: readonly (string | null)[] = [null, null, 'CONNECTING', 'CONNECTED', 'DISCONNECTING'];
const ARROW = asciiBytes(' -> socket:[');

/** Whose descriptors a folder of /proc lists. */
export interface FdOwner {
  readonly pid: number;
  readonly program: string | null;
}

/** Reads /proc/net/tcp, tcp6, udp, udp6, raw and raw6. Addresses are little-endian hexadecimal, word by word. SK-09 */
export class ProcNetReader {
  readonly #hex = new ByteDictionary();
  readonly #addresses: string[] = [];

  /** `0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000  0 4711 …` */
  readRow(bytes: Uint8Array, start: number, end: number, line: number, protocol: string, rows: SocketRows): boolean {
    const words: number[] = [];
    let at = start;
    for (let word = 0; word < 10 && at < end; word++) {
      words.push(at, wordEnd(bytes, at, end));
      at = skipBlanks(bytes, words.at(-1) ?? end, end);
    }
    const first = (word: number): number => words[word * 2] ?? end;
    const last = (word: number): number => words[word * 2 + 1] ?? end;
    const state = hexAt(bytes, first(3), last(3));
    if (words.length < 20 || Number.isNaN(state) || !isAddress(bytes, first(1), last(1)) || !isAddress(bytes, first(2), last(2))) return false;
    rows.begin(line);
    const isV6 = last(1) - first(1) > 13;
    rows.setWord(TEXT.protocol, isV6 && !protocol.endsWith('6') ? `${protocol}6` : protocol);
    this.#setAddress('local', bytes, first(1), last(1), rows);
    this.#setAddress('remote', bytes, first(2), last(2), rows);
    const name = kernelState(state, protocol.startsWith('tcp'));
    if (name !== null) rows.setWord(TEXT.state, name);
    const colon = first(4) + 8;
    rows.builder.setNumber(NUMBER.sendQ, hexAt(bytes, first(4), colon));
    rows.builder.setNumber(NUMBER.recvQ, hexAt(bytes, colon + 1, last(4)));
    rows.builder.setNumber(NUMBER.retransmits, hexAt(bytes, first(6), last(6)));
    rows.builder.setText(TEXT.user, bytes, first(7), last(7));
    rows.builder.setNumber(NUMBER.inode, decimalAt(bytes, first(9), last(9)));
    return true;
  }

  #setAddress(side: 'local' | 'remote', bytes: Uint8Array, start: number, end: number, rows: SocketRows): void {
    const code = this.#hex.codeOf(bytes, start, end - 5);
    const address = (this.#addresses[code] ??= hexAddress(new TextDecoder().decode(bytes.subarray(start, end - 5))));
    const port = hexAt(bytes, end - 4, end);
    rows.setWord(side === 'local' ? TEXT.localAddress : TEXT.remoteAddress, address);
    // netstat prints `*` for port 0.
    if (port > 0) rows.builder.setNumber(side === 'local' ? NUMBER.localPort : NUMBER.remotePort, port);
  }
}

function isAddress(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  return (length === 13 || length === 37) && bytes[end - 5] === COLON && !Number.isNaN(hexAt(bytes, start, start + 8));
}

/** Reads /proc/net/unix: `0000000075fc3a52: 00000002 00000000 00010000 0001 01 18438 /run/x.socket`. SK-09 */
export function readProcUnixRow(bytes: Uint8Array, start: number, end: number, line: number, rows: SocketRows): boolean {
  const words: number[] = [];
  let at = start;
  for (let word = 0; word < 7 && at < end; word++) {
    words.push(at, wordEnd(bytes, at, end));
    at = skipBlanks(bytes, words.at(-1) ?? end, end);
  }
  const hex = (word: number): number => hexAt(bytes, words[word * 2] ?? end, words[word * 2 + 1] ?? end);
  const [flags, type, state] = [hex(3), hex(4), hex(5)];
  const inode = decimalAt(bytes, words[12] ?? end, words[13] ?? end);
  if (words.length < 14 || bytes[(words[1] ?? end) - 1] !== COLON || [flags, type, state, inode].some(Number.isNaN)) return false;
  rows.begin(line);
  rows.setWord(TEXT.protocol, 'unix');
  rows.setWord(TEXT.socketType, UNIX_TYPES[type] ?? String(type));
  const name = (flags & LISTENS) !== 0 ? 'LISTENING' : (UNIX_STATES[state] ?? null);
  if (name !== null) rows.setWord(TEXT.state, name);
  rows.builder.setNumber(NUMBER.inode, inode);
  rows.builder.setText(TEXT.path, bytes, at, trimmedEnd(bytes, at, end));
  return true;
}

/** Reads a link of `ls -l /proc/PID/fd`: `… 12 -> socket:[4711]` tells whose socket inode 4711 is. Other links are read and say nothing. SK-09 */
export function readFdLink(bytes: Uint8Array, start: number, end: number, { pid, program }: FdOwner, rows: SocketRows): void {
  const arrow = findText(bytes, start, end, ARROW);
  if (arrow < 0) return;
  let fd = arrow;
  while (fd > start && bytes[fd - 1] !== 32) fd -= 1;
  rows.addOwner(decimalAt(bytes, arrow + ARROW.length, end - 1), { pid, fd: decimalAt(bytes, fd, arrow), program });
}
