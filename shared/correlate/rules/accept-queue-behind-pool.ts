import type { Finding } from '../../artifacts/finding.ts';
import { ApplicationFrames, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import type { Judgement, Rule } from './rule.ts';
import { requestEvidence } from './thread-evidence.ts';
import { busyWorkersOf } from './workers-of-port.ts';

/** CR-18 */
export const ACCEPT_QUEUE_BEHIND_POOL: Rule = {
  id: 'accept-queue-behind-pool',
  question: 'Do connections wait to be accepted because all workers of that port are busy, and with what?',
  needs: ['thread-dump', 'sockets'],
  judge: (joined, said) => said.filter(({ rule }) => rule === 'accept-queue-full').flatMap((queue) => judgeQueue(joined, queue)),
};

function judgeQueue(joined: JoinedCase, queue: Finding): readonly Judgement[] {
  const listing = queue.evidence[0].artifact;
  const moment = joined.moments.findLast(({ sockets }) => sockets?.id === listing);
  const place = String(queue.title.params['place'] ?? '');
  const port = /:(\d+)$/.exec(place)?.[1];
  if (moment === undefined || port === undefined) return [];
  const dump = moment.dump.parsed.model;
  const workers = busyWorkersOf(dump, port);
  // With a worker at rest something else holds the connections up.
  if (workers === null) return [];
  const frames = new ApplicationFrames(dump);
  const places = new Map<string, number>();
  for (const row of workers.rows) places.set(placeOf(dump, row, frames), (places.get(placeOf(dump, row, frames)) ?? 0) + 1);
  const [[at, most] = ['', 0]] = [...places].toSorted(([, a], [, b]) => b - a);
  const evidence = evidenceList(linesOf(moment.dump.id, workers.rows.map((row) => dump.threads.firstLine[row] ?? 0)), queue.evidence, requestEvidence(moment, workers.rows));
  if (evidence === null) return [];
  return [{
    finding: {
      rule: ACCEPT_QUEUE_BEHIND_POOL.id,
      severity: queue.severity,
      certainty: 'inferred',
      title: message('correlate.rule.accept', { waiting: queue.title.params['waiting'] ?? 0, place, count: workers.rows.length, pool: workers.pattern, at, most }),
      details: [message('correlate.rule.accept.falsified'), nextStep('dump', joined)],
      evidence,
      subject: `accept-queue ${place}`,
      weight: Math.max(queue.weight, workers.rows.length) + 1,
    },
    explains: ['accept-queue-full'],
  }];
}
