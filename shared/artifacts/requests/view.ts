import type { ColumnTable } from '../../base/column-table.ts';
import { numberAt, textAt } from '../../base/column-table-builder.ts';
import { textColumn } from '../../base/text-column-builder.ts';
import type { ColumnSpec, TableView } from '../table-view.ts';
import { requestGroups } from './request-groups.ts';
import type { RequestListing } from './model.ts';

const text = (id: string, look: ColumnSpec['look'], width: number, more: Partial<ColumnSpec> = {}): ColumnSpec => ({ id, header: `requests.column.${id}`, type: 'text', unit: 'none', look, width, ...more });
const number = (id: string, unit: ColumnSpec['unit'], width: number, more: Partial<ColumnSpec> = {}): ColumnSpec => ({ id, header: `requests.column.${id}`, type: 'number', unit, look: 'plain', width, ...more });

/** Every request that the source names, those in flight first by age. */
export const REQUESTS: TableView<RequestListing> = {
  id: 'requests',
  title: 'requests.table.requests',
  columns: [
    text('progress', 'plain', 88, { words: 'requests.progress' }),
    text('method', 'code', 72),
    text('url', 'code', 320),
    number('durationMs', 'milliseconds', 96),
    text('thread', 'code', 240),
    text('stage', 'plain', 96),
    number('status', 'id', 72),
    text('startedAt', 'plain', 190),
    text('user', 'code', 96, { hiddenAtFirst: true }),
    text('remote', 'code', 128, { hiddenAtFirst: true }),
    number('bytes', 'bytes', 96, { hiddenAtFirst: true }),
    number('javaId', 'id', 80, { hiddenAtFirst: true }),
    text('source', 'plain', 160, { words: 'requests.source', hiddenAtFirst: true }),
  ],
  sort: [{ column: 'progress', descending: true }, { column: 'durationMs', descending: true }],
  build({ table }): ColumnTable {
    return { rowCount: table.rowCount, columns: { ...table.columns }, firstLine: table.firstLine, lastLine: table.lastLine };
  },
};

/** Requests by path: how many, how long. */
export const PATHS: TableView<RequestListing> = {
  id: 'paths',
  title: 'requests.table.paths',
  columns: [text('path', 'code', 320), number('inFlight', 'count', 96), number('requests', 'count', 96), number('median', 'milliseconds', 110), number('longest', 'milliseconds', 110), number('errors', 'count', 96, { hint: 'requests.hint.errors' })],
  sort: [{ column: 'inFlight', descending: true }, { column: 'longest', descending: true }],
  build({ table }): ColumnTable {
    const groups = requestGroups(table);
    const numbers = (pick: (group: (typeof groups)[number]) => number): ColumnTable['columns'][string] => ({ type: 'number', values: Float64Array.from(groups, pick) });
    const lines = Uint32Array.from(groups, ({ longestRow }) => table.firstLine[longestRow] ?? 0);
    return {
      rowCount: groups.length,
      columns: {
        path: textColumn(groups.length, (i) => groups[i]?.path ?? null),
        inFlight: numbers(({ rows }) => rows.filter((row) => textAt(table.columns.progress, row) === 'in-flight').length),
        requests: numbers(({ rows }) => rows.length),
        median: numbers(({ durations }) => durations[Math.floor((durations.length - 1) / 2)] ?? Number.NaN),
        longest: numbers(({ durations }) => durations.at(-1) ?? Number.NaN),
        errors: numbers(({ rows }) => rows.filter((row) => (numberAt(table.columns.status, row) ?? 0) >= 500).length),
      },
      firstLine: lines,
      lastLine: lines,
    };
  },
};
