import { textAt, type NamedTable } from '../../base/column-table-builder.ts';

/**
 * Numbers of a socket. `recvQ`, `sendQ`: bytes not yet read and not yet acknowledged; for LISTEN rows of ss, connections waiting to be accepted and the most
 * that may wait (netstat prints no maximum). `inode`: of the socket, 0 for one that belongs to no file any more (TIME_WAIT). `peerInode`: of the
 * other end of a Unix socket, as ss prints it.
 * `rttMs`, `retransmits`, `lastSentMs`, `lastReceivedMs`: from `ss -i`, the last two measured back from the capture.
 */
export const SOCKET_NUMBERS = ['recvQ', 'sendQ', 'localPort', 'remotePort', 'pid', 'fd', 'inode', 'peerInode', 'rttMs', 'retransmits', 'lastSentMs', 'lastReceivedMs'] as const;

/**
 * Texts of a socket. `protocol`: as printed, in small letters. `state`: in netstat's spelling. `localService`, `remoteService`: the port where a name was printed for it.
 * `interface`: what `%eth0` binds it to. `socketType`: STREAM, DGRAM … of a Unix socket. `otherHolders`: processes beside `pid` that hold it.
 */
export const SOCKET_TEXTS = ['protocol', 'state', 'localAddress', 'localService', 'remoteAddress', 'remoteService', 'interface', 'user', 'program', 'path', 'socketType', 'timer', 'otherHolders'] as const;

export type SocketNumber = (typeof SOCKET_NUMBERS)[number];
export type SocketText = (typeof SOCKET_TEXTS)[number];
export type SocketTable = NamedTable<SocketNumber, SocketText>;

/** What wrote the rows; a listing may join several. */
export type SocketSource = 'netstat' | 'netstat-bsd' | 'netstat-windows' | 'ss' | 'proc-net';

/** Every socket of one listing, in printed order; all cells of `table` may be missing except `protocol`. */
export interface SocketListing {
  readonly sources: readonly SocketSource[];
  readonly table: SocketTable;
  /** Whether Send-Q of LISTEN rows is the most connections that may wait: in ss it is, in netstat and /proc/net it is not. */
  readonly printsBacklogLimit: boolean;
  /** The process for whose sake the listing was captured, where our mark names it; null = the whole host. */
  readonly pid: number | null;
}

/** netstat on Linux and BSD and ss say LISTEN, for Unix sockets and on Windows it is LISTENING. */
export function isListening(state: string | null): boolean {
  return state === 'LISTEN' || state === 'LISTENING';
}

/** One spelling for what systems spell differently: SYN_RECEIVED, SYN_RCVD → SYN_RECV; FIN_WAIT_2 → FIN_WAIT2; LISTENING → LISTEN. */
export function commonState(state: string | null): string | null {
  if (state === null) return null;
  return COMMON_STATES[state] ?? state;
}

const COMMON_STATES: Readonly<Record<string, string>> = { LISTENING: 'LISTEN', SYN_RECEIVED: 'SYN_RECV', SYN_RCVD: 'SYN_RECV', FIN_WAIT_1: 'FIN_WAIT1', FIN_WAIT_2: 'FIN_WAIT2', CLOSED: 'CLOSE' };

/** tcp, udp, unix …: without what tells IPv4 from IPv6. */
export function protocolFamily(protocol: string | null): string {
  const name = protocol ?? '';
  if (name.startsWith('tcp')) return 'tcp';
  if (name.startsWith('udp')) return 'udp';
  return name === 'unix' || name.startsWith('u_') ? 'unix' : name.replace(/\d+$/, '');
}

/** Rows of Unix sockets, in printed order. */
export function unixRows({ rowCount, columns: { protocol } }: SocketTable): readonly number[] {
  const isUnix = [false, ...protocol.dictionary.map((name) => protocolFamily(name) === 'unix')];
  return Array.from({ length: rowCount }, (_, row) => row).filter((row) => isUnix[protocol.codes[row] ?? 0] === true);
}

/** The port as a number or as the name printed for it; `*` where none is set. */
export function portText(table: SocketTable, row: number, side: 'local' | 'remote'): string {
  const { localPort, remotePort, localService, remoteService } = table.columns;
  const port = (side === 'local' ? localPort : remotePort).values[row] ?? Number.NaN;
  return Number.isNaN(port) ? (textAt(side === 'local' ? localService : remoteService, row) ?? '*') : String(port);
}

/** `10.0.0.1:443`, `[::1]:8080`; the path of a Unix socket; null where the row names neither. An IPv4 address of an IPv6 socket, which ss prints as `::ffff:10.0.0.1`, is written as netstat writes it. */
export function endpoint(table: SocketTable, row: number, side: 'local' | 'remote'): string | null {
  const address = textAt(side === 'local' ? table.columns.localAddress : table.columns.remoteAddress, row);
  if (address === null) return side === 'local' ? textAt(table.columns.path, row) : null;
  const plain = plainAddress(address);
  return `${plain.includes(':') ? `[${plain}]` : plain}:${portText(table, row, side)}`;
}

const MAPPED = '::ffff:';

/** An IPv4 address of an IPv6 socket as others write it. */
export function plainAddress(address: string): string {
  return address.startsWith(MAPPED) && address.includes('.') ? address.slice(MAPPED.length) : address;
}
