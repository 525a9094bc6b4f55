import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import { knownOffsetMs } from '../../shared/evidence/target-clock.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { artifactTime, findCapture } from './artifact-names.ts';

/** When an artifact was taken, by this computer's clock as far as the difference is known: what puts captures of several targets on one line. null where no time is known. */
export function momentOf(view: CaseView, artifact: ArtifactSummary): number | null {
  const time = artifactTime(view, artifact);
  const ms = time === null ? Number.NaN : Date.parse(time);
  if (Number.isNaN(ms)) return null;
  const isByTarget = artifact.capturedAt !== null && view.correctsClocks;
  return isByTarget ? ms - (knownOffsetMs(findCapture(view, artifact.capture)?.clock) ?? 0) : ms;
}
