import { pathOf } from '../../artifacts/requests/model.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { ApplicationFrames, methodOf, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { callsOut, threadBackend } from '../thread-backend.ts';
import { linesOf } from './evidence-list.ts';
import { FrameSearch } from '../frame-search.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence, socketEvidence } from './thread-evidence.ts';

/** Served for less, a slow answer is the simpler reason. */
const LONG_MS = 10_000;
const NAMED = 4;
/** Since JDK 13 a read with a timeout goes through a method of its own. */
const READS = new FrameSearch(/\bsun\.nio\.ch\.NioSocketImpl\.implRead\(/, 8);
const READS_WITH_TIMEOUT = new FrameSearch(/\bsun\.nio\.ch\.NioSocketImpl\.timedRead\(/, 8);

/** CR-27 */
export const READ_WITHOUT_TIMEOUT: Rule = {
  id: 'read-without-timeout',
  question: 'Does a long request read from a backend without a timeout, so that nothing ends the wait?',
  needs: ['thread-dump', 'requests'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const frames = new ApplicationFrames(dump);
  const byMethod = new Map<string, number[]>();
  for (const [row, { durationMs }] of moment.requests) {
    if ((durationMs ?? 0) < LONG_MS || !READS.has(dump, row) || READS_WITH_TIMEOUT.has(dump, row) || !callsOut(dump, row)) continue;
    const method = methodOf(dump, row, frames);
    byMethod.set(method, [...(byMethod.get(method) ?? []), row]);
  }
  return [...byMethod].flatMap(([method, rows]) => {
    const [first = 0] = rows;
    const backend = threadBackend(dump, first, moment.backends);
    return judgementOf(joined, {
      rule: READ_WITHOUT_TIMEOUT.id,
      severity: 'warning',
      certainty: 'computed',
      title: message('correlate.rule.no-timeout', {
        count: rows.length, place: placeOf(dump, first, frames), names: named(rows.map((row) => threadName(dump, row)), NAMED), path: pathOf(moment.requests.get(first)?.url ?? ''), longest: Math.max(...rows.map((row) => moment.requests.get(row)?.durationMs ?? 0)),
      }),
      details: backend === null ? [] : [message(`correlate.rule.backend.${backend.confidence}`, { count: backend.backends[0].rows.length, list: backend.backends.map(({ endpoint }) => endpoint).join(', ') })],
      falsified: 'correlate.rule.no-timeout.falsified',
      next: 'sockets',
      evidence: [linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), requestEvidence(moment, rows), socketEvidence(moment, backend)],
      subject: `read without timeout in ${method}`,
      weight: rows.length,
      explains: ['stuck-threads', 'stuck-request'],
    });
  });
}
