import { rowsInState } from '../../artifacts/sockets/service-reading.ts';
import { portText } from '../../artifacts/sockets/model.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { activityOf, ApplicationFrames, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import type { Finding } from '../../artifacts/finding.ts';
import { message } from '../../base/message.ts';
import { callsOut } from '../thread-backend.ts';
import { linesOf } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const NAMED = 4;

/** CR-38 */
export const RETRY_STORM: Rule = {
  id: 'retry-storm',
  question: 'Is a backend connected to anew for every call, so that TIME_WAIT floods, and which threads call?',
  needs: ['thread-dump', 'sockets'],
  judge: (joined, said) => said.filter(({ rule, subject }) => rule === 'time-wait-flood' && subject?.startsWith('time-wait outbound ') === true).flatMap((flood) => judgeFlood(joined, flood)),
};

function judgeFlood(joined: JoinedCase, flood: Finding): readonly Judgement[] {
  const moment = joined.moments.findLast(({ sockets }) => sockets?.id === flood.evidence[0].artifact);
  const sockets = moment?.sockets ?? null;
  if (moment === undefined || sockets === null) return [];
  const place = String(flood.title.params['place'] ?? '');
  const { table } = sockets.parsed.model;
  const port = /:([^:]+)$/.exec(place)?.[1];
  // Clients on the same host connect to a port that is listened on here: their flood, not the process's.
  if (rowsInState(table, 'LISTEN').some((row) => portText(table, row, 'local') === port)) return [];
  const dump = moment.dump.parsed.model;
  const rows = Array.from({ length: dump.threads.count }, (_, row) => row).filter((row) => callsOut(dump, row) || activityOf(dump, row) === 'connects');
  if (rows.length === 0) return [];
  return judgementOf(joined, {
    rule: RETRY_STORM.id,
    severity: 'warning',
    certainty: moment.backends.length === 1 ? 'inferred' : 'candidate',
    title: message('correlate.rule.retries', { count: Number(flood.title.params['count'] ?? 0), established: flood.title.params['established'] ?? 0, peer: place, threads: rows.length, place: placeOf(dump, rows[0] ?? 0, new ApplicationFrames(dump)) }),
    details: [message('correlate.rule.retries.threads', { names: named(rows.map((row) => threadName(dump, row)), NAMED) })],
    falsified: 'correlate.rule.retries.falsified',
    next: 'sockets',
    evidence: [flood.evidence, linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), requestEvidence(moment, rows)],
    subject: `retry-storm ${place}`,
    weight: flood.weight + 1,
    explains: ['time-wait-flood'],
    subjects: [flood.subject ?? ''],
  });
}
