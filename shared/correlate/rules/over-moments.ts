import type { JoinedMoment } from './joined-case.ts';
import type { Judgement } from './rule.ts';
import { evidenceList } from './evidence-list.ts';

/** What holds in several dumps is told once, in the words of the latest, and says in how many it holds. */
export function overMoments(moments: readonly JoinedMoment[], judge: (moment: JoinedMoment) => readonly Judgement[]): readonly Judgement[] {
  const told = new Map<string, Judgement[]>();
  for (const moment of moments) {
    for (const judgement of judge(moment)) {
      const { rule, subject } = judgement.finding;
      const key = JSON.stringify([rule, subject ?? told.size]);
      const earlier = told.get(key);
      if (earlier === undefined) told.set(key, [judgement]);
      else earlier.push(judgement);
    }
  }
  return [...told.values()].flatMap((judgements) => mergeOf(judgements, moments.length));
}

function mergeOf(judgements: readonly Judgement[], of: number): readonly Judgement[] {
  const latest = judgements.at(-1);
  if (latest === undefined || of < 2) return judgements;
  const findings = judgements.map(({ finding }) => finding).toReversed();
  const evidence = evidenceList(...findings.map((finding) => finding.evidence)) ?? latest.finding.evidence;
  return [{ ...latest, finding: { ...latest.finding, evidence, weight: Math.max(...findings.map(({ weight }) => weight)), seenIn: { captures: judgements.length, of } } }];
}
