import { ByteDictionary } from '../../base/byte-dictionary.ts';
import { decimalAt } from '../../base/byte-scan.ts';
import { ColumnTableBuilder } from '../../base/column-table-builder.ts';
import { SOCKET_NUMBERS, SOCKET_TEXTS, type SocketNumber, type SocketTable, type SocketText } from './model.ts';
import { netstatState } from './socket-states.ts';

const PERCENT = 37;
const STAR = 42;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

const numberColumn = (name: SocketNumber): number => SOCKET_NUMBERS.indexOf(name);
const textColumn = (name: SocketText): number => SOCKET_TEXTS.indexOf(name);

/** Where each column stands in the builder. */
export const NUMBER = {
  recvQ: numberColumn('recvQ'), sendQ: numberColumn('sendQ'), localPort: numberColumn('localPort'), remotePort: numberColumn('remotePort'), pid: numberColumn('pid'), fd: numberColumn('fd'),
  inode: numberColumn('inode'), peerInode: numberColumn('peerInode'), rttMs: numberColumn('rttMs'), retransmits: numberColumn('retransmits'), lastSentMs: numberColumn('lastSentMs'), lastReceivedMs: numberColumn('lastReceivedMs'),
} as const;
export const TEXT = {
  protocol: textColumn('protocol'), state: textColumn('state'), localAddress: textColumn('localAddress'), localService: textColumn('localService'), remoteAddress: textColumn('remoteAddress'),
  remoteService: textColumn('remoteService'), interface: textColumn('interface'), user: textColumn('user'), program: textColumn('program'), path: textColumn('path'),
  socketType: textColumn('socketType'), timer: textColumn('timer'), otherHolders: textColumn('otherHolders'),
} as const;

/** The rows of a listing while they are read; adds to the builder what all sources share: addresses with ports, and states. */
export class SocketRows {
  readonly builder = new ColumnTableBuilder<SocketNumber, SocketText>(SOCKET_NUMBERS, SOCKET_TEXTS);
  /** States and protocols as printed, and the code of each one's common spelling. */
  readonly #printed = new ByteDictionary();
  readonly #stateCodes: number[] = [];
  readonly #isKnownState: boolean[] = [];
  readonly #codes = new Map<string, number>();
  readonly #owners = new Map<number, { readonly pid: number; readonly fd: number; readonly program: string | null }>();

  begin(line: number): void {
    this.builder.begin(line);
  }

  /** A text of a column that takes few different ones. */
  setWord(column: number, text: string): void {
    const key = `${column} ${text}`;
    let code = this.#codes.get(key);
    if (code === undefined) {
      code = this.builder.codeOf(column, text);
      this.#codes.set(key, code);
    }
    this.builder.setCode(column, code);
  }

  setState(bytes: Uint8Array, start: number, end: number): void {
    const printed = this.#printedState(bytes, start, end);
    this.builder.setCode(TEXT.state, this.#stateCodes[printed] ?? 0);
  }

  /** German has one word for ESTABLISHED and for CONNECTED; Unix sockets are never ESTABLISHED in netstat. */
  setUnixState(bytes: Uint8Array, start: number, end: number): void {
    const code = this.#stateCodes[this.#printedState(bytes, start, end)] ?? 0;
    if (code === this.builder.codeOf(TEXT.state, 'ESTABLISHED')) this.setWord(TEXT.state, 'CONNECTED');
    else this.builder.setCode(TEXT.state, code);
  }

  /** Whether this word is a state of TCP or of Unix sockets in any spelling known here. */
  isState(bytes: Uint8Array, start: number, end: number): boolean {
    return this.#isKnownState[this.#printedState(bytes, start, end)] ?? false;
  }

  /** `10.0.0.1:443`, `[::1]:80`, `*:*`, `127.0.0.53%lo:53`; BSD separates by `.`. `isCut`: the port may lack its last digits, so that none is known. */
  setAddress(side: 'local' | 'remote', bytes: Uint8Array, start: number, end: number, separator: number, isCut: boolean): void {
    let at = end - 1;
    while (at >= start && bytes[at] !== separator) at -= 1;
    const isLocal = side === 'local';
    this.#setHost(isLocal ? TEXT.localAddress : TEXT.remoteAddress, bytes, start, at < start ? end : at);
    if (at < start || at + 1 >= end || (at + 2 === end && bytes[at + 1] === STAR)) return;
    const port = decimalAt(bytes, at + 1, end);
    if (Number.isNaN(port)) this.builder.setText(isLocal ? TEXT.localService : TEXT.remoteService, bytes, at + 1, end);
    else if (!isCut || end - at > 5) this.builder.setNumber(isLocal ? NUMBER.localPort : NUMBER.remotePort, port);
  }

  /** An owner found by inode, as links of /proc/PID/fd tell it; given to the rows at the end. */
  addOwner(inode: number, owner: { readonly pid: number; readonly fd: number; readonly program: string | null }): void {
    if (inode > 0 && !this.#owners.has(inode)) this.#owners.set(inode, owner);
  }

  finish(): SocketTable {
    for (let row = 0; this.#owners.size > 0 && row < this.builder.rowCount; row++) {
      const owner = this.#owners.get(this.builder.numberAt(NUMBER.inode, row));
      if (owner === undefined || !Number.isNaN(this.builder.numberAt(NUMBER.pid, row))) continue;
      this.builder.setNumber(NUMBER.pid, owner.pid, row);
      this.builder.setNumber(NUMBER.fd, owner.fd, row);
      if (owner.program !== null) this.builder.setCode(TEXT.program, this.builder.codeOf(TEXT.program, owner.program), row);
    }
    return this.builder.finish();
  }

  #printedState(bytes: Uint8Array, start: number, end: number): number {
    const printed = this.#printed.codeOf(bytes, start, end);
    if (this.#stateCodes[printed] === undefined) {
      const { state, isKnown } = netstatState(new TextDecoder().decode(bytes.subarray(start, end)));
      this.#stateCodes[printed] = this.builder.codeOf(TEXT.state, state);
      this.#isKnownState[printed] = isKnown;
    }
    return printed;
  }

  #setHost(column: number, bytes: Uint8Array, start: number, end: number): void {
    let from = start;
    let to = end;
    if (bytes[from] === OPEN_BRACKET) from += 1;
    if (to > from && bytes[to - 1] === CLOSE_BRACKET) to -= 1;
    for (let at = from; at < to; at++) {
      if (bytes[at] !== PERCENT) continue;
      // `[::]%lo:53` has the bracket before the zone.
      this.builder.setText(TEXT.interface, bytes, at + 1, to);
      to = at > from && bytes[at - 1] === CLOSE_BRACKET ? at - 1 : at;
    }
    this.builder.setText(column, bytes, from, to);
  }
}
