import type { Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { evidenceOfRows } from './evidence-of-rows.ts';
import { endpoint, type SocketListing } from './model.ts';
import { groupRows, processName, rowsInState, servicesOf } from './services.ts';

/** Fewer are connections just being closed. */
const TOLD_FROM = 5;
const WARNED_FROM = 10;
const PEERS_TOLD = 3;

/** Whose connections did the other end close, while the program keeps its own end open? SK-12 */
export function analyzeCloseWait({ id, parsed: { model } }: LoadedArtifact<SocketListing>): readonly Finding[] {
  const { table } = model;
  const services = new Map(servicesOf(table).flatMap((service) => service.rows.map((row) => [row, service.endpoint] as const)));
  return groupRows(rowsInState(table, 'CLOSE_WAIT'), (row) => processName(table, row) ?? '').flatMap(({ key, rows }) => {
    if (rows.length < TOLD_FROM) return [];
    const evidence = evidenceOfRows(id, table, rows);
    if (evidence === null) return [];
    // The other ends, or the local port where the others are clients of ours.
    const places = groupRows(rows, (row) => services.get(row) ?? endpoint(table, row, 'remote') ?? '*');
    const unread = rows.filter((row) => (table.columns.recvQ.values[row] ?? 0) > 1).length;
    return [
      {
        rule: 'close-wait-pile',
        severity: rows.length >= WARNED_FROM ? 'warning' : 'info',
        certainty: 'computed',
        title: message(key === '' ? 'sockets.finding.close-wait.unowned' : 'sockets.finding.close-wait', { count: rows.length, process: key, peer: places[0]?.key ?? '' }),
        details: [
          ...places.slice(0, places.length > 1 ? PEERS_TOLD : 0).map(({ key, rows }) => message('sockets.finding.close-wait.peer', { peer: key, count: rows.length })),
          ...(unread > 0 ? [message('sockets.finding.close-wait.unread', { count: unread })] : []),
          message('sockets.finding.close-wait.meaning'),
        ],
        evidence,
        subject: `close-wait ${key}`,
        weight: Math.min(60, rows.length / 2),
      } satisfies Finding,
    ];
  });
}
