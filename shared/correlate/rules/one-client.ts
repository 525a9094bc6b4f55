import { textAt } from '../../base/column-table-builder.ts';
import { plainAddress, portText, type SocketTable } from '../../artifacts/sockets/model.ts';
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
  return crowdedPorts(table, joined.pid).flatMap(({ port, all, client, rows }): readonly Judgement[] => {
    const workers = busyWorkersOf(dump.parsed.model, port);
    if (workers === null) return [];
    return judgementOf(joined, {
      rule: ONE_CLIENT.id,
      severity: 'warning',
      certainty: 'candidate',
      title: message('correlate.rule.one-client', { client, count: rows.length, all, port, workers: workers.rows.length, pool: workers.pattern }),
      details: [],
      falsified: 'correlate.rule.one-client.falsified',
      next: 'sockets',
      evidence: [linesOf(sockets.id, rows.map((row) => table.firstLine[row] ?? 0)), linesOf(dump.id, workers.rows.map((row) => dump.parsed.model.threads.firstLine[row] ?? 0)), requestEvidence(moment, workers.rows)],
      subject: `${client} on ${port}`,
      weight: workers.rows.length,
      explains: [],
    });
  });
}

interface CrowdedPort {
  readonly port: string;
  /** Established connections. */
  readonly all: number;
  readonly client: string;
  /** Those of the client. */
  readonly rows: readonly number[];
}

/** Many dumps may go with one listing. */
const crowded = new WeakMap<SocketTable, readonly CrowdedPort[]>();

/** Ports of the process nearly all of whose connections are one client's. */
function crowdedPorts(table: SocketTable, pid: number | null): readonly CrowdedPort[] {
  const known = crowded.get(table);
  if (known !== undefined) return known;
  const ports = new Set(rowsInState(table, 'LISTEN', (row) => pid === null || table.columns.pid.values[row] === pid).map((row) => table.columns.localPort.values[row] ?? Number.NaN));
  const inbound = rowsInState(table, 'ESTABLISHED', (row) => ports.has(table.columns.localPort.values[row] ?? Number.NaN));
  const found = groupRows(inbound, (row) => portText(table, row, 'local')).flatMap(({ key: port, rows: all }): readonly CrowdedPort[] => {
    const [most] = groupRows(all, (row) => plainAddress(textAt(table.columns.remoteAddress, row) ?? '*'));
    return most === undefined || most.rows.length < FEWEST || most.rows.length < all.length * LEAST_SHARE ? [] : [{ port, all: all.length, client: most.key, rows: most.rows }];
  });
  crowded.set(table, found);
  return found;
}
