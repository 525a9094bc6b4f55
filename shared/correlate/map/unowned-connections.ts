import { commonState, portText, type SocketTable } from '../../artifacts/sockets/model.ts';
import { connectionTest } from '../../artifacts/sockets/service-reading.ts';
import { textAt } from '../../base/column-table-builder.ts';
import type { MapHost } from './map-hosts.ts';
import type { PeerIndex } from './peer-index.ts';

/** In netstat's spelling. */
export type StateCounts = Map<string, number>;

/** Connections of one listing, alike in their other end and their port, for which it names no process. */
export interface UnownedGroup {
  readonly isInbound: boolean;
  readonly address: string;
  readonly port: string;
  readonly states: StateCounts;
}

/** TIME_WAIT is the kernel's alone; of others the lister may not see the process. */
export function unownedConnections(host: MapHost, peers: PeerIndex): readonly UnownedGroup[] {
  const { table } = host.listing.parsed.model;
  const isConnection = connectionTest(table);
  const groups = new Map<string, UnownedGroup>();
  const { pid, remoteAddress, localPort, remotePort, localService, remoteService } = table.columns;
  for (let row = 0; row < table.rowCount; row++) {
    if (!Number.isNaN(pid.values[row] ?? Number.NaN) || !isConnection(row)) continue;
    const isInbound = peers.isInbound(host, row);
    const codes = isInbound ? `${remoteAddress.codes[row]} < ${localPort.values[row]} ${localService.codes[row]}` : `${remoteAddress.codes[row]} > ${remotePort.values[row]} ${remoteService.codes[row]}`;
    const group = groups.get(codes) ?? groupOf(table, row, isInbound);
    groups.set(codes, group);
    addState(group.states, table, row);
  }
  return [...groups.values()];
}

function groupOf(table: SocketTable, row: number, isInbound: boolean): UnownedGroup {
  return { isInbound, address: textAt(table.columns.remoteAddress, row) ?? '', port: portText(table, row, isInbound ? 'local' : 'remote'), states: new Map() };
}

export function addState(states: StateCounts, table: SocketTable, row: number): void {
  const state = commonState(textAt(table.columns.state, row)) ?? '?';
  states.set(state, (states.get(state) ?? 0) + 1);
}

export function addStates(to: StateCounts, from: StateCounts): void {
  for (const [state, count] of from) to.set(state, (to.get(state) ?? 0) + count);
}
