import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { CaseView } from '../../shared/host-api/views.ts';

/** Things about the evidence itself that a reader must know: partial captures, unrecognised ones, lines not understood; and faults in the rules it is read by. */
export function countWarnings(view: CaseView): number {
  const partial = view.captures.filter(({ completeness }) => completeness.status === 'partial').length;
  const unrecognised = view.readings.filter((reading) => reading.unrecognised !== null).length;
  return partial + unrecognised + view.faults.length + view.ownRuleProblems.length + leftOutBySource(view).size + view.artifacts.filter(needsAttention).length;
}

/** How many files of each archive or folder did not come in. What was there already is no loss. */
export function leftOutBySource({ leftOut }: CaseView): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { source, reason } of leftOut) if (reason !== 'same-bytes') counts.set(source, (counts.get(source) ?? 0) + 1);
  return counts;
}

export function needsAttention(artifact: ArtifactSummary): boolean {
  return artifact.unparsedLines > 0 || artifact.diagnostics.some(({ severity }) => severity !== 'info');
}
