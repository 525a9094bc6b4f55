import type { Column, ColumnTable } from '../../base/column-table.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import type { ColumnSpec, TableView } from '../table-view.ts';
import { commonState, protocolFamily, unixRows, type SocketListing, type SocketTable } from './model.ts';
import { textAt } from '../../base/column-table-builder.ts';
import { pickRows } from '../../base/pick-rows.ts';
import { groupRows, processName, rowsInState, servicesOf } from './services.ts';

const text = (id: string, look: ColumnSpec['look'], width: number, more: Partial<ColumnSpec> = {}): ColumnSpec => ({ id, header: `sockets.column.${id}`, type: 'text', unit: 'none', look, width, ...more });
const number = (id: string, unit: ColumnSpec['unit'], width: number, more: Partial<ColumnSpec> = {}): ColumnSpec => ({ id, header: `sockets.column.${id}`, type: 'number', unit, look: 'plain', width, ...more });
const HIDDEN = { hiddenAtFirst: true } as const;

/** Every socket as printed. */
export const SOCKETS: TableView<SocketListing> = {
  id: 'sockets',
  title: 'sockets.table.sockets',
  columns: [
    text('protocol', 'plain', 72),
    text('state', 'plain', 104),
    text('localAddress', 'code', 124),
    number('localPort', 'id', 72, { hint: 'sockets.hint.port' }),
    text('remoteAddress', 'code', 124),
    number('remotePort', 'id', 72, { hint: 'sockets.hint.port' }),
    number('recvQ', 'count', 72, { hint: 'sockets.hint.recvQ' }),
    number('sendQ', 'count', 72, { hint: 'sockets.hint.sendQ' }),
    text('program', 'code', 120),
    number('pid', 'id', 72),
    text('path', 'code', 220),
    number('order', 'id', 72, { ...HIDDEN, hint: 'sockets.hint.order' }),
    number('inode', 'id', 88, HIDDEN),
    number('fd', 'id', 56, HIDDEN),
    text('user', 'plain', 88, HIDDEN),
    text('timer', 'plain', 140, HIDDEN),
    text('localService', 'plain', 100, HIDDEN),
    text('remoteService', 'plain', 100, HIDDEN),
    text('interface', 'plain', 80, HIDDEN),
    text('socketType', 'plain', 88, HIDDEN),
    number('rttMs', 'milliseconds', 80, { ...HIDDEN, hint: 'sockets.hint.rttMs' }),
    number('retransmits', 'count', 80, { ...HIDDEN, hint: 'sockets.hint.retransmits' }),
    number('lastReceivedMs', 'milliseconds', 104, { ...HIDDEN, hint: 'sockets.hint.lastReceivedMs' }),
    number('lastSentMs', 'milliseconds', 104, { ...HIDDEN, hint: 'sockets.hint.lastSentMs' }),
    number('peerInode', 'id', 88, HIDDEN),
    text('otherHolders', 'code', 160, { ...HIDDEN, hint: 'sockets.hint.otherHolders' }),
  ],
  sort: [{ column: 'order', descending: false }],
  rowCount: ({ table }) => table.rowCount,
  build({ table }): ColumnTable {
    const ofProtocol = [FAMILY_ORDER.length, ...table.columns.protocol.dictionary.map((protocol) => familyOrder(protocolFamily(protocol)))];
    return { ...table, columns: { ...table.columns, order: { type: 'number', values: Float64Array.from(table.columns.protocol.codes, (code) => (ofProtocol[code] ?? FAMILY_ORDER.length) + 1) } } };
  },
};

/** What an incident asks for first. */
const FAMILY_ORDER = ['tcp', 'udp', 'raw', 'unix'];

function familyOrder(family: string): number {
  const place = FAMILY_ORDER.indexOf(family);
  return place < 0 ? FAMILY_ORDER.length : place;
}

/** Sockets within the machine, told apart by their path and not by addresses. */
export const UNIX: TableView<SocketListing> = {
  id: 'unix',
  title: 'sockets.table.unix',
  columns: [text('path', 'code', 300), text('state', 'plain', 112), text('protocol', 'plain', 80), text('socketType', 'plain', 88), text('program', 'code', 120), number('pid', 'id', 72), number('recvQ', 'count', 72), number('sendQ', 'count', 72), number('inode', 'id', 88), number('peerInode', 'id', 88)],
  sort: [],
  build: ({ table }): ColumnTable => pickRows(table, unixRows(table)),
};

/** TCP connections by where they lead and whose they are. */
export const SERVICES: TableView<SocketListing> = {
  id: 'services',
  title: 'sockets.table.services',
  columns: [
    text('service', 'code', 220, { hint: 'sockets.hint.service' }),
    text('direction', 'plain', 88, { hint: 'sockets.hint.direction', words: 'sockets.direction' }),
    text('process', 'code', 160),
    number('connections', 'count', 96),
    number('established', 'count', 96),
    number('close-wait', 'count', 96),
    number('time-wait', 'count', 96),
    number('opening', 'count', 96, { hint: 'sockets.hint.opening' }),
    number('unread-bytes', 'bytes', 96, { hint: 'sockets.hint.unread-bytes' }),
    number('unsent-bytes', 'bytes', 96, { hint: 'sockets.hint.unsent-bytes' }),
  ],
  sort: [{ column: 'connections', descending: true }],
  build({ table }): ColumnTable {
    const services = servicesOf(table);
    const counted = (state: string): Column => numbers(services, ({ rows }) => rows.filter((row) => commonState(textAt(table.columns.state, row)) === state).length);
    const lines = Uint32Array.from(services, ({ rows }) => table.firstLine[rows[0] ?? -1] ?? 0);
    return {
      rowCount: services.length,
      columns: {
        service: textColumn(services.length, (i) => services[i]?.endpoint ?? null),
        direction: textColumn(services.length, (i) => services[i]?.direction ?? null),
        process: textColumn(services.length, (i) => processName(table, services[i]?.rows[0] ?? -1)),
        connections: numbers(services, ({ rows }) => rows.length),
        established: counted('ESTABLISHED'),
        'close-wait': counted('CLOSE_WAIT'),
        'time-wait': counted('TIME_WAIT'),
        opening: numbers(services, ({ rows }) => rows.filter((row) => commonState(textAt(table.columns.state, row))?.startsWith('SYN_') === true).length),
        'unread-bytes': numbers(services, ({ rows }) => sumOf(table.columns.recvQ.values, rows)),
        'unsent-bytes': numbers(services, ({ rows }) => sumOf(table.columns.sendQ.values, rows)),
      },
      firstLine: lines,
      lastLine: lines,
    };
  },
};

/** Sockets by protocol and state. */
export const STATES: TableView<SocketListing> = {
  id: 'states',
  title: 'sockets.table.states',
  columns: [text('family', 'plain', 96), text('state', 'plain', 128), number('sockets', 'count', 96), number('processes', 'count', 96, { hint: 'sockets.hint.processes' }), number('share', 'percent', 80)],
  sort: [{ column: 'sockets', descending: true }],
  build({ table }): ColumnTable {
    const groups = groupRows(allRows(table), (row) => `${protocolFamily(textAt(table.columns.protocol, row))}\n${textAt(table.columns.state, row) ?? ''}`);
    const part = (i: number, which: 0 | 1): string | null => groups[i]?.key.split('\n')[which] || null;
    const lines = Uint32Array.from(groups, ({ rows }) => table.firstLine[rows[0] ?? -1] ?? 0);
    return {
      rowCount: groups.length,
      columns: {
        family: textColumn(groups.length, (i) => part(i, 0)),
        state: textColumn(groups.length, (i) => part(i, 1)),
        sockets: numbers(groups, ({ rows }) => rows.length),
        processes: numbers(groups, ({ rows }) => new Set(rows.flatMap((row) => (Number.isNaN(table.columns.pid.values[row] ?? Number.NaN) ? [] : [table.columns.pid.values[row]]))).size),
        share: numbers(groups, ({ rows }) => (rows.length / table.rowCount) * 100),
      },
      firstLine: lines,
      lastLine: lines,
    };
  },
};

/** A number column made of a value for each item. */
export function numbers<Item>(items: readonly Item[], valueOf: (item: Item) => number): Column {
  return { type: 'number', values: Float64Array.from(items, valueOf) };
}

/** Numbers worth a sparkline. */
export function figures({ table }: SocketListing): readonly { readonly id: string; readonly value: number }[] {
  const inState = (state: string): number => rowsInState(table, state).length;
  return [
    { id: 'sockets', value: table.rowCount },
    { id: 'established', value: inState('ESTABLISHED') },
    { id: 'close-wait', value: inState('CLOSE_WAIT') },
    { id: 'time-wait', value: inState('TIME_WAIT') },
  ];
}

function allRows(table: SocketTable): readonly number[] {
  return Array.from({ length: table.rowCount }, (_, row) => row);
}

/** NaN cells count for nothing. */
function sumOf(values: Float64Array, rows: readonly number[]): number {
  let sum = 0;
  for (const row of rows) sum += values[row] || 0;
  return sum;
}
