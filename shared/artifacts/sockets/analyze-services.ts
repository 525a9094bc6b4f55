import type { Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { evidenceOfRows } from './evidence-of-rows.ts';
import { endpoint, type SocketListing } from './model.ts';
import { processName, rowsInState, servicesOf } from './services.ts';

const SHOWN = 3;
/** Less may be in flight at any instant. */
const STUCK_BYTES = 65_536;
const PLACES_TOLD = 3;

/** With which services elsewhere are most connections open? SK-16 */
export function analyzeServices({ id, parsed: { model } }: LoadedArtifact<SocketListing>): readonly Finding[] {
  const { table } = model;
  const established = new Set(rowsInState(table, 'ESTABLISHED'));
  const open = servicesOf(table)
    .map((service) => ({ ...service, rows: service.rows.filter((row) => established.has(row)) }))
    .filter(({ direction, rows, pid, program }) => direction === 'outbound' && rows.length > 1 && (pid !== null || program !== null) && (model.pid === null || pid === model.pid))
    .toSorted((a, b) => b.rows.length - a.rows.length);
  const [first, ...others] = open;
  const evidence = first === undefined ? null : evidenceOfRows(id, table, first.rows);
  if (first === undefined || evidence === null) return [];
  const paramsOf = ({ rows, endpoint }: (typeof open)[number]): Readonly<Record<string, string | number>> => ({ process: processName(table, rows[0] ?? -1) ?? '', count: rows.length, service: endpoint });
  return [
    {
      rule: 'remote-services',
      severity: 'info',
      certainty: 'computed',
      title: message('sockets.finding.services', paramsOf(first)),
      details: others.slice(0, SHOWN).map((service) => message('sockets.finding.services.next', paramsOf(service))),
      evidence,
      subject: 'remote-services',
      weight: 1,
    },
  ];
}

/** On which connections do bytes wait: unread by the process here, or not taken by the other end? SK-17 */
export function analyzeStuckBytes({ id, parsed: { model } }: LoadedArtifact<SocketListing>): readonly Finding[] {
  const { table } = model;
  const established = rowsInState(table, 'ESTABLISHED', (row) => table.columns.localAddress.codes[row] !== 0 && (model.pid === null || table.columns.pid.values[row] === model.pid));
  return (['recvQ', 'sendQ'] as const).flatMap((queue) => {
    const { values } = table.columns[queue];
    const rows = established.filter((row) => (values[row] ?? 0) >= STUCK_BYTES).toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
    const evidence = evidenceOfRows(id, table, rows);
    if (evidence === null) return [];
    const key = queue === 'recvQ' ? 'sockets.finding.unread' : 'sockets.finding.unsent';
    return [
      {
        rule: queue === 'recvQ' ? 'unread-bytes' : 'unsent-bytes',
        severity: 'info',
        certainty: 'computed',
        title: message(key, { count: rows.length, bytes: rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) }),
        details: [...rows.slice(0, PLACES_TOLD).map((row) => message('sockets.finding.stuck.connection', { bytes: values[row] ?? 0, local: endpoint(table, row, 'local') ?? '*', remote: endpoint(table, row, 'remote') ?? '*', process: processName(table, row) ?? '?' })), message(`${key}.meaning`)],
        evidence,
        subject: queue,
        weight: Math.min(10, rows.length),
      } satisfies Finding,
    ];
  });
}
