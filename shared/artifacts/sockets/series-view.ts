import type { Column, ColumnTable } from '../../base/column-table.ts';
import { textAt } from '../../base/column-table-builder.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { sparklineColumn, sparklineSpec } from '../sparkline-column.ts';
import type { ColumnSpec, SeriesView } from '../table-view.ts';
import { queueDelta } from './diff.ts';
import { endpoint, protocolFamily, type SocketListing, type SocketTable } from './model.ts';
import { groupRows, isConnection, processName, servicesOf } from './services.ts';
import { socketSeries } from './socket-series.ts';
import { numbers } from './view.ts';

type Listings = NonEmpty<LoadedArtifact<SocketListing>>;

/** With more captures than this, the columns between first and last are left out. */
const CAPTURES_AS_COLUMNS = 6;

const text = (id: string, look: ColumnSpec['look'], width: number): ColumnSpec => ({ id, header: `sockets.column.${id}`, type: 'text', unit: 'none', look, width });
const number = (id: string, look: ColumnSpec['look'], unit: ColumnSpec['unit'] = 'count'): ColumnSpec => ({ id, header: `sockets.column.${id}`, type: 'number', unit, look, width: 96 });

/** Every socket over the captures: come, gone, in another state. */
export const SOCKETS_DIFF: SeriesView<SocketListing> = {
  id: 'sockets-diff',
  title: 'sockets.table.sockets-diff',
  columns: () => [text('change', 'change', 88), text('protocol', 'plain', 72), text('local', 'code', 190), text('remote', 'code', 190), text('first-state', 'plain', 112), text('last-state', 'plain', 112), number('delta-recvQ', 'delta'), number('delta-sendQ', 'delta'), text('process', 'code', 150), number('captures', 'plain')],
  sort: [{ column: 'change', descending: false }, { column: 'last-state', descending: false }],
  build(listings): ColumnTable {
    const series = socketSeries(listings);
    const tables = listings.map(({ parsed }) => parsed.model.table);
    const last = tables.length - 1;
    const inAny = (i: number, pick: (table: SocketTable, row: number) => string | null): string | null => {
      const rows = series[i]?.rows ?? [];
      const capture = newestOf(rows);
      const table = tables[capture];
      return table === undefined ? null : pick(table, rows[capture] ?? -1);
    };
    const stateAt = (i: number, capture: number): string | null => {
      const table = tables[capture];
      const row = series[i]?.rows[capture] ?? -1;
      return table === undefined || row < 0 ? null : textAt(table.columns.state, row);
    };
    const column = (textOf: (i: number) => string | null): Column => textColumn(series.length, textOf);
    const lines = Uint32Array.from(series, ({ rows }) => lineOf(tables, rows));
    return {
      rowCount: series.length,
      columns: {
        change: column((i) => series[i]?.change ?? null),
        protocol: column((i) => inAny(i, (table, row) => textAt(table.columns.protocol, row))),
        local: column((i) => inAny(i, (table, row) => endpoint(table, row, 'local'))),
        remote: column((i) => inAny(i, (table, row) => endpoint(table, row, 'remote'))),
        'first-state': column((i) => stateAt(i, 0)),
        'last-state': column((i) => stateAt(i, last)),
        'delta-recvQ': numbers(series, ({ rows }) => queueDelta(tables, rows, 'recvQ')),
        'delta-sendQ': numbers(series, ({ rows }) => queueDelta(tables, rows, 'sendQ')),
        process: column((i) => inAny(i, processName)),
        captures: numbers(series, ({ rows }) => rows.filter((row) => row >= 0).length),
      },
      firstLine: lines,
      lastLine: lines,
      lineCapture: Uint16Array.from(series, ({ rows }) => Math.max(0, newestOf(rows))),
    };
  },
};

/** Sockets by protocol and state, capture by capture. */
export const STATES_SERIES: SeriesView<SocketListing> = countSeries('states-series', [text('family', 'plain', 88), text('state', 'plain', 128)], ({ table }) =>
  groupRows(Array.from({ length: table.rowCount }, (_, row) => row), (row) => `${protocolFamily(textAt(table.columns.protocol, row))}\n${textAt(table.columns.state, row) ?? ''}`),
);

/** Connections by service and process, capture by capture. */
export const SERVICES_SERIES: SeriesView<SocketListing> = countSeries('services-series', [text('service', 'code', 220), text('process', 'code', 160), text('state', 'plain', 112)], ({ table }) => {
  const services = new Map(servicesOf(table).flatMap((service) => service.rows.map((row) => [row, service.endpoint] as const)));
  const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => isConnection(table, row));
  return groupRows(rows, (row) => `${services.get(row) ?? ''}\n${processName(table, row) ?? ''}\n${textAt(table.columns.state, row) ?? ''}`);
});

/** A table of how many rows each group has in each capture; the group's key gives the text columns, a line each. */
function countSeries(id: string, keyColumns: readonly ColumnSpec[], groupsOf: (listing: SocketListing) => readonly { readonly key: string; readonly rows: readonly number[] }[]): SeriesView<SocketListing> {
  return {
    id,
    title: `sockets.table.${id}`,
    columns: (captures) => [...keyColumns, sparklineSpec('sockets.column.values', 'count'), number('delta', 'delta'), number('first', 'plain'), ...betweenCaptures(captures).map((capture) => number(`capture-${capture + 1}`, 'plain')), number('last', 'plain')],
    sort: [{ column: 'delta', descending: true }],
    build(listings): ColumnTable {
      const groups = countGroups(listings, groupsOf);
      const keys = groups.map(({ key }) => key.split('\n'));
      const lines = Uint32Array.from(groups, ({ line }) => line);
      return {
        rowCount: groups.length,
        columns: {
          ...Object.fromEntries(keyColumns.map((column, part) => [column.id, textColumn(groups.length, (i) => keys[i]?.[part] || null)])),
          values: sparklineColumn(groups.length, (i) => groups[i]?.counts ?? []),
          delta: numbers(groups, ({ counts }) => (counts.at(-1) ?? 0) - (counts[0] ?? 0)),
          first: numbers(groups, ({ counts }) => counts[0] ?? 0),
          ...Object.fromEntries(betweenCaptures(listings.length).map((capture) => [`capture-${capture + 1}`, numbers(groups, ({ counts }) => counts[capture] ?? 0)])),
          last: numbers(groups, ({ counts }) => counts.at(-1) ?? 0),
        },
        firstLine: lines,
        lastLine: lines,
        lineCapture: Uint16Array.from(groups, ({ capture }) => capture),
      };
    },
  };
}

function countGroups(listings: Listings, groupsOf: (listing: SocketListing) => readonly { readonly key: string; readonly rows: readonly number[] }[]): readonly { readonly key: string; readonly counts: readonly number[]; readonly line: number; readonly capture: number }[] {
  const groups = new Map<string, { key: string; counts: number[]; line: number; capture: number }>();
  for (const [capture, { parsed }] of listings.entries()) {
    for (const { key, rows } of groupsOf(parsed.model)) {
      const group = groups.get(key) ?? { key, counts: listings.map(() => 0), line: 0, capture };
      group.counts[capture] = rows.length;
      group.line = parsed.model.table.firstLine[rows[0] ?? -1] ?? 0;
      group.capture = capture;
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** Indexes of the captures that stand between first and last as columns of their own. */
function betweenCaptures(captures: number): readonly number[] {
  return captures > CAPTURES_AS_COLUMNS ? [] : Array.from({ length: Math.max(0, captures - 2) }, (_, i) => i + 1);
}

/** The last capture that has the socket. */
function newestOf(rows: readonly number[]): number {
  return rows.findLastIndex((row) => row >= 0);
}

function lineOf(tables: readonly SocketTable[], rows: readonly number[]): number {
  const capture = newestOf(rows);
  return tables[capture]?.firstLine[rows[capture] ?? -1] ?? 0;
}
