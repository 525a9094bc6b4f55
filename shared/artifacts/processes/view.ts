import { tableView } from '../process-table/columns.ts';
import { seriesView } from '../process-table/series-view.ts';

export const PROCESSES = tableView(
  'processes',
  'processes',
  [
    { id: 'pid', unit: 'id', width: 80 },
    { id: 'ppid', unit: 'id', width: 80 },
    { id: 'user', unit: 'none', width: 112, isText: true },
    { id: 'cpu', unit: 'percent', width: 80, hint: 'cpu' },
    { id: 'mem', unit: 'percent', width: 88 },
    { id: 'rss', unit: 'bytes', width: 88, hint: 'rss' },
    { id: 'vsz', unit: 'bytes', width: 88, hiddenAtFirst: true },
    { id: 'threads', unit: 'count', width: 72 },
    { id: 'state', unit: 'none', width: 64, isText: true },
    { id: 'started', unit: 'none', width: 160, isText: true, hint: 'started' },
    { id: 'cpu-time', unit: 'milliseconds', width: 96 },
    { id: 'command', unit: 'none', width: 480, isText: true, look: 'code' },
  ],
  [{ column: 'cpu', descending: true }],
);

export const PROCESSES_DIFF = seriesView('processes', 'processes-diff', 'processes');
