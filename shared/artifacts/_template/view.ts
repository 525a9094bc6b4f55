import type { TableView } from '../table-view.ts';
import type { UptimeLog } from './model.ts';

/** Columns as data: windows, command line, CSV and reports print from this. Typed arrays of the model are handed over as they are. */
export const SAMPLES: TableView<UptimeLog> = {
  id: 'samples',
  title: 'template.table.samples',
  columns: [
    { id: 'load', header: 'template.column.load', type: 'number', unit: 'none', look: 'plain', width: 80 },
    { id: 'users', header: 'template.column.users', type: 'number', unit: 'count', look: 'plain', width: 80 },
  ],
  sort: [{ column: 'load', descending: true }],
  build: ({ rowCount, load, users, lines }) => ({
    rowCount,
    columns: { load: { type: 'number', values: load }, users: { type: 'number', values: users } },
    firstLine: lines,
    lastLine: lines,
  }),
};
