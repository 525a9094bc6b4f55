import { textAt } from '../../base/column-table-builder.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { endpoint, protocolFamily, type SocketListing, type SocketTable } from './model.ts';

export type SocketChange = 'added' | 'removed' | 'changed' | 'same';

/** One socket through a series: its row in each capture, -1 where it is not there. */
export interface SocketSeries {
  readonly key: string;
  readonly rows: readonly number[];
  /** First against last capture; null for one that only captures between them list. */
  readonly change: SocketChange | null;
}

/** The 5-tuple; of a Unix socket its inode and path. IPv4 and IPv6 spellings of the protocol are one, since tools differ in them. SK-10 */
export function socketKey(table: SocketTable, row: number): string {
  const { columns } = table;
  const family = protocolFamily(textAt(columns.protocol, row));
  const inode = columns.inode.values[row] ?? Number.NaN;
  if (family === 'unix') return `unix ${Number.isNaN(inode) ? '' : `${inode} `}${textAt(columns.path, row) ?? ''}`.trimEnd();
  return `${family} ${endpoint(table, row, 'local') ?? '*'} → ${endpoint(table, row, 'remote') ?? '*'}`;
}

/** Pairs the sockets of all captures by key; several of one key are paired in the order printed. */
export function socketSeries(listings: NonEmpty<LoadedArtifact<SocketListing>>): readonly SocketSeries[] {
  const series = new Map<string, { key: string; rows: number[] }>();
  for (const [capture, { parsed }] of listings.entries()) {
    const { table } = parsed.model;
    const seen = new Map<string, number>();
    for (let row = 0; row < table.rowCount; row++) {
      const plain = socketKey(table, row);
      const nth = (seen.get(plain) ?? 0) + 1;
      seen.set(plain, nth);
      const key = nth === 1 ? plain : `${plain} (${nth})`;
      let entry = series.get(key);
      if (entry === undefined) {
        entry = { key, rows: listings.map(() => -1) };
        series.set(key, entry);
      }
      entry.rows[capture] = row;
    }
  }
  return [...series.values()].map(({ key, rows }) => ({ key, rows, change: changeOf(listings, rows) }));
}

function changeOf(listings: NonEmpty<LoadedArtifact<SocketListing>>, rows: readonly number[]): SocketChange | null {
  const first = rows[0] ?? -1;
  const last = rows.at(-1) ?? -1;
  if (first < 0 && last < 0) return null;
  if (first < 0) return 'added';
  if (last < 0) return 'removed';
  const standings = rows.map((row, capture) => standing(listings[capture]?.parsed.model.table, row));
  return standings.every((standing) => standing === standings[0]) ? 'same' : 'changed';
}

/** What a change of is a change of the socket: state, queues and owner. */
function standing(table: SocketTable | undefined, row: number): string {
  if (table === undefined || row < 0) return '';
  const { state, recvQ, sendQ, pid } = table.columns;
  return `${textAt(state, row)} ${recvQ.values[row]} ${sendQ.values[row]} ${pid.values[row]}`;
}
