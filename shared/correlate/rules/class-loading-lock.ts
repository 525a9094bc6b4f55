import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { activityOf, ApplicationFrames, blockingOf, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { FrameSearch } from '../frame-search.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const FEWEST_WAITERS = 2;
const NAMED = 4;
const LOADS = new FrameSearch(/\.(?:loadClass|loadClassOrNull|getClassLoadingLock|findLoadedModule)\(|\bjava\.lang\.Class\.forName0?\(/, 4);

/** CR-24 */
export const CLASS_LOADING_LOCK: Rule = {
  id: 'class-loading-lock',
  question: 'Do threads wait until another has loaded or initialized a class, and what does that one do?',
  needs: ['thread-dump'],
  judge: (joined) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const waiting = Array.from({ length: dump.threads.count }, (_, row) => row).filter((row) => {
    const activity = activityOf(dump, row);
    return activity === 'initializes' || (activity === 'is-blocked' && LOADS.has(dump, row));
  });
  if (waiting.length < FEWEST_WAITERS) return [];
  const blocking = blockingOf(dump);
  const waiters = waiting.filter((row) => !blocking.isInDeadlock(row));
  const locks = [...new Set(waiters.map((row) => blocking.waitsFor[row] ?? -1))].filter((lock) => lock >= 0);
  const owners = new Set(locks.map((lock) => blocking.owner(lock)).filter((owner) => owner >= 0));
  const [owner = -1] = owners;
  if (waiters.length < FEWEST_WAITERS || blocking.isInDeadlock(owner)) return [];
  const threads = [...owners, ...waiters];
  const place = owner < 0 ? '' : placeOf(dump, owner, new ApplicationFrames(dump));
  return judgementOf(joined, {
    rule: CLASS_LOADING_LOCK.id,
    severity: 'warning',
    certainty: owner < 0 ? 'inferred' : 'computed',
    title: message(owner < 0 ? 'correlate.rule.class-loading.nobody' : 'correlate.rule.class-loading', { count: waiters.length, names: named(waiters.map((row) => threadName(dump, row)), NAMED), owner: owner < 0 ? '' : threadName(dump, owner), place }),
    details: [],
    falsified: 'correlate.rule.class-loading.falsified',
    next: 'dump',
    evidence: [linesOf(moment.dump.id, [...locks.flatMap((lock) => [dump.locks.line[lock] ?? 0, dump.locks.ownerLine[lock] ?? 0, ...blocking.waiters(lock).map(({ line }) => line)]), ...threads.map((row) => dump.threads.firstLine[row] ?? 0)]), requestEvidence(moment, threads)],
    subject: `class loading behind ${owner < 0 ? '?' : threadName(dump, owner)}`,
    weight: threads.length,
    explains: ['class-init-wait', 'contended-monitor', 'identical-stacks', 'stuck-threads', 'stuck-request', 'long-requests'],
  });
}
