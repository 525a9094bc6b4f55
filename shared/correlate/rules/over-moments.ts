import type { JoinedMoment } from './joined-case.ts';
import type { Judgement } from './rule.ts';
import { evidenceList } from './evidence-list.ts';

/** What holds in several dumps is told once, in the words of the latest, and says in how many it holds. */
export function overMoments(moments: readonly JoinedMoment[], judge: (moment: JoinedMoment) => readonly Judgement[]): readonly Judgement[] {
  const told = new Map<string, { latest: Judgement; dumps: number }>();
  for (const moment of moments) {
    for (const judgement of judge(moment)) {
      const { rule, subject } = judgement.finding;
      const key = JSON.stringify([rule, subject ?? told.size]);
      const earlier = told.get(key);
      if (earlier === undefined) told.set(key, { latest: judgement, dumps: 1 });
      else {
        const evidence = evidenceList(judgement.finding.evidence, earlier.latest.finding.evidence) ?? judgement.finding.evidence;
        const weight = Math.max(judgement.finding.weight, earlier.latest.finding.weight);
        told.set(key, { latest: { ...judgement, finding: { ...judgement.finding, evidence, weight } }, dumps: earlier.dumps + 1 });
      }
    }
  }
  return [...told.values()].map(({ latest, dumps }) => (moments.length < 2 ? latest : { ...latest, finding: { ...latest.finding, seenIn: { captures: dumps, of: moments.length } } }));
}
