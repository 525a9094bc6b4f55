import { textAt } from '../../base/column-table-builder.ts';
import { endpoint } from '../../artifacts/sockets/model.ts';
import { connectionTest } from '../../artifacts/sockets/service-reading.ts';
import type { MapHost, Peer } from './map-hosts.ts';

/** What is known of rows before connections are looked for whose destination was rewritten on the way. */
export interface RowKnowledge {
  /** Whether the row may come from a host that is listed, by its remote address. */
  mayComeFromListed(host: MapHost, row: number): boolean;
  isInbound(host: MapHost, row: number): boolean;
  isJoined(host: MapHost, row: number): boolean;
}

/**
 * Connections to a published port or a service's address: the network rewrites the destination, so each end prints another one, but the place where it began is the same in both listings.
 * Where the source is rewritten as well nothing is left to join by. CR-45
 */
export class TranslatedConnections {
  /** By the place where a connection began. null: several. */
  readonly #arrivals = new Map<string, Peer | null>();
  readonly #departures = new Map<string, Peer | null>();

  constructor(hosts: readonly MapHost[], known: RowKnowledge) {
    for (const host of hosts) {
      eachOwned(host, (row, peer) => {
        if (!known.isInbound(host, row) || !known.mayComeFromListed(host, row) || known.isJoined(host, row)) return;
        putOnce(this.#arrivals, endpoint(host.listing.parsed.model.table, row, 'remote'), peer);
      });
    }
    if (this.#arrivals.size === 0) return;
    for (const host of hosts) {
      eachOwned(host, (row, peer) => {
        const begun = known.isInbound(host, row) ? null : endpoint(host.listing.parsed.model.table, row, 'local');
        if (begun !== null && this.#arrivals.get(begun)?.host !== host) putOnce(this.#departures, this.#arrivals.has(begun) ? begun : null, peer);
      });
    }
  }

  /** Who accepted the connection of an outbound row, or began that of an inbound one. */
  peerOf({ listing: { parsed: { model: { table } } } }: MapHost, row: number, isInbound: boolean): Peer | null {
    if (this.#departures.size === 0) return null;
    const begun = endpoint(table, row, isInbound ? 'remote' : 'local') ?? '';
    const [from, to] = [this.#departures.get(begun) ?? null, this.#arrivals.get(begun) ?? null];
    return from === null || to === null ? null : isInbound ? from : to;
  }
}

function eachOwned(host: MapHost, visit: (row: number, peer: Peer) => void): void {
  const { table } = host.listing.parsed.model;
  const isConnection = connectionTest(table);
  for (let row = 0; row < table.rowCount; row++) {
    const pid = table.columns.pid.values[row] ?? Number.NaN;
    if (!Number.isNaN(pid) && isConnection(row)) visit(row, { host, pid, program: textAt(table.columns.program, row) });
  }
}

function putOnce(peers: Map<string, Peer | null>, key: string | null, peer: Peer): void {
  if (key !== null) peers.set(key, peers.has(key) ? null : peer);
}
