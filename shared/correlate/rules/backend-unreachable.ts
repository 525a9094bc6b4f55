import { endpoint } from '../../artifacts/sockets/model.ts';
import { groupRows, rowsInState } from '../../artifacts/sockets/service-reading.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { activityOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const NAMED = 4;

/** CR-12 */
export const BACKEND_UNREACHABLE: Rule = {
  id: 'backend-unreachable',
  question: 'Do threads wait for a connection to a backend that does not answer?',
  needs: ['thread-dump', 'sockets'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const { dump: { id, parsed: { model: dump } }, sockets } = moment;
  const connecting = Array.from({ length: dump.threads.count }, (_, row) => row).filter((row) => activityOf(dump, row) === 'connects');
  if (sockets === null || connecting.length === 0) return [];
  const { table } = sockets.parsed.model;
  // Who began a connection is printed to those who may see it; a row without a process may be of ours.
  const isOurs = (row: number): boolean => joined.pid === null || Number.isNaN(table.columns.pid.values[row] ?? Number.NaN) || table.columns.pid.values[row] === joined.pid;
  const peers = groupRows(rowsInState(table, 'SYN_SENT', isOurs), (row) => endpoint(table, row, 'remote') ?? '*');
  const [worst, ...others] = peers;
  const evidence = worst === undefined ? null : evidenceList(
    linesOf(id, connecting.map((row) => dump.threads.firstLine[row] ?? 0)),
    peers.flatMap(({ rows }) => linesOf(sockets.id, rows.map((row) => table.firstLine[row] ?? 0))),
    requestEvidence(moment, connecting),
  );
  if (worst === undefined || evidence === null) return [];
  return [{
    finding: {
      rule: BACKEND_UNREACHABLE.id,
      severity: 'warning',
      certainty: others.length === 0 ? 'inferred' : 'candidate',
      title: message('correlate.rule.unreachable', { count: connecting.length, attempts: worst.rows.length, peer: worst.key, names: named(connecting.map((row) => threadName(dump, row)), NAMED) }),
      details: [...others.slice(0, NAMED).map(({ key, rows }) => message('correlate.rule.unreachable.other', { peer: key, attempts: rows.length })), message('correlate.rule.unreachable.falsified'), nextStep('sockets', joined)],
      evidence,
      subject: worst.key,
      weight: connecting.length + worst.rows.length,
    },
    explains: ['syn-sent-pile', 'long-requests'],
  }];
}
