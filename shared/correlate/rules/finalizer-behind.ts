import { stateOf, threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { ApplicationFrames, isIdle, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import type { ThreadDump } from '../../artifacts/thread-dump/model.ts';
import { message } from '../../base/message.ts';
import { linesOf } from './evidence-list.ts';
import { judgementOf } from './judgement-of.ts';
import type { Rule } from './rule.ts';

/** A few hundred wait in any JVM. */
const MANY = 5_000;
/** What waits for each of these threads, as the histogram names it. */
const QUEUES: Readonly<Record<string, string>> = { Finalizer: 'java.lang.ref.Finalizer', 'Common-Cleaner': 'jdk.internal.ref.CleanerImpl$PhantomCleanableRef' };

/** CR-29 */
export const FINALIZER_BEHIND: Rule = {
  id: 'finalizer-behind',
  question: 'Is the Finalizer or Cleaner thread held up while objects wait for it?',
  needs: ['thread-dump', 'heap-histogram'],
  judge(joined) {
    const latest = joined.moments.at(-1)?.dump;
    const histogram = joined.histograms.at(-1);
    if (latest === undefined || histogram === undefined) return [];
    const { classNames, instances, lines } = histogram.parsed.model;
    const dump = latest.parsed.model;
    return busyQueueThreads(dump).flatMap((row) => {
      const className = QUEUES[threadName(dump, row)] ?? '';
      const index = classNames.indexOf(className);
      if ((instances[index] ?? 0) < MANY) return [];
      return judgementOf(joined, {
        rule: FINALIZER_BEHIND.id,
        severity: 'warning',
        certainty: 'inferred',
        title: message('correlate.rule.finalizer', { name: threadName(dump, row), state: stateOf(dump, row), place: placeOf(dump, row, new ApplicationFrames(dump)), count: instances[index] ?? 0, class: className }),
        details: [],
        falsified: 'correlate.rule.finalizer.falsified',
        next: 'dump',
        evidence: [linesOf(latest.id, [dump.threads.firstLine[row] ?? 0]), linesOf(histogram.id, [lines[index] ?? 0])],
        subject: threadName(dump, row),
        weight: 20,
        explains: ['growing-class', 'stuck-threads'],
      });
    });
  },
};

/** At rest they stand in ReferenceQueue.remove. */
function busyQueueThreads(dump: ThreadDump): readonly number[] {
  return Array.from({ length: dump.threads.count }, (_, row) => row).filter((row) => Object.hasOwn(QUEUES, threadName(dump, row)) && dump.threads.stack[row] !== 0 && !isIdle(dump, row));
}
