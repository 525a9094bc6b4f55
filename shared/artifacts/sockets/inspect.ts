import { numberAt, textAt } from '../../base/column-table-builder.ts';
import { message, type Message } from '../../base/message.ts';
import type { InspectorCard } from '../artifact-kind.ts';
import { endpoint, isListening, SOCKET_NUMBERS, SOCKET_TEXTS, type SocketListing, type SocketNumber, type SocketTable, unixRows } from './model.ts';
import { processName } from './services.ts';

/** Of the numbers, those that are told by more than their digits. */
const TOLD: Readonly<Partial<Record<SocketNumber, 'bytes' | 'ms'>>> = { rttMs: 'ms', lastSentMs: 'ms', lastReceivedMs: 'ms' };
/** States whose meaning a reader may want. */
const EXPLAINED: ReadonlySet<string> = new Set(['CLOSE_WAIT', 'TIME_WAIT', 'SYN_SENT', 'SYN_RECV', 'LAST_ACK', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSING']);

/** What the inspector shows of a socket: everything printed, and what its state means. */
export function inspectSocket({ table, printsBacklogLimit }: SocketListing, view: string, place: number): InspectorCard | null {
  const row = view === 'unix' ? (unixRows(table)[place] ?? -1) : view === 'sockets' ? place : -1;
  if (row < 0 || row >= table.rowCount) return null;
  const span = { first: table.firstLine[row] ?? 0, last: table.lastLine[row] ?? 0 };
  const state = textAt(table.columns.state, row);
  const fact = (id: string, value: Message | string): InspectorCard['facts'][number] => ({ label: `sockets.column.${id}`, value, span });
  const local = endpoint(table, row, 'local') ?? textAt(table.columns.protocol, row) ?? '';
  const remote = endpoint(table, row, 'remote');
  return {
    title: remote === null ? message('sockets.inspect.title.local', { local }) : message('sockets.inspect.title', { local, remote }),
    facts: [
      ...(state !== null && EXPLAINED.has(state) ? [fact('state', message(`sockets.state.${state}`))] : []),
      ...SOCKET_TEXTS.flatMap((name) => {
        const value = textAt(table.columns[name], row);
        return value === null || (name === 'state' && EXPLAINED.has(value)) ? [] : [fact(name, value)];
      }),
      ...SOCKET_NUMBERS.flatMap((name) => numberFact(table, row, name, isListening(state), printsBacklogLimit).map((value) => fact(name, value))),
      ...(processName(table, row) === null ? [fact('process', message('sockets.inspect.no-process'))] : []),
    ],
    block: [],
  };
}

function numberFact(table: SocketTable, row: number, name: SocketNumber, listens: boolean, printsLimit: boolean): readonly (Message | string)[] {
  const value = numberAt(table.columns[name], row);
  if (value === null) return [];
  if (name === 'recvQ') return [message(listens ? 'sockets.inspect.waiting' : 'sockets.inspect.bytes', { value })];
  if (name === 'sendQ') return [message(listens && printsLimit ? 'sockets.inspect.limit' : 'sockets.inspect.bytes', { value })];
  return [TOLD[name] === 'ms' ? message('sockets.inspect.ms', { value }) : String(value)];
}
