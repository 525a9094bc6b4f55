import { numberAt, textAt } from '../../base/column-table-builder.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { SocketListing, SocketTable } from './model.ts';

/** The `data` of `borescope.analysis/1`; see CONTRACT.md, kind `sockets`. */
export function socketsContract({ table }: SocketListing): JsonObject {
  return {
    rows: table.rowCount,
    byState: countsOf(table, 'state'),
    byProtocol: countsOf(table, 'protocol'),
    sockets: Array.from({ length: table.rowCount }, (_, row) => contractSocket(table, row)),
  };
}

/** Rows by what the column says; rows that say nothing are left out. */
export function countsOf(table: SocketTable, column: 'state' | 'protocol'): Readonly<Record<string, number>> {
  const { codes, dictionary } = table.columns[column];
  const counts = new Uint32Array(dictionary.length + 1);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return Object.fromEntries(dictionary.map((text, i): readonly [string, number] => [text, counts[i + 1] ?? 0]).filter(([, count]) => count > 0));
}

function contractSocket(table: SocketTable, row: number): Json {
  const { columns } = table;
  const path = textAt(columns.path, row);
  return {
    protocol: textAt(columns.protocol, row) ?? '',
    state: textAt(columns.state, row),
    localAddress: textAt(columns.localAddress, row),
    localPort: numberAt(columns.localPort, row),
    remoteAddress: textAt(columns.remoteAddress, row),
    remotePort: numberAt(columns.remotePort, row),
    recvQ: numberAt(columns.recvQ, row),
    sendQ: numberAt(columns.sendQ, row),
    pid: numberAt(columns.pid, row),
    program: textAt(columns.program, row),
    inode: numberAt(columns.inode, row),
    ...(path === null ? {} : { path }),
    ...printedOnly(table, row),
    line: table.firstLine[row] ?? 0,
  };
}

/** What only some tools print stands there only when they did. */
function printedOnly({ columns }: SocketTable, row: number): JsonObject {
  const texts = (['localService', 'remoteService', 'interface', 'user', 'socketType', 'timer', 'otherHolders'] as const).map((name): readonly [string, Json] => [name, textAt(columns[name], row)]);
  const numbers = (['fd', 'peerInode', 'rttMs', 'retransmits', 'lastSentMs', 'lastReceivedMs'] as const).map((name): readonly [string, Json] => [name, numberAt(columns[name], row)]);
  return Object.fromEntries([...texts, ...numbers].filter(([, value]) => value !== null));
}
