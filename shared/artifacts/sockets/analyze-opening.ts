import type { Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { evidenceOfRows } from './evidence-of-rows.ts';
import { endpoint, portText, type SocketListing } from './model.ts';
import { groupRows, processName, rowsInState } from './services.ts';

const SYN_RECV_FROM = 10;
const SYN_SENT_FROM = 3;

/** Which ports have many half-open connections: begun from outside, never finished? SK-13 */
export function analyzeSynRecv({ id, parsed: { model } }: LoadedArtifact<SocketListing>): readonly Finding[] {
  const { table } = model;
  return groupRows(rowsInState(table, 'SYN_RECV'), (row) => portText(table, row, 'local')).flatMap(({ key, rows }) => {
    const evidence = rows.length < SYN_RECV_FROM ? null : evidenceOfRows(id, table, rows);
    if (evidence === null) return [];
    const peers = new Set(rows.map((row) => table.columns.remoteAddress.codes[row])).size;
    return [
      {
        rule: 'syn-recv-pile',
        severity: 'warning',
        certainty: 'computed',
        title: message('sockets.finding.syn-recv', { count: rows.length, port: key, peers }),
        details: [message('sockets.finding.syn-recv.meaning')],
        evidence,
        subject: `syn-recv ${key}`,
        weight: Math.min(60, rows.length / 2),
      } satisfies Finding,
    ];
  });
}

/** Which services do not answer connection attempts? SK-13 */
export function analyzeSynSent({ id, parsed: { model } }: LoadedArtifact<SocketListing>): readonly Finding[] {
  const { table } = model;
  return groupRows(rowsInState(table, 'SYN_SENT'), (row) => endpoint(table, row, 'remote') ?? '*').flatMap(({ key, rows: [first, ...others] }) => {
    const rows = first === undefined ? [] : [first, ...others];
    const evidence = rows.length < SYN_SENT_FROM ? null : evidenceOfRows(id, table, rows);
    if (evidence === null || first === undefined) return [];
    const process = processName(table, first);
    return [
      {
        rule: 'syn-sent-pile',
        severity: 'warning',
        certainty: 'computed',
        title: message(process === null ? 'sockets.finding.syn-sent.unowned' : 'sockets.finding.syn-sent', { count: rows.length, peer: key, process: process ?? '' }),
        details: [message('sockets.finding.syn-sent.meaning')],
        evidence,
        subject: `syn-sent ${key}`,
        weight: Math.min(60, rows.length),
      } satisfies Finding,
    ];
  });
}
