import type { Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import { textAt } from '../../base/column-table-builder.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { evidenceOfRows } from './evidence-of-rows.ts';
import { commonState, portText, type SocketListing, type SocketTable } from './model.ts';
import { groupRows, isConnection, servicesOf } from './services.ts';

const TOLD_FROM = 100;
const TIMES_ESTABLISHED = 3;
/** Linux gives out about 28,000 ports to each remote service. */
const WARNED_FROM = 5000;
const EPHEMERAL_PORTS = 28_232;

/** Which services are connected to anew again and again, so that TIME_WAIT floods? SK-14 */
export function analyzeTimeWait({ id, parsed: { model } }: LoadedArtifact<SocketListing>): readonly Finding[] {
  const { table } = model;
  return byPlace(table).flatMap(({ key, rows }) => {
    const waiting = rows.filter((row) => stateOf(table, row) === 'TIME_WAIT');
    const established = rows.filter((row) => stateOf(table, row) === 'ESTABLISHED').length;
    if (waiting.length < TOLD_FROM || (waiting.length < established * TIMES_ESTABLISHED && waiting.length < WARNED_FROM)) return [];
    const evidence = evidenceOfRows(id, table, waiting);
    if (evidence === null) return [];
    const isOutbound = key.startsWith('outbound ');
    return [
      {
        rule: 'time-wait-flood',
        severity: waiting.length >= WARNED_FROM ? 'warning' : 'info',
        certainty: 'computed',
        title: message(isOutbound ? 'sockets.finding.time-wait.outbound' : 'sockets.finding.time-wait.inbound', { count: waiting.length, established, place: key.slice(key.indexOf(' ') + 1) }),
        details: [message('sockets.finding.time-wait.meaning'), ...(isOutbound && waiting.length >= WARNED_FROM ? [message('sockets.finding.time-wait.ports', { share: (waiting.length / EPHEMERAL_PORTS) * 100 })] : [])],
        evidence,
        subject: `time-wait ${key}`,
        weight: Math.min(30, waiting.length / 100),
      } satisfies Finding,
    ];
  });
}

/** Connections by place alone: in TIME_WAIT they belong to no process any more. */
function byPlace(table: SocketTable): readonly { readonly key: string; readonly rows: readonly number[] }[] {
  const placeOf = new Map(servicesOf(table).flatMap(({ direction, endpoint, rows }) => rows.map((row) => [row, `${direction} ${endpoint}`] as const)));
  const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => isConnection(table, row));
  return groupRows(rows, (row) => placeOf.get(row) ?? `outbound ${portText(table, row, 'remote')}`);
}

function stateOf(table: SocketTable, row: number): string | null {
  return commonState(textAt(table.columns.state, row));
}
