import type { Finding, FindingSeverity } from '../../artifacts/finding.ts';
import { ALL_QUIET } from './all-quiet.ts';
import { evidenceList, isWithin } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { RULES } from './rule-table.ts';
import type { Judgement, Rule } from './rule.ts';

const SEVERITIES: readonly FindingSeverity[] = ['critical', 'warning', 'info'];
/** Titles of explained findings that one finding repeats below itself. */
const MOST_TOLD = 6;

/** What the kinds said and what the rules say of the joined captures; what a rule explains stands below it, and not by itself. `ownRules` are a person's. CR-09 */
export function judgeCases(cases: readonly JoinedCase[], said: readonly Finding[], ownRules: readonly Rule[] = []): readonly Finding[] {
  const rules = [...RULES.filter((rule) => rule !== ALL_QUIET), ...ownRules];
  const judged = dropRepeated(cases.flatMap((joined) => judgeCase(joined, said, rules)));
  const judgements = [...judged, ...judgeQuiet(cases, [...said, ...judged.map(({ finding }) => finding)])];
  const all = [...said, ...judgements.map(({ finding }) => finding)];
  const below = new Map<Finding, readonly Finding[]>();
  const explained = new Set<Finding>();
  for (const judgement of judgements) {
    if (explained.has(judgement.finding)) continue;
    const own = all.filter((finding) => finding !== judgement.finding && !explained.has(finding) && isExplained(finding, judgement));
    for (const finding of own) explained.add(finding);
    below.set(judgement.finding, own);
  }
  const settle = (finding: Finding): Finding => withBelow(finding, (below.get(finding) ?? []).map(settle));
  return all.filter((finding) => !explained.has(finding)).map(settle);
}

function judgeCase(joined: JoinedCase, said: readonly Finding[], rules: readonly Rule[]): readonly Judgement[] {
  const own = new Set<string>(joined.artifacts.map(({ loaded }) => loaded.id));
  const saidHere = said.filter(({ evidence: [{ artifact }] }) => own.has(artifact));
  const kinds = new Set(joined.artifacts.map(({ kind }) => kind));
  return rules.filter((rule) => rule.needs.every((kind) => kinds.has(kind))).flatMap((rule) => rule.judge(joined, saidHere));
}

/** One process in trouble is enough: quiet is said of all together. */
function judgeQuiet(cases: readonly JoinedCase[], said: readonly Finding[]): readonly Judgement[] {
  const [first, ...others] = cases;
  if (first === undefined) return [];
  return ALL_QUIET.judge({ ...first, pid: others.length === 0 ? first.pid : null, artifacts: [...new Set(cases.flatMap(({ artifacts }) => artifacts))] }, said);
}

/** Captures that belong to no process stand in the case of each, which would tell the same of them. */
function dropRepeated(judgements: readonly Judgement[]): readonly Judgement[] {
  const told = new Set<string>();
  return judgements.filter(({ finding: { rule, title, evidence } }) => {
    const key = JSON.stringify([rule, title, evidence]);
    return !told.has(key) && told.add(key);
  });
}

/** As grave as the gravest that it explains, which may have explained others itself. */
function withBelow(finding: Finding, below: readonly Finding[]): Finding {
  if (below.length === 0) return finding;
  const severities = [finding, ...below].map(({ severity }) => severity);
  return {
    ...finding,
    severity: SEVERITIES.find((severity) => severities.includes(severity)) ?? finding.severity,
    weight: Math.max(finding.weight, ...below.map(({ weight }) => weight)),
    details: withTold(finding.details, below.slice(0, MOST_TOLD).map(({ title }) => title)),
    evidence: evidenceList(finding.evidence, ...below.map(({ evidence }) => evidence)) ?? finding.evidence,
  };
}

/** What is explained stands with the facts, before what would prove the claim wrong and the next step. */
function withTold(details: Finding['details'], told: Finding['details']): Finding['details'] {
  const facts = details.findIndex(({ key }) => key.endsWith('.falsified'));
  const at = facts < 0 ? details.length : facts;
  return [...details.slice(0, at), ...told, ...details.slice(at)];
}

/** By its lines: of its latest capture, whose words a claim about many is told in, and of a series in the captures that the rule cites. */
function isExplained({ rule, subject, evidence, seenIn }: Finding, { finding, explains, subjects }: Judgement): boolean {
  if (!explains.includes(rule)) return false;
  const cited = new Set(finding.evidence.map(({ artifact }) => artifact));
  const shared = evidence.filter(({ artifact }) => cited.has(artifact));
  if (shared.length === 0) return false;
  const [{ artifact: latest }] = evidence;
  return (subject !== undefined && subjects?.includes(subject) === true) || isWithin(seenIn === undefined ? shared : evidence.filter(({ artifact }) => artifact === latest), finding.evidence);
}
