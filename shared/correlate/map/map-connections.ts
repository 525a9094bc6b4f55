import { textAt } from '../../base/column-table-builder.ts';
import { endpoint, plainAddress, portText, type SocketTable } from '../../artifacts/sockets/model.ts';
import { connectionTest } from '../../artifacts/sockets/service-reading.ts';
import type { CaseArtifact } from '../correlate.ts';
import type { ConnectionMap, MapEdge, MapNode, StateCount } from './connection-map.ts';
import { mapHosts, type MapHost, type Peer } from './map-hosts.ts';
import { MapNodes } from './map-nodes.ts';
import { PeerIndex } from './peer-index.ts';
import { addState, addStates, unownedConnections, type StateCounts } from './unowned-connections.ts';

/** More is a tangle; the table of services lists them all. */
const MOST_EDGES = 60;

interface Counted {
  readonly host: MapHost;
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly isInbound: boolean;
  readonly first: number;
  readonly addresses: Set<string>;
  readonly pids: Set<number>;
  readonly states: StateCounts;
  readonly unowned: StateCounts;
  connections: number;
  recvQ: number;
  sendQ: number;
}

/** Builds the map. A connection whose two ends are both listed is counted where it was begun. CR-45 */
export function mapConnections(artifacts: readonly CaseArtifact[]): ConnectionMap {
  const hosts = mapHosts(artifacts);
  const peers = new PeerIndex(hosts);
  const isWanted = wantedProcesses(hosts);
  const nodes = new MapNodes(isWanted);
  const counted = new Map<string, Counted>();
  for (const host of hosts) countHost({ host, peers, nodes, counted, isWanted });
  const unowned = addUnowned(hosts, peers, [...counted.values()]);
  const edges = [...counted.values()].toSorted((a, b) => b.connections - a.connections);
  const shown = edges.slice(0, MOST_EDGES).map(toEdge);
  const used = new Set(shown.flatMap(({ from, to }) => [from, to]));
  return { nodes: nodes.all().filter(({ id }: MapNode) => used.has(id)), edges: shown, leftOut: edges.length - shown.length, unowned: stateCounts(unowned) };
}

/** Those between the ends of one edge are told there; what is left belongs to nothing that is drawn. */
function addUnowned(hosts: readonly MapHost[], peers: PeerIndex, edges: readonly Counted[]): StateCounts {
  const byEnds = new Map<string, Counted | null>();
  for (const edge of edges) {
    for (const address of edge.addresses) {
      const ends = `${edge.host.id} ${String(edge.isInbound)} ${address} ${edge.port}`;
      byEnds.set(ends, byEnds.has(ends) ? null : edge);
    }
  }
  const left: StateCounts = new Map();
  for (const host of hosts) {
    for (const { isInbound, address, port, states } of unownedConnections(host, peers)) addStates(byEnds.get(`${host.id} ${String(isInbound)} ${address} ${port}`)?.unowned ?? left, states);
  }
  return left;
}

function stateCounts(states: StateCounts): readonly StateCount[] {
  return [...states].toSorted(([, a], [, b]) => b - a).map(([state, count]) => ({ state, count }));
}

interface Counting {
  readonly host: MapHost;
  readonly peers: PeerIndex;
  readonly nodes: MapNodes;
  readonly counted: Map<string, Counted>;
  readonly isWanted: (peer: Peer) => boolean;
}

function countHost(counting: Counting): void {
  const { host, peers, nodes, isWanted } = counting;
  const { table } = host.listing.parsed.model;
  const isConnection = connectionTest(table);
  // Rows that lead to one place are told apart by codes first: their words are made once.
  const known = new Map<string, Counted | null>();
  const { pid: pids, remoteAddress, localPort, remotePort, localService, remoteService } = table.columns;
  for (let row = 0; row < table.rowCount; row++) {
    const pid = pids.values[row] ?? Number.NaN;
    if (Number.isNaN(pid) || !isConnection(row)) continue;
    const isInbound = peers.isInbound(host, row);
    const peer = peers.peerOf(host, row);
    // Told by the end that began it.
    if (isInbound && peer !== null) continue;
    const codes = isInbound ? `${pid} ${remoteAddress.codes[row]} < ${localPort.values[row]} ${localService.codes[row]}` : `${pid} ${remoteAddress.codes[row]} > ${remotePort.values[row]} ${remoteService.codes[row]} ${peer?.host.id ?? ''} ${peer?.pid ?? ''}`;
    let edge = known.get(codes);
    if (edge === undefined) {
      const self = { host, pid, program: textAt(table.columns.program, row) };
      edge = isWanted(self) || (peer !== null && isWanted(peer)) ? edgeOf(counting, { self, peer, row, isInbound, nodes }) : null;
      known.set(codes, edge);
    }
    if (edge !== null) addRow(edge, table, row);
  }
}

interface Met {
  readonly self: Peer;
  readonly peer: Peer | null;
  readonly row: number;
  readonly isInbound: boolean;
  readonly nodes: MapNodes;
}

function edgeOf({ host, counted }: Counting, { self, peer, row, isInbound, nodes }: Met): Counted {
  const { table } = host.listing.parsed.model;
  const own = nodes.process(self);
  const other = peer !== null ? nodes.process(peer) : isInbound ? nodes.client(own, plainAddress(textAt(table.columns.remoteAddress, row) ?? '*')) : nodes.backend(endpoint(table, row, 'remote') ?? '*');
  const port = portText(table, row, isInbound ? 'local' : 'remote');
  const [from, to] = isInbound ? [other, own] : [own, other];
  const key = `${from}\n${to}\n${port}`;
  const edge = counted.get(key) ?? { host, from, to, port, isInbound, first: row, addresses: new Set(), pids: new Set(), states: new Map(), unowned: new Map(), connections: 0, recvQ: 0, sendQ: 0 };
  counted.set(key, edge);
  edge.addresses.add(textAt(table.columns.remoteAddress, row) ?? '');
  edge.pids.add(self.pid);
  return edge;
}

function addRow(edge: Counted, table: SocketTable, row: number): void {
  addState(edge.states, table, row);
  edge.connections += 1;
  edge.recvQ += table.columns.recvQ.values[row] || 0;
  edge.sendQ += table.columns.sendQ.values[row] || 0;
}

function toEdge({ host, from, to, port, isInbound, first, addresses, pids, states, unowned, connections, recvQ, sendQ }: Counted): MapEdge {
  const { table } = host.listing.parsed.model;
  const number = (isInbound ? table.columns.localPort : table.columns.remotePort).values[first] ?? Number.NaN;
  return {
    from, to, port, connections, recvQ, sendQ,
    states: stateCounts(states),
    unowned: stateCounts(unowned),
    artifact: host.listing.id,
    filters: [
      { column: 'remoteAddress', values: [...addresses] },
      { column: 'pid', values: [...pids] },
      ...(Number.isNaN(number) ? [] : [{ column: isInbound ? 'localPort' : 'remotePort', values: [number] }]),
    ],
    line: table.firstLine[first] ?? 0,
  };
}

/** Those captured; where a listing holds none of them, its JVMs; where it holds none either, all. */
function wantedProcesses(hosts: readonly MapHost[]): (peer: Peer) => boolean {
  const wanted = new Map(hosts.map(({ id, listing, captured }) => {
    const { table, pid } = listing.parsed.model;
    const pids = new Set(pid === null ? captured : [...captured, pid]);
    const sort = table.columns.pid.values.some((one) => pids.has(one)) ? 'captured' : table.columns.program.dictionary.includes('java') ? 'jvms' : 'all';
    return [id, { pids, sort }] as const;
  }));
  return ({ host, pid, program }) => {
    const { pids, sort } = wanted.get(host.id) ?? { pids: new Set<number>(), sort: 'all' as const };
    return sort === 'all' || (sort === 'jvms' ? program === 'java' : pids.has(pid));
  };
}
