import type { Finding } from '../../artifacts/finding.ts';
import { pathOf } from '../../artifacts/requests/model.ts';
import { lockClass, lockId, threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { activityOf, ApplicationFrames, blockingOf, methodOf, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message, type Message } from '../../base/message.ts';
import { threadBackend, type ThreadBackend } from '../thread-backend.ts';
import { backendLink, chainFrom, thing } from './cause-chain.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { longPathsOf, requestEvidence, socketEvidence } from './thread-evidence.ts';

const FEWEST_WAITERS = 2;
const CALLS_OUT: ReadonlySet<string> = new Set(['queries-database', 'calls-http', 'reads-socket', 'uses-messaging']);

/** CR-10 */
export const CONVOY: Rule = {
  id: 'convoy-behind-backend',
  question: 'Do threads queue for a lock whose owner waits for a backend, and for which?',
  needs: ['thread-dump'],
  judge: (joined, said) => overMoments(joined.moments, (moment) => judgeMoment(joined, moment, said)),
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment, said: readonly Finding[]): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const blocking = blockingOf(dump);
  const frames = new ApplicationFrames(dump);
  return blocking.rootOwners().filter((owner) => CALLS_OUT.has(activityOf(dump, owner))).flatMap((owner) =>
    blocking.ownedLocks(owner).flatMap((lock): readonly Judgement[] => {
      const waiters = blocking.waiters(lock);
      const backend = threadBackend(dump, owner, moment.backends);
      const isJoined = backend !== null || moment.cpu.has(owner) || [owner, ...waiters.map(({ thread }) => thread)].some((thread) => moment.requests.has(thread));
      if (waiters.length < FEWEST_WAITERS || !isJoined) return [];
      const threads = [owner, ...blocking.threadsBehind([lock], [owner])];
      const evidence = evidenceList(
        linesOf(moment.dump.id, [dump.locks.ownerLine[lock] ?? 0, dump.threads.firstLine[owner] ?? 0, ...waiters.map(({ line }) => line)]),
        ownerEvidence(moment, owner, backend),
        requestEvidence(moment, threads),
      );
      if (evidence === null) return [];
      return [{
        finding: {
          rule: CONVOY.id,
          severity: 'warning',
          certainty: backend === null ? 'computed' : 'inferred',
          title: titleOf(moment, { lock, owner, waiting: waiters.map(({ thread }) => thread), place: placeOf(dump, owner, frames) }, backend),
          chain: chainFrom(moment, waiters.map(({ thread }) => thread), [['blocked', thing(lockClass(dump, lock))], ['owned', thing(threadName(dump, owner))], ...backendLink('reads', backend)]),
          details: [...ownerDetails(moment, owner, backend), message('correlate.rule.convoy.falsified'), nextStep('dump', joined)],
          evidence,
          subject: `${lockClass(dump, lock)} owned in ${methodOf(dump, owner, frames)}`,
          weight: threads.length,
        },
        explains: ['contended-monitor', 'read-without-timeout', 'synchronizer-queue', 'long-requests', 'stuck-request', 'stuck-threads'],
        subjects: longPathsOf(said, moment, threads),
      }];
    }),
  );
}

interface Convoy {
  readonly lock: number;
  readonly owner: number;
  readonly waiting: readonly number[];
  readonly place: string;
}

function titleOf(moment: JoinedMoment, { lock, owner, waiting, place }: Convoy, backend: ThreadBackend | null): Message {
  const dump = moment.dump.parsed.model;
  const paths = new Set(waiting.map((thread) => pathOf(moment.requests.get(thread)?.url ?? '')));
  const [path = ''] = paths;
  // Where all serve one path, it is requests that wait; else threads.
  const who = paths.size === 1 && waiting.every((thread) => moment.requests.has(thread)) ? 'requests' : 'threads';
  const since = moment.requests.get(owner)?.durationMs ?? null;
  const cpu = cpuNow(moment, owner);
  return message(`correlate.rule.convoy.${who}.${backend?.backends.length === 1 ? 'backend' : 'place'}${since === null ? '' : '.since'}`, {
    count: waiting.length, path, className: lockClass(dump, lock), id: lockId(dump, lock), owner: threadName(dump, owner),
    backend: backend?.backends[0].endpoint ?? '', place, since: since ?? 0, cpu: cpu === null ? '' : `, ${cpu} % CPU`,
  });
}

/** In whole percent. An average since the start says something of now only where it is 0. */
function cpuNow(moment: JoinedMoment, thread: number): number | null {
  const cpu = moment.cpu.get(thread);
  if (cpu === undefined) return null;
  const percent = Math.round(cpu.cpuPercent);
  return cpu.basis === 'interval' || percent === 0 ? percent : null;
}

function ownerEvidence(moment: JoinedMoment, owner: number, backend: ThreadBackend | null): ReturnType<typeof linesOf> {
  const cpu = moment.cpu.get(owner);
  return [...(cpu === undefined ? [] : linesOf(cpu.artifact, [cpu.line])), ...socketEvidence(moment, backend)];
}

function ownerDetails(moment: JoinedMoment, owner: number, backend: ThreadBackend | null): readonly Message[] {
  const dump = moment.dump.parsed.model;
  const request = moment.requests.get(owner);
  return [
    ...(request === undefined ? [] : [message('correlate.rule.convoy.owner', { owner: threadName(dump, owner), url: request.url })]),
    ...(backend === null ? [] : [message(`correlate.rule.backend.${backend.confidence}`, { count: backend.backends[0].rows.length, list: backend.backends.map(({ endpoint }) => endpoint).join(', ') })]),
  ];
}
