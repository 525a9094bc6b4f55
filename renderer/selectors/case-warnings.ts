import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { CaseView } from '../../shared/host-api/views.ts';

/** Things about the evidence itself that a reader must know: partial captures, unrecognised ones, lines not understood. */
export function countWarnings(view: CaseView): number {
  const partial = view.captures.filter(({ completeness }) => completeness.status === 'partial').length;
  const unrecognised = view.readings.filter((reading) => reading.unrecognised !== null).length;
  return partial + unrecognised + view.artifacts.filter(needsAttention).length;
}

export function needsAttention(artifact: ArtifactSummary): boolean {
  return artifact.unparsedLines > 0 || artifact.diagnostics.some(({ severity }) => severity !== 'info');
}
