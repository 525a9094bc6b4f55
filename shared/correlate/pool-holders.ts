import { framesOf, text } from '../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../artifacts/thread-dump/model.ts';
import { activityOf, codePlace, type OwnerCandidate, unownedQueues } from '../artifacts/thread-dump/stack-reading.ts';

/** Threads that wait for a pooled connection, and who probably has the connections. */
export interface PoolWait {
  readonly serves: 'database' | 'http';
  readonly waiters: readonly { readonly thread: number; readonly line: number }[];
  /** `a.B.getOrders(B.java:7)` */
  readonly askedAt: string;
  /** Likely first. High: inside a connection of the pool, or past the call that the waiters stand in; medium: talks to such a backend. */
  readonly holders: readonly OwnerCandidate[];
}

interface Gathered {
  readonly serves: PoolWait['serves'];
  readonly waiters: { thread: number; line: number }[];
  readonly askedAt: string;
  readonly holders: Map<number, OwnerCandidate>;
}

const HTTP_POOL = /\borg\.apache\.(?:http|hc)\./;
const MOST_HOLDERS = 12;

/** Waits for pooled connections in a dump. Pools that give each waiter a latch of its own are told as one. CR-08 */
export function poolWaits(dump: ThreadDump): readonly PoolWait[] {
  const waits = new Map<string, Gathered>();
  for (const { lock, waiters, askedAt, candidates } of unownedQueues(dump)) {
    const waiting = waiters.filter(({ thread }) => activityOf(dump, thread) === 'waits-for-connection');
    const [first] = waiting;
    if (first === undefined) continue;
    const serves = Array.from(framesOf(dump, first.thread)).some((frame) => HTTP_POOL.test(text(dump, frame))) ? 'http' : 'database';
    const key = waiting.length > 1 ? String(lock) : `${serves} ${codePlace(askedAt).method}`;
    const wait: Gathered = waits.get(key) ?? { serves, waiters: [], askedAt, holders: new Map() };
    wait.waiters.push(...waiting.map(({ thread, line }) => ({ thread, line })));
    for (const candidate of candidates) if (candidate.confidence === 'high') wait.holders.set(candidate.thread, candidate);
    waits.set(key, wait);
  }
  return [...waits.values()].map(({ serves, waiters, askedAt, holders }) => ({ serves, waiters, askedAt, holders: holders.size > 0 ? [...holders.values()] : talkersOf(dump, serves) }));
}

/** Where no stack shows a pool's wrapper: threads that talk to such a backend now. */
function talkersOf(dump: ThreadDump, serves: PoolWait['serves']): readonly OwnerCandidate[] {
  const wanted = serves === 'http' ? 'calls-http' : 'queries-database';
  const talkers: OwnerCandidate[] = [];
  for (let thread = 0; thread < dump.threads.count && talkers.length < MOST_HOLDERS; thread++) if (activityOf(dump, thread) === wanted) talkers.push({ thread, confidence: 'medium', line: dump.threads.firstLine[thread] ?? 0 });
  return talkers;
}
