import { tableView } from '../process-table/columns.ts';
import { seriesView } from '../process-table/series-view.ts';

export const THREADS = tableView(
  'thread-cpu',
  'threads',
  [
    { id: 'tid', unit: 'id', width: 80 },
    { id: 'nid', unit: 'none', width: 80, isText: true, look: 'code', hint: 'nid' },
    { id: 'cpu', unit: 'percent', width: 80, hint: 'cpu' },
    { id: 'cpu-time', unit: 'milliseconds', width: 96 },
    { id: 'state', unit: 'none', width: 64, isText: true },
    { id: 'name', unit: 'none', width: 280, isText: true, look: 'code' },
    { id: 'pid', unit: 'id', width: 80 },
    { id: 'user', unit: 'none', width: 112, isText: true, hiddenAtFirst: true },
    { id: 'started', unit: 'none', width: 160, isText: true, hint: 'started', hiddenAtFirst: true },
  ],
  [{ column: 'cpu', descending: true }],
);

export const THREADS_DIFF = seriesView('thread-cpu', 'threads-diff', 'threads');
