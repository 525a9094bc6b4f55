import { textAt } from '../../base/column-table-builder.ts';
import { endpoint, plainAddress, portText, type SocketTable } from '../../artifacts/sockets/model.ts';
import { connectionTest, rowsInState } from '../../artifacts/sockets/service-reading.ts';
import type { MapHost, Peer } from './map-hosts.ts';
import { TranslatedConnections } from './translated-connections.ts';

const LOOPBACK = /^(?:127\.|\[?::1|\[?::ffff:127\.)/;
const ANY = new Set(['*', '0.0.0.0', '::', '[::]']);

/** Finds the process at the other end: by both ends of the connection as another listing (or the same) prints them, else by the place where it began, else by who listens there. */
export class PeerIndex {
  readonly #byEnds = new Map<string, Peer>();
  readonly #listeners = new Map<string, Peer>();
  readonly #listening = new Map<string, Set<number>>();
  /** Addresses at which any of the hosts is seen; the other end of a connection is listed only if it has one of them. */
  readonly #own = new Set<string>();
  /** By host: for each code of a remote address whether it is one of these. */
  readonly #mayBeListed = new Map<string, readonly boolean[]>();
  readonly #translated: TranslatedConnections;

  constructor(hosts: readonly MapHost[]) {
    for (const { listing } of hosts) for (const address of listing.parsed.model.table.columns.localAddress.dictionary) this.#own.add(plainAddress(address));
    for (const { id, listing } of hosts) this.#mayBeListed.set(id, listing.parsed.model.table.columns.remoteAddress.dictionary.map((address) => this.#own.has(plainAddress(address))));
    for (const host of hosts) this.#add(host);
    this.#translated = new TranslatedConnections(hosts.length > 1 ? hosts : [], {
      isInbound: (host, row) => this.isInbound(host, row),
      mayComeFromListed: (host, row) => this.#isListed(host, row) && !LOOPBACK.test(endpoint(host.listing.parsed.model.table, row, 'remote') ?? ''),
      isJoined: (host, row) => this.#joined(host, row) !== null,
    });
  }

  /** Whether the local port is one that this host listens on. */
  isInbound({ id, listing: { parsed: { model: { table } } } }: MapHost, row: number): boolean {
    return this.#listening.get(id)?.has(table.columns.localPort.values[row] ?? Number.NaN) === true;
  }

  /** null where no listing shows who it is. */
  peerOf(host: MapHost, row: number): Peer | null {
    const isInbound = this.isInbound(host, row);
    return this.#joined(host, row) ?? this.#translated.peerOf(host, row, isInbound) ?? (isInbound ? null : this.#listenerAt(host, row));
  }

  /** By both ends. */
  #joined(host: MapHost, row: number): Peer | null {
    if (!this.#isListed(host, row)) return null;
    const [local, remote] = endsOf(host.listing.parsed.model.table, row);
    return local === null || remote === null ? null : (this.#byEnds.get(`${scopeOf(host, remote)} ${remote} ${local}`) ?? null);
  }

  #listenerAt(host: MapHost, row: number): Peer | null {
    const remote = this.#isListed(host, row) ? endpoint(host.listing.parsed.model.table, row, 'remote') : null;
    return remote === null ? null : (this.#listeners.get(`${scopeOf(host, remote)} ${remote}`) ?? null);
  }

  #add(host: MapHost): void {
    const { table } = host.listing.parsed.model;
    const isConnection = connectionTest(table);
    for (let row = 0; row < table.rowCount; row++) {
      const pid = table.columns.pid.values[row] ?? Number.NaN;
      if (Number.isNaN(pid) || !isConnection(row) || !this.#isListed(host, row)) continue;
      const [local, remote] = endsOf(table, row);
      if (local !== null && remote !== null) this.#byEnds.set(`${scopeOf(host, local)} ${local} ${remote}`, { host, pid, program: textAt(table.columns.program, row) });
    }
    this.#addListeners(host, new Set(table.columns.localAddress.dictionary.map(bracketed)));
  }

  #isListed({ id, listing }: MapHost, row: number): boolean {
    return this.#mayBeListed.get(id)?.[(listing.parsed.model.table.columns.remoteAddress.codes[row] ?? 0) - 1] === true;
  }

  /** One that listens on any address does so on all that the host is seen to use. */
  #addListeners(host: MapHost, own: ReadonlySet<string>): void {
    const { table } = host.listing.parsed.model;
    const ports = new Set<number>();
    this.#listening.set(host.id, ports);
    for (const row of rowsInState(table, 'LISTEN')) {
      const port = portText(table, row, 'local');
      ports.add(table.columns.localPort.values[row] ?? Number.NaN);
      const pid = table.columns.pid.values[row] ?? Number.NaN;
      if (Number.isNaN(pid)) continue;
      const address = addressOf(endpoint(table, row, 'local') ?? '');
      const peer = { host, pid, program: textAt(table.columns.program, row) };
      for (const one of ANY.has(address) ? [...own, '127.0.0.1', '[::1]'] : [address]) this.#listeners.set(`${scopeOf(host, one)} ${one}:${port}`, peer);
    }
  }
}

function endsOf(table: SocketTable, row: number): readonly [local: string | null, remote: string | null] {
  return [endpoint(table, row, 'local'), endpoint(table, row, 'remote')];
}

/** As it stands before a port. */
function bracketed(address: string): string {
  const plain = plainAddress(address);
  return plain.includes(':') ? `[${plain}]` : plain;
}

function addressOf(end: string): string {
  return end.slice(0, Math.max(0, end.lastIndexOf(':')));
}

/** A loopback address means its own host only. */
function scopeOf({ id }: MapHost, end: string): string {
  return LOOPBACK.test(end) ? id : '';
}
