import { activityOf, ApplicationFrames, methodOf, threadPools } from '../../artifacts/thread-dump/stack-reading.ts';
import type { ThreadDump } from '../../artifacts/thread-dump/model.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { FrameSearch } from '../frame-search.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { judgementOf } from './judgement-of.ts';
import { overMoments } from './over-moments.ts';
import type { Judgement, Rule } from './rule.ts';
import { requestEvidence } from './thread-evidence.ts';

const FEWEST_WORKERS = 2;
const DEEP = 200;
/** A task that was handed to an executor as a future itself: servers hand their requests over otherwise. */
const RUNS_A_FUTURE = new FrameSearch(/\bjava\.util\.concurrent\.(?:FutureTask\.run\w*|CompletableFuture\$Async(?:Supply|Run)\.run|ForkJoinTask\$\w+\.exec)\(/, DEEP);
const IS_A_WORKER = new FrameSearch(/\bjava\.util\.concurrent\.(?:ThreadPoolExecutor\$Worker|ForkJoinWorkerThread)\.run\(/, DEEP);

/** CR-28 */
export const POOL_STARVATION: Rule = {
  id: 'pool-starvation',
  question: 'Do all workers of a pool, within tasks of that pool, wait for the results of further tasks?',
  needs: ['thread-dump'],
  judge: (joined) => overMoments(joined.moments, (moment) => {
    const dump = moment.dump.parsed.model;
    // Pools are told by all names: only where a task waits at all.
    return RUNS_A_FUTURE.rows(dump).some((row) => waitsWithinTask(dump, row)) ? threadPools(dump).flatMap(({ pattern, threads }) => judgePool(joined, moment, pattern, threads)) : [];
  }),
};

function judgePool(joined: JoinedCase, moment: JoinedMoment, pattern: string, rows: readonly number[]): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  if (rows.length < FEWEST_WORKERS || !rows.every((row) => waitsWithinTask(dump, row))) return [];
  const method = methodOf(dump, rows[0] ?? 0, new ApplicationFrames(dump));
  return judgementOf(joined, {
    rule: POOL_STARVATION.id,
    severity: 'warning',
    certainty: 'candidate',
    title: message('correlate.rule.starvation', { count: rows.length, pool: pattern, at: method }),
    details: [],
    falsified: 'correlate.rule.starvation.falsified',
    next: 'dump',
    evidence: [linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)), requestEvidence(moment, rows)],
    subject: `starvation of ${pattern}`,
    weight: rows.length,
    explains: ['identical-stacks', 'stuck-threads', 'stuck-request', 'long-requests'],
  });
}

function waitsWithinTask(dump: ThreadDump, row: number): boolean {
  return activityOf(dump, row) === 'awaits-result' && RUNS_A_FUTURE.has(dump, row) && IS_A_WORKER.has(dump, row);
}
