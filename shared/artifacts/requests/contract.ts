import { numberAt, textAt } from '../../base/column-table-builder.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { RequestListing, RequestTable } from './model.ts';

/** The `data` of `borescope.analysis/1`; see CONTRACT.md, kind `requests`. */
export function requestsContract({ table }: RequestListing): JsonObject {
  return { rows: table.rowCount, requests: Array.from({ length: table.rowCount }, (_, row) => contractRequest(table, row)) };
}

function contractRequest(table: RequestTable, row: number): Json {
  const { columns } = table;
  return {
    thread: textAt(columns.thread, row),
    javaId: numberAt(columns.javaId, row),
    url: textAt(columns.url, row),
    method: textAt(columns.method, row),
    startedAt: textAt(columns.startedAt, row),
    durationMs: numberAt(columns.durationMs, row),
    stage: textAt(columns.stage, row),
    source: textAt(columns.source, row),
    progress: textAt(columns.progress, row),
    status: numberAt(columns.status, row),
    line: table.firstLine[row] ?? 0,
  };
}
