import { textAt } from '../../base/column-table-builder.ts';
import { commonState, endpoint, isListening, portText, protocolFamily, type SocketTable } from './model.ts';

/** Ports from here on are given out by systems to those who connect (Linux: 32768 and up). */
const EPHEMERAL_FROM = 32_768;

/** Where a connection leads: to a service elsewhere, or from clients to a port this host listens on. */
export interface Service {
  /** Unique within a listing, and the same in later ones. */
  readonly key: string;
  readonly direction: 'outbound' | 'inbound';
  /** `10.0.3.7:5432`; of an inbound one the local address. */
  readonly endpoint: string;
  readonly rows: readonly number[];
}

type ServiceOfProcess = Service & { readonly pid: number | null; readonly program: string | null };

/** Tables and several analyzers ask the same of one listing. */
const known = new WeakMap<SocketTable, readonly ServiceOfProcess[]>();

/** TCP connections by service and process. LISTEN rows are no connections. SK-11 */
export function servicesOf(table: SocketTable): readonly ServiceOfProcess[] {
  const before = known.get(table);
  if (before !== undefined) return before;
  const services = findServices(table);
  known.set(table, services);
  return services;
}

function findServices(table: SocketTable): readonly ServiceOfProcess[] {
  const listening = listeningPorts(table);
  const isOne = connectionTest(table);
  const { localPort, remotePort, localService, remoteService, remoteAddress, pid: pids, program: programs } = table.columns;
  const services = new Map<string, { key: string; direction: Service['direction']; endpoint: string; pid: number | null; program: string | null; rows: number[] }>();
  // Rows that print the same are told apart by codes first: their texts are made once.
  const known = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row++) {
    if (!isOne(row)) continue;
    const codes = isInbound(table, row, listening)
      ? `${localPort.values[row]} ${localService.codes[row]} ${pids.values[row]} ${programs.codes[row]}`
      : `${remotePort.values[row]} ${remoteService.codes[row]} ${pids.values[row]} ${programs.codes[row]} ${remoteAddress.codes[row]}`;
    const same = known.get(codes);
    if (same !== undefined) {
      same.push(row);
      continue;
    }
    const direction = isInbound(table, row, listening) ? 'inbound' : 'outbound';
    const place = direction === 'inbound' ? `*:${portText(table, row, 'local')}` : (endpoint(table, row, 'remote') ?? '*');
    const pid = table.columns.pid.values[row] ?? Number.NaN;
    const program = textAt(table.columns.program, row);
    const key = `${direction} ${place} ${program ?? ''} ${pid}`;
    const service = services.get(key);
    const rows = service?.rows ?? [];
    rows.push(row);
    known.set(codes, rows);
    if (!service) services.set(key, { key, direction, endpoint: place, pid: Number.isNaN(pid) ? null : pid, program, rows });
  }
  return [...services.values()];
}

/** Rows of TCP that have, had or seek another end. */
export function isConnection(table: SocketTable, row: number): boolean {
  const state = textAt(table.columns.state, row);
  return state !== null && !isListening(state) && state !== 'UNCONN' && state !== 'BOUND' && protocolFamily(textAt(table.columns.protocol, row)) === 'tcp' && textAt(table.columns.remoteAddress, row) !== null;
}

/** `isConnection` for many rows: what repeats is looked at once. */
export function connectionTest(table: SocketTable): (row: number) => boolean {
  const { state, protocol, remoteAddress } = table.columns;
  const isOpen = state.dictionary.map((name) => !isListening(name) && name !== 'UNCONN' && name !== 'BOUND');
  const isTcp = protocol.dictionary.map((name) => protocolFamily(name) === 'tcp');
  return (row) => isOpen[(state.codes[row] ?? 0) - 1] === true && isTcp[(protocol.codes[row] ?? 0) - 1] === true && (remoteAddress.codes[row] ?? 0) > 0;
}

/** Rows in a state, spelled in any way. */
export function rowsInState(table: SocketTable, state: string, isWanted: (row: number) => boolean = () => true): readonly number[] {
  const wanted = table.columns.state.dictionary.map((name) => commonState(name) === state);
  const rows: number[] = [];
  const { codes } = table.columns.state;
  for (let row = 0; row < table.rowCount; row++) if (wanted[(codes[row] ?? 0) - 1] === true && isWanted(row)) rows.push(row);
  return rows;
}

function listeningPorts(table: SocketTable): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const row of rowsInState(table, 'LISTEN')) {
    const port = table.columns.localPort.values[row] ?? Number.NaN;
    if (!Number.isNaN(port)) ports.add(port);
  }
  return ports;
}

/** The local port is one listened on; where listeners are not listed, the smaller port serves. */
function isInbound(table: SocketTable, row: number, listening: ReadonlySet<number>): boolean {
  const local = table.columns.localPort.values[row] ?? Number.NaN;
  const remote = table.columns.remotePort.values[row] ?? Number.NaN;
  if (listening.size > 0) return listening.has(local);
  return local < EPHEMERAL_FROM && !(remote < EPHEMERAL_FROM);
}

/** Groups rows by a key, largest group first. */
export function groupRows(rows: readonly number[], keyOf: (row: number) => string): readonly { readonly key: string; readonly rows: readonly number[] }[] {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].map(([key, rows]) => ({ key, rows })).toSorted((a, b) => b.rows.length - a.rows.length);
}

/** `java (4711)`, `4711`, or null where the listing names none. */
export function processName(table: SocketTable, row: number): string | null {
  const pid = table.columns.pid.values[row] ?? Number.NaN;
  const program = textAt(table.columns.program, row);
  if (Number.isNaN(pid)) return program;
  return program === null ? String(pid) : `${program} (${pid})`;
}
