import { lockClass, lockId, threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { activityOf, ApplicationFrames, blockingOf, methodOf, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { longPathsOf, requestEvidence } from './thread-evidence.ts';

const FEWEST_WAITERS = 2;
/** Percent of one CPU of an owner that computes rather than waits. */
const BUSY_PERCENT = 50;

/** CR-43 */
export const CONVOY_BEHIND_CPU: Rule = {
  id: 'convoy-behind-cpu',
  question: 'Do threads queue for a lock whose owner computes all the while?',
  needs: ['thread-dump', 'thread-cpu'],
  judge: (joined, said) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment, said)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment, said: Parameters<Rule['judge']>[1]): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const blocking = blockingOf(dump);
  const frames = new ApplicationFrames(dump);
  return blocking.rootOwners().filter((owner) => activityOf(dump, owner) === 'runs').flatMap((owner) => {
    const cpu = moment.cpu.get(owner);
    if (cpu === undefined || cpu.basis !== 'interval' || cpu.cpuPercent < BUSY_PERCENT) return [];
    return blocking.ownedLocks(owner).flatMap((lock): readonly Judgement[] => {
      const waiters = blocking.waiters(lock);
      const threads = [owner, ...blocking.threadsBehind([lock], [owner])];
      if (waiters.length < FEWEST_WAITERS) return [];
      return judgementOf(joined, {
        rule: CONVOY_BEHIND_CPU.id,
        severity: 'warning',
        certainty: 'computed',
        title: message('correlate.rule.convoy-cpu', { count: waiters.length, className: lockClass(dump, lock), id: lockId(dump, lock), owner: threadName(dump, owner), percent: cpu.cpuPercent, place: placeOf(dump, owner, frames) }),
        details: [],
        falsified: 'correlate.rule.convoy-cpu.falsified',
        next: 'dump',
        evidence: [
          linesOf(moment.dump.id, [dump.locks.ownerLine[lock] ?? 0, dump.threads.firstLine[owner] ?? 0, ...waiters.map(({ line }) => line)]),
          linesOf(cpu.artifact, [cpu.line]),
          requestEvidence(moment, threads),
        ],
        subject: `${lockClass(dump, lock)} owned in ${methodOf(dump, owner, frames)}`,
        weight: threads.length,
        explains: ['contended-monitor', 'synchronizer-queue', 'hot-thread-at-work', 'hot-thread', 'busy-thread', 'long-requests', 'stuck-request', 'stuck-threads'],
        subjects: [...longPathsOf(said, moment, threads), String(dump.threads.nid[owner] ?? '')],
      });
    });
  });
}
