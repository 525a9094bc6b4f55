import { isVirtual, lockWorld, threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import type { Deadlock } from '../../artifacts/thread-dump/model.ts';
import { type Blocking, blockingOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { longPathsOf, named, requestEvidence } from './thread-evidence.ts';

const NAMED = 6;

/** The field's words for the worlds of locks. */
const WORLD_WORDS = { monitor: 'monitor', synchronizer: 'ownable synchronizer', 'class-init': 'class initialization' } as const;

/** CR-22 */
export const DEADLOCKED_REQUESTS: Rule = {
  id: 'deadlock',
  question: 'Which requests hang on threads that wait for each other in a circle, whatever sort of lock it goes through?',
  needs: ['thread-dump'],
  judge: (joined, said) => overMoments(joined.moments, (moment) => {
    const { deadlocks } = moment.dump.parsed.model;
    const blocking = deadlocks.length === 0 ? null : blockingOf(moment.dump.parsed.model);
    return blocking === null ? [] : deadlocks.flatMap((deadlock) => judgeDeadlock(joined, moment, said, { deadlock, blocking }));
  }),
};

function judgeDeadlock(joined: JoinedCase, moment: JoinedMoment, said: Parameters<Rule['judge']>[1], { deadlock, blocking }: { readonly deadlock: Deadlock; readonly blocking: Blocking }): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const behind = blocking.threadsBehind(deadlock.threads.flatMap((row) => blocking.ownedLocks(row)), deadlock.threads);
  const threads = [...deadlock.threads, ...behind];
  const hanging = threads.filter((row) => moment.requests.has(row));
  if (hanging.length === 0) return [];
  const worlds = new Set(deadlock.threads.map((row) => blocking.nextLock(row)).filter((lock) => lock >= 0).map((lock) => WORLD_WORDS[lockWorld(dump, lock)]));
  const names = deadlock.threads.map((row) => threadName(dump, row));
  return judgementOf(joined, {
    rule: DEADLOCKED_REQUESTS.id,
    severity: 'critical',
    certainty: deadlock.printedLine === null ? 'computed' : 'printed',
    title: message('correlate.rule.deadlock', { count: hanging.length, threads: names.length, names: named(names, NAMED), worlds: [...worlds].join(', ') }),
    details: [
      ...(deadlock.threads.some((row) => isVirtual(dump, row)) ? [message('correlate.rule.deadlock.virtual')] : []),
      ...(behind.length === 0 ? [] : [message('correlate.rule.deadlock.behind', { count: behind.length })]),
    ],
    falsified: deadlock.printedLine === null ? 'correlate.rule.deadlock.falsified' : 'correlate.rule.deadlock.certain',
    next: 'dump',
    evidence: [
      linesOf(moment.dump.id, deadlock.printedLine === null ? deadlock.waitLines : [deadlock.printedLine, ...deadlock.waitLines]),
      linesOf(moment.dump.id, threads.map((row) => dump.threads.firstLine[row] ?? 0)),
      requestEvidence(moment, hanging),
    ],
    subject: JSON.stringify(names.toSorted()),
    weight: threads.length + 1,
    explains: ['deadlock', 'contended-monitor', 'synchronizer-queue', 'long-requests', 'stuck-request', 'stuck-threads'],
    subjects: [...longPathsOf(said, moment, threads), JSON.stringify(names.toSorted())],
  });
}
