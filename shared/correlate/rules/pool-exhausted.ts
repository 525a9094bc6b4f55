import type { Finding } from '../../artifacts/finding.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { codePlace } from '../../artifacts/thread-dump/stack-reading.ts';
import { message, type Message } from '../../base/message.ts';
import { poolWaits, type PoolWait } from '../pool-holders.ts';
import { threadBackend } from '../thread-backend.ts';
import { backendLink, chainFrom } from './cause-chain.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { longPathsOf, named, pathsServed, requestEvidence, socketEvidence } from './thread-evidence.ts';

const FEWEST_WAITERS = 2;
const NAMED = 5;

/** CR-11 */
export const POOL_EXHAUSTED: Rule = {
  id: 'pool-exhausted',
  question: 'Do threads wait for a pooled connection, and who probably holds those that the pool has?',
  needs: ['thread-dump'],
  judge: (joined, said) => overMoments(joined.moments, (moment) => poolWaits(moment.dump.parsed.model).flatMap((wait) => judgeWait(joined, moment, wait, said))),
};

function judgeWait(joined: JoinedCase, moment: JoinedMoment, wait: PoolWait, said: readonly Finding[]): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const { waiters, holders, askedAt } = wait;
  const backends = holders.flatMap(({ thread }) => threadBackend(dump, thread, moment.backends) ?? []);
  // Holders of one pool talk to one backend: where they seem not to, none is named.
  const backend = new Set(backends.map(({ backends: [{ endpoint }] }) => endpoint)).size === 1 ? (backends[0] ?? null) : null;
  const threads = [...waiters.map(({ thread }) => thread), ...holders.map(({ thread }) => thread)];
  if (waiters.length < FEWEST_WAITERS || (backend === null && !threads.some((thread) => moment.requests.has(thread)))) return [];
  const evidence = evidenceList(
    linesOf(moment.dump.id, [...holders.map(({ line }) => line), ...waiters.map(({ line }) => line)]),
    linesOf(moment.dump.id, threads.map((row) => dump.threads.firstLine[row] ?? 0)),
    socketEvidence(moment, backend),
    requestEvidence(moment, threads),
  );
  if (evidence === null) return [];
  const connections = backend?.backends.length === 1 ? backend.backends[0] : null;
  return [{
    finding: {
      rule: POOL_EXHAUSTED.id,
      severity: 'warning',
      certainty: 'candidate',
      title: message(`correlate.rule.pool.${holders.length === 0 ? 'nobody' : connections === null ? 'holders' : 'backend'}`, {
        count: waiters.length, holders: holders.length, names: named(holders.map(({ thread }) => threadName(dump, thread)), NAMED), connections: connections?.rows.length ?? 0, backend: connections?.endpoint ?? '', place: askedAt, paths: pathsServed(moment, waiters.map(({ thread }) => thread)),
      }),
      chain: chainFrom(moment, waiters.map(({ thread }) => thread), [['waits', message('correlate.chain.pool')], ...(holders.length === 0 ? [] : [['held', message('correlate.chain.threads', { count: holders.length })] as const]), ...backendLink('reads', backend)]),
      details: [...holderDetails(moment, wait), message('correlate.rule.pool.falsified'), nextStep('dump', joined)],
      evidence,
      subject: `${wait.serves} connection asked for in ${codePlace(askedAt).method}`,
      weight: waiters.length + holders.length,
    },
    explains: ['unowned-queue', 'read-without-timeout', 'long-requests', 'stuck-request', 'stuck-threads'],
    subjects: longPathsOf(said, moment, threads),
  }];
}

/** What each probable holder does meanwhile. */
function holderDetails({ dump, requests }: JoinedMoment, { holders }: PoolWait): readonly Message[] {
  return holders.slice(0, NAMED).flatMap(({ thread, confidence }) => {
    const request = requests.get(thread);
    const name = threadName(dump.parsed.model, thread);
    if (request === undefined) return [message(`correlate.rule.pool.holder.${confidence}`, { name })];
    return [message(`correlate.rule.pool.holder.${confidence}.${request.durationMs === null ? 'request' : 'since'}`, { name, url: request.url, since: request.durationMs ?? 0 })];
  });
}
