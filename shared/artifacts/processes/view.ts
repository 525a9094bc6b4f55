import { tableView } from '../process-table/columns.ts';
import { seriesView } from '../process-table/series-view.ts';

export const PROCESSES = tableView(
  'processes',
  'processes',
  [
    { id: 'pid', unit: 'id', width: 72 },
    { id: 'command', unit: 'none', width: 300, isText: true, look: 'code' },
    { id: 'cpu', unit: 'percent', width: 80, hint: 'cpu' },
    { id: 'cpu-time', unit: 'milliseconds', width: 96 },
    { id: 'mem', unit: 'percent', width: 96 },
    { id: 'rss', unit: 'bytes', width: 88, hint: 'rss' },
    { id: 'state', unit: 'none', width: 64, isText: true },
    { id: 'user', unit: 'none', width: 112, isText: true },
    { id: 'threads', unit: 'count', width: 80 },
    { id: 'started', unit: 'none', width: 168, isText: true, hint: 'started' },
    { id: 'ppid', unit: 'id', width: 80 },
    { id: 'vsz', unit: 'bytes', width: 88, hiddenAtFirst: true },
  ],
  [{ column: 'cpu', descending: true }],
);

export const PROCESSES_DIFF = seriesView('processes', 'processes-diff', 'processes');
