import { areDigits, asciiBytes, decimalAt, findText, skipBlanks, trimmedEnd, wordEnd } from '../../base/byte-scan.ts';
import { NUMBER, TEXT, type SocketRows } from './socket-rows.ts';
import { readSsDetails, readSsOwners } from './read-ss-details.ts';

const COLON = 58;
const STAR = 42;
const SPACE = 32;
const USERS = asciiBytes('users:((');
/** Unix sockets by netid, and what they are. */
const UNIX_TYPES: Readonly<Record<string, string>> = { u_str: 'STREAM', u_dgr: 'DGRAM', u_seq: 'SEQPACKET' };
const NETIDS: ReadonlySet<string> = new Set(['nl', 'p_raw', 'p_dgr', 'u_str', 'u_dgr', 'u_seq', 'raw', 'icmp6', 'icmp', 'udp', 'tcp', 'dccp', 'sctp', 'mptcp', 'v_str', 'v_dgr', 'tipc', 'xdp', 'ti_st', 'ti_dg', 'ti_rd', 'ti_sq', '???']);
const STATES = ['ESTAB', 'SYN-SENT', 'SYN-RECV', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT', 'UNCONN', 'CLOSE-WAIT', 'LAST-ACK', 'LISTEN', 'CLOSING', 'UNKNOWN'];

/** Reads `tcp ESTAB 0 0 127.0.0.1:22 127.0.0.1:5000 users:(("sshd",pid=1,fd=3)) timer:(keepalive,1min,0) ino:7 sk:1 <->`. SK-08 */
export function readSsRow(bytes: Uint8Array, start: number, end: number, line: number, rows: SocketRows): boolean {
  let at = start;
  let stop = wordEnd(bytes, at, end);
  const first = shortWord(bytes, at, stop);
  const netid = first !== null && NETIDS.has(first) ? first : null;
  if (netid !== null) {
    at = skipBlanks(bytes, stop, end);
    stop = wordEnd(bytes, at, end);
  }
  const stateStart = at;
  const stateEnd = stop;
  const hasState = isSsState(bytes, at, stop);
  if (hasState) at = skipBlanks(bytes, stop, end);
  const recvEnd = wordEnd(bytes, at, end);
  const send = skipBlanks(bytes, recvEnd, end);
  const sendEnd = wordEnd(bytes, send, end);
  const local = skipBlanks(bytes, sendEnd, end);
  if (!areDigits(bytes, at, recvEnd) || !areDigits(bytes, send, sendEnd) || local >= end) return false;
  const isUnix = netid === null ? isUnixAddress(bytes, local, end) : netid.startsWith('u_');
  if (!isUnix && !hasColonOrStar(bytes, local, end)) return false;
  rows.begin(line);
  // ss prints no protocol when only one was asked for; the listing finds it out when it ends.
  if (netid !== null || isUnix) rows.setWord(TEXT.protocol, netid ?? 'u_str');
  if (hasState) rows.setState(bytes, stateStart, stateEnd);
  rows.builder.setNumber(NUMBER.recvQ, decimalAt(bytes, at, recvEnd));
  rows.builder.setNumber(NUMBER.sendQ, decimalAt(bytes, send, sendEnd));
  const type = UNIX_TYPES[netid ?? ''];
  if (type !== undefined) rows.setWord(TEXT.socketType, type);
  const tail = isUnix ? readUnixAddresses(bytes, local, end, rows) : readAddresses(bytes, local, end, rows);
  readTail(bytes, tail, end, rows);
  return true;
}

function readTail(bytes: Uint8Array, start: number, end: number, rows: SocketRows): void {
  if (skipBlanks(bytes, start, end) >= end) return;
  const users = findText(bytes, start, end, USERS);
  const rest = users < 0 ? start : readSsOwners(bytes, users + USERS.length - 1, end, rows);
  readSsDetails(bytes, rest, end, rows);
}

function readAddresses(bytes: Uint8Array, local: number, end: number, rows: SocketRows): number {
  const localEnd = wordEnd(bytes, local, end);
  const remote = skipBlanks(bytes, localEnd, end);
  const remoteEnd = wordEnd(bytes, remote, end);
  rows.setAddress('local', bytes, local, localEnd, COLON, false);
  if (remoteEnd > remote) rows.setAddress('remote', bytes, remote, remoteEnd, COLON, false);
  return remoteEnd;
}

/** `path inode  * inode`, with spaces before both inodes; `*` stands for no path. A path may hold spaces: the local one ends before the first number that an address follows. */
function readUnixAddresses(bytes: Uint8Array, local: number, end: number, rows: SocketRows): number {
  let pathEnd = wordEnd(bytes, local, end);
  let inode = skipBlanks(bytes, pathEnd, end);
  let inodeEnd = wordEnd(bytes, inode, end);
  while (!areDigits(bytes, inode, inodeEnd) && inodeEnd < end) {
    pathEnd = inodeEnd;
    inode = skipBlanks(bytes, pathEnd, end);
    inodeEnd = wordEnd(bytes, inode, end);
  }
  rows.builder.setNumber(NUMBER.inode, decimalAt(bytes, inode, inodeEnd));
  if (pathEnd - local > 1 || bytes[local] !== STAR) rows.builder.setText(TEXT.path, bytes, local, pathEnd);
  const peer = skipBlanks(bytes, inodeEnd, end);
  const peerEnd = wordEnd(bytes, peer, end);
  if (peerEnd - peer > 1 || bytes[peer] !== STAR) rows.builder.setText(TEXT.remoteAddress, bytes, peer, peerEnd);
  const peerInode = skipBlanks(bytes, peerEnd, end);
  const peerInodeEnd = wordEnd(bytes, peerInode, end);
  if (areDigits(bytes, peerInode, peerInodeEnd)) rows.builder.setNumber(NUMBER.peerInode, decimalAt(bytes, peerInode, peerInodeEnd));
  return peerInodeEnd;
}

/** Without a netid, `* 4711` or `/run/x 4711`: a blank where other sockets have a colon. */
function isUnixAddress(bytes: Uint8Array, at: number, end: number): boolean {
  const stop = wordEnd(bytes, at, end);
  const next = skipBlanks(bytes, stop, end);
  const isPath = bytes[at] === 47 || bytes[at] === 64 || (bytes[at] === STAR && stop - at === 1);
  return isPath && areDigits(bytes, next, wordEnd(bytes, next, end));
}

/** Whether a line begins with a state of ss, or with a netid and one. */
export function beginsLikeSsRow(bytes: Uint8Array, start: number, end: number): boolean {
  const stop = wordEnd(bytes, start, end);
  if (isSsState(bytes, start, stop)) return true;
  const netid = shortWord(bytes, start, stop);
  const next = skipBlanks(bytes, stop, end);
  return netid !== null && NETIDS.has(netid) && isSsState(bytes, next, wordEnd(bytes, next, end));
}

const STATE_BYTES = STATES.map(asciiBytes);

function isSsState(bytes: Uint8Array, start: number, end: number): boolean {
  return STATE_BYTES.some((state) => state.length === end - start && state.every((byte, i) => bytes[start + i] === byte));
}

function shortWord(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > 5 || end === start) return null;
  let word = '';
  for (let at = start; at < end; at++) word += String.fromCharCode(bytes[at] as number);
  return word;
}

function hasColonOrStar(bytes: Uint8Array, start: number, end: number): boolean {
  const last = trimmedEnd(bytes, start, end);
  for (let at = start; at < last && bytes[at] !== SPACE; at++) if (bytes[at] === COLON || bytes[at] === STAR) return true;
  return false;
}
