import type { Finding } from '../../artifacts/finding.ts';
import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import { activityOf, ApplicationFrames, isIdle, placeOf } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { chainFrom, thing } from './cause-chain.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import type { Judgement, Rule } from './rule.ts';
import { longPathsOf, named, pathsServed, requestEvidence } from './thread-evidence.ts';

/** Percent of one CPU worth a word, and worth a warning. */
const HOT = 25;
const VERY_HOT = 80;
const PLACES_TOLD = 3;
const NAMED = 4;
const OF_THE_JVM: ReadonlySet<string> = new Set(['collects-garbage', 'compiles', 'serves-vm']);

interface HotThread {
  readonly row: number;
  readonly tid: number;
  readonly percent: number;
  readonly isNow: boolean;
  /** Lines that measure it between lists; none where one list prints it. */
  readonly measuredAt: Finding['evidence'] | readonly [];
}

/** CR-14 */
export const HOT_THREAD_AT_WORK: Rule = {
  id: 'hot-thread-at-work',
  question: 'What do the threads that use the CPU run, and for which request?',
  needs: ['thread-dump', 'thread-cpu'],
  judge: (joined, said) => {
    const latest = joined.moments.findLast(({ cpu }) => cpu.size > 0);
    return latest === undefined ? [] : judgeMoment(joined, latest, said);
  },
};

function judgeMoment(joined: JoinedCase, moment: JoinedMoment, said: readonly Finding[]): readonly Judgement[] {
  const dump = moment.dump.parsed.model;
  const frames = new ApplicationFrames(dump);
  const byPlace = new Map<string, HotThread[]>();
  for (const hot of hotThreads(moment, said)) {
    const place = placeOf(dump, hot.row, frames);
    if (place !== '') byPlace.set(place, [...(byPlace.get(place) ?? []), hot]);
  }
  const ranked = [...byPlace].map(([place, hot]) => ({ place, hot, percent: hot.reduce((sum, { percent }) => sum + percent, 0) })).toSorted((a, b) => b.percent - a.percent);
  return ranked.slice(0, PLACES_TOLD).flatMap(({ place, hot, percent }): readonly Judgement[] => {
    const rows = hot.map(({ row }) => row);
    const evidence = evidenceList(
      linesOf(moment.dump.id, rows.map((row) => dump.threads.firstLine[row] ?? 0)),
      rows.flatMap((row) => linesOf(moment.cpu.get(row)?.artifact ?? moment.dump.id, [moment.cpu.get(row)?.line ?? 0])),
      hot.flatMap(({ measuredAt }) => [...measuredAt]),
      requestEvidence(moment, rows),
    );
    if (evidence === null) return [];
    const isNow = hot.every((thread) => thread.isNow);
    return [{
      finding: {
        rule: HOT_THREAD_AT_WORK.id,
        severity: isNow && percent >= VERY_HOT ? 'warning' : 'info',
        certainty: isNow ? 'computed' : 'inferred',
        title: message(`correlate.rule.hot.${isNow ? 'now' : 'average'}`, { count: hot.length, names: named(rows.map((row) => threadName(dump, row)), NAMED), percent, place, paths: pathsServed(moment, rows) }),
        chain: chainFrom(moment, rows, [['runs', thing(place)]]),
        details: [message(isNow ? 'correlate.rule.hot.falsified' : 'correlate.rule.hot.average.falsified'), nextStep('thread-cpu', joined)],
        evidence,
        subject: place,
        // As the kinds weigh CPU, and above what they say of the same thread.
        weight: 1 + percent / 100,
      },
      explains: ['hot-thread', 'thread-cpu-average', 'busy-thread', 'long-requests', 'stuck-request', 'stuck-threads'],
      subjects: [...hot.map(({ tid }) => String(tid)), ...longPathsOf(said, moment, rows)],
    }];
  });
}

/** By what was measured between lists where it was, else by what one list prints. */
function hotThreads({ dump: { parsed: { model: dump } }, cpu }: JoinedMoment, said: readonly Finding[]): readonly HotThread[] {
  const measured = new Map(said.filter(({ rule }) => rule === 'hot-thread').map((finding) => [finding.subject, finding]));
  return [...cpu.values()]
    .map(({ thread: row, cpuPercent, basis }): HotThread => {
      const tid = dump.threads.nid[row] ?? 0;
      const now = measured.get(String(tid));
      return { row, tid, percent: now === undefined ? cpuPercent : Number(now.title.params['percent']), isNow: now !== undefined || basis === 'interval', measuredAt: now?.evidence ?? [] };
    })
    .filter(({ row, percent }) => percent >= HOT && !OF_THE_JVM.has(activityOf(dump, row)) && !isIdle(dump, row))
    .toSorted((a, b) => b.percent - a.percent);
}
