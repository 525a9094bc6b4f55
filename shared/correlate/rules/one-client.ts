import { textAt } from '../../base/column-table-builder.ts';
import { portText } from '../../artifacts/sockets/model.ts';
import { groupRows, rowsInState } from '../../artifacts/sockets/service-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { requestEvidence } from './thread-evidence.ts';
import { busyWorkersOf } from './workers-of-port.ts';

const FEWEST = 50;
const LEAST_SHARE = 0.8;

/** CR-41 */
export const ONE_CLIENT: Rule = {
  id: 'one-client',
  question: 'Does one client hold nearly all connections of a port whose workers are all busy?',
  needs: ['thread-dump', 'sockets'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const { sockets, dump } = moment;
  if (sockets === null) return [];
  const { table } = sockets.parsed.model;
  const ports = new Set(rowsInState(table, 'LISTEN', (row) => joined.pid === null || table.columns.pid.values[row] === joined.pid).map((row) => portText(table, row, 'local')));
  const inbound = rowsInState(table, 'ESTABLISHED', (row) => ports.has(portText(table, row, 'local')));
  return groupRows(inbound, (row) => portText(table, row, 'local')).flatMap(({ key: port, rows }): readonly Judgement[] => {
    const [client] = groupRows(rows, (row) => textAt(table.columns.remoteAddress, row) ?? '*');
    const workers = client === undefined || client.rows.length < FEWEST || client.rows.length < rows.length * LEAST_SHARE ? null : busyWorkersOf(dump.parsed.model, port);
    if (client === undefined || workers === null) return [];
    return judgementOf(joined, {
      rule: ONE_CLIENT.id,
      severity: 'warning',
      certainty: 'candidate',
      title: message('correlate.rule.one-client', { client: client.key, count: client.rows.length, all: rows.length, port, workers: workers.rows.length, pool: workers.pattern }),
      details: [],
      falsified: 'correlate.rule.one-client.falsified',
      next: 'sockets',
      evidence: [linesOf(sockets.id, client.rows.map((row) => table.firstLine[row] ?? 0)), linesOf(dump.id, workers.rows.map((row) => dump.parsed.model.threads.firstLine[row] ?? 0)), requestEvidence(moment, workers.rows)],
      subject: `${client.key} on ${port}`,
      weight: workers.rows.length,
      explains: [],
    });
  });
}
