import type { Evidence, Finding, FindingSeverity } from '../artifacts/finding.ts';
import { isNonEmpty, type NonEmpty } from '../base/non-empty.ts';
import type { HeldArtifact } from './ingest-capture.ts';
import { loaded, type ArtifactGroup } from './order-artifacts.ts';

const SEVERITY_ORDER: readonly FindingSeverity[] = ['critical', 'warning', 'info'];

/** Evidence lines kept of a claim seen in many captures. */
const MERGED_EVIDENCE = 50;

/** What all analyzers say of these groups. */
export function findAll(groups: readonly ArtifactGroup[]): readonly Finding[] {
  return groups.flatMap(findInGroup);
}

/** By severity, then weight; equal ones stay as they came. */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) || b.weight - a.weight);
}

function findInGroup({ kind, artifacts }: ArtifactGroup): readonly Finding[] {
  const single = artifacts.flatMap((artifact) => kind.analyzers.flatMap((analyze) => analyze(loaded(artifact))));
  const series = artifacts.map(loaded);
  const overTime = isNonEmpty(series) && series.length > 1 ? kind.seriesAnalyzers.flatMap((analyze) => analyze(series)) : [];
  return [...mergeSubjects(single, artifacts), ...overTime];
}

/** Claims of one rule and subject become one, worded by the latest capture. */
function mergeSubjects(findings: readonly Finding[], artifacts: readonly HeldArtifact[]): readonly Finding[] {
  const bySubject = new Map<string, NonEmpty<Finding>>();
  const alone: Finding[] = [];
  for (const finding of findings) {
    if (finding.subject === undefined) {
      alone.push(finding);
      continue;
    }
    const key = JSON.stringify([finding.rule, finding.subject]);
    const earlier = bySubject.get(key);
    bySubject.set(key, earlier ? [...earlier, finding] : [finding]);
  }
  return [...alone, ...[...bySubject.values()].map((same) => merged(same, comparable(same, artifacts)))];
}

/** How many captures could have shown it: those of the tools that wrote the evidence. A log and a dump of one kind say different things. */
function comparable(same: NonEmpty<Finding>, artifacts: readonly HeldArtifact[]): number {
  const named = new Set<string>(same.flatMap(({ evidence }) => evidence.map(({ artifact }) => artifact)));
  const tools = new Set(artifacts.filter(({ id }) => named.has(id)).map(({ parsed }) => parsed.tool));
  return artifacts.filter(({ parsed }) => tools.has(parsed.tool)).length;
}

function merged(same: NonEmpty<Finding>, captures: number): Finding {
  const latest = same.at(-1) ?? same[0];
  const seenIn = new Set(same.flatMap((finding) => finding.evidence.map(({ artifact }) => artifact))).size;
  if (captures < 2) return latest;
  const evidence: readonly Evidence[] = [...latest.evidence, ...same.slice(0, -1).flatMap((finding) => finding.evidence)].slice(0, MERGED_EVIDENCE);
  return {
    ...latest,
    severity: SEVERITY_ORDER[Math.min(...same.map((finding) => SEVERITY_ORDER.indexOf(finding.severity)))] ?? latest.severity,
    weight: Math.max(...same.map((finding) => finding.weight)),
    seenIn: { captures: seenIn, of: captures },
    evidence: isNonEmpty(evidence) ? evidence : latest.evidence,
  };
}
