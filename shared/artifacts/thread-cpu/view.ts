import { tableView } from '../process-table/columns.ts';
import { seriesView } from '../process-table/series-view.ts';

export const THREADS = tableView(
  'thread-cpu',
  'threads',
  [
    { id: 'tid', unit: 'id', width: 80 },
    { id: 'nid', unit: 'none', width: 80, isText: true, look: 'code', hint: 'nid' },
    { id: 'name', unit: 'none', width: 160, isText: true, look: 'code' },
    { id: 'own-cpu', unit: 'percent', width: 88, hint: 'own-cpu' },
    { id: 'cpu', unit: 'percent', width: 72, hint: 'cpu' },
    { id: 'cpu-time', unit: 'milliseconds', width: 88 },
    { id: 'state', unit: 'none', width: 64, isText: true },
    { id: 'pid', unit: 'id', width: 80 },
    { id: 'user', unit: 'none', width: 112, isText: true, hiddenAtFirst: true },
    { id: 'started', unit: 'none', width: 160, isText: true, hint: 'started', hiddenAtFirst: true },
  ],
  [{ column: 'own-cpu', descending: true }],
);

export const THREADS_DIFF = seriesView('thread-cpu', 'threads-diff', 'threads');
