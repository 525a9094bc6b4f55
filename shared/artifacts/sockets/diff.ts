import { numberAt, textAt } from '../../base/column-table-builder.ts';
import type { JsonObject } from '../../base/json.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { SeriesDiff } from '../artifact-kind.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { SocketListing, SocketTable } from './model.ts';
import { socketSeries } from './socket-series.ts';

/** First against last capture by 5-tuple; with more than two, also what stood between. A socket has no growth of its own. SK-10 */
export function diffSockets(listings: NonEmpty<LoadedArtifact<SocketListing>>): SeriesDiff {
  const tables = listings.map(({ parsed }) => parsed.model.table);
  const last = tables.length - 1;
  const added: JsonObject[] = [];
  const removed: JsonObject[] = [];
  const changed: JsonObject[] = [];
  for (const { key, rows, change } of socketSeries(listings)) {
    const at = (capture: number): JsonObject | null => factsOf(tables[capture], rows[capture] ?? -1);
    const values: JsonObject = last > 1 ? { values: rows.map((_, capture) => at(capture)) } : {};
    if (change === 'added') added.push({ key, after: at(last), ...values });
    else if (change === 'removed') removed.push({ key, before: at(0), ...values });
    else if (change === 'changed') changed.push({ key, before: at(0), after: at(last), delta: { recvQ: deltaOf(tables, rows, 'recvQ'), sendQ: deltaOf(tables, rows, 'sendQ') }, ...values, ...(last > 1 ? { growth: null } : {}) });
  }
  return { added, removed, changed };
}

/** Last minus first capture; NaN where one of them does not say. */
export function queueDelta(tables: readonly SocketTable[], rows: readonly number[], queue: 'recvQ' | 'sendQ'): number {
  const value = (capture: number): number => tables[capture]?.columns[queue].values[rows[capture] ?? -1] ?? Number.NaN;
  return value(tables.length - 1) - value(0);
}

function deltaOf(tables: readonly SocketTable[], rows: readonly number[], queue: 'recvQ' | 'sendQ'): number | null {
  const delta = queueDelta(tables, rows, queue);
  return Number.isNaN(delta) ? null : delta;
}

function factsOf(table: SocketTable | undefined, row: number): JsonObject | null {
  if (table === undefined || row < 0) return null;
  const { columns } = table;
  return { state: textAt(columns.state, row), recvQ: numberAt(columns.recvQ, row), sendQ: numberAt(columns.sendQ, row), pid: numberAt(columns.pid, row), program: textAt(columns.program, row), line: table.firstLine[row] ?? 0 };
}
