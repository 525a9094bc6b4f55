import type { Evidence, Finding } from '../../shared/artifacts/finding.ts';
import type { NonEmpty } from '../../shared/base/non-empty.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';

/** One claim, with the captures in which it holds. */
export interface FindingGroup {
  readonly key: string;
  /** As the latest capture has it; the evidence is that of all captures, the latest first. */
  readonly finding: Finding;
  /** Captures of the kind in which it holds, of how many; null for a claim about a whole series. */
  readonly holdsIn: { readonly captures: number; readonly of: number } | null;
}

/** What stays the same when a claim is made again of a later capture: its names, not its counts and addresses. */
function claimOf({ rule, severity, title }: Finding): string {
  const names = Object.entries(title.params).map(([name, value]) => [name, typeof value === 'number' ? '' : value.replaceAll(/0x[0-9a-f]+/gi, '')]);
  return JSON.stringify([rule, severity, title.key, names]);
}

function artifactsOf(finding: Finding): readonly string[] {
  return [...new Set(finding.evidence.map(({ artifact }) => artifact))];
}

/** Folds the same claim about several captures into one, keeping the ranking of its first. */
export function groupFindings(findings: readonly Finding[], artifacts: readonly ArtifactSummary[]): readonly FindingGroup[] {
  const order = new Map(artifacts.map(({ id }, i) => [id as string, i]));
  const time = (finding: Finding): number => order.get(finding.evidence[0].artifact) ?? 0;
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    // A claim that rests on several captures is about the series and stands alone.
    const key = artifactsOf(finding).length > 1 ? `${claimOf(finding)}#${groups.size}` : claimOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups].flatMap(([key, group]) => {
    const ordered = group.toSorted((a, b) => time(a) - time(b));
    const latest = ordered.at(-1);
    if (latest === undefined) return [];
    const kind = artifacts.find(({ id }) => id === latest.evidence[0].artifact)?.kind;
    const captures = new Set(ordered.flatMap(artifactsOf)).size;
    const of = artifacts.filter((artifact) => artifact.kind === kind).length;
    const evidence = ordered.toReversed().flatMap((finding): readonly Evidence[] => finding.evidence) as readonly Evidence[] as NonEmpty<Evidence>;
    return [{ key, finding: { ...latest, evidence }, holdsIn: artifactsOf(latest).length > 1 || of < 2 ? null : { captures, of } }];
  });
}
