import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';
import type { HeldArtifact } from './ingest-capture.ts';

/** Artifacts of the same kind that may be compared over time: from one source, in time order. */
export interface ArtifactGroup {
  readonly kind: HeldArtifact['kind'];
  readonly artifacts: readonly HeldArtifact[];
}

/**
 * Time order within one kind: by printed time, corrected by what is known of the clock that printed it, where every artifact prints one, else by when the captures were taken where that is known of all,
 * else in the order given. Mixing the two clocks (local time without a zone, UTC) could order wrongly, so they are never mixed.
 */
export function inTimeOrder(artifacts: readonly HeldArtifact[]): readonly HeldArtifact[] {
  const clock = clockOf(artifacts);
  if (!clock) return artifacts;
  return artifacts.toSorted((a, b) => {
    const difference = clock(a) - clock(b);
    return Number.isNaN(difference) ? 0 : difference;
  });
}

function clockOf(artifacts: readonly HeldArtifact[]): ((artifact: HeldArtifact) => number) | null {
  const printed = (artifact: HeldArtifact): number => milliseconds(artifact.parsed.capturedAt) - (artifact.input.clockOffsetMs ?? 0);
  const taken = (artifact: HeldArtifact): number => milliseconds(artifact.input.takenAt);
  return [printed, taken].find((clock) => artifacts.every((artifact) => !Number.isNaN(clock(artifact)))) ?? null;
}

/** A time without a zone is read as UTC: only the order within one clock matters. */
function milliseconds(time: string | null): number {
  if (time === null) return Number.NaN;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
}

/** Groups by kind, in the order the kinds first appear; each group in the order given. */
export function groupByKind(artifacts: readonly HeldArtifact[]): readonly ArtifactGroup[] {
  return groupBy(artifacts, (artifact) => artifact.kind.id);
}

/** Groups by kind and source, each in time order. */
export function groupBySource(artifacts: readonly HeldArtifact[]): readonly ArtifactGroup[] {
  const groups = groupBy(artifacts, (artifact) => JSON.stringify([artifact.kind.id, artifact.input.source ?? null]));
  return groups.map(({ kind, artifacts }) => ({ kind, artifacts: inTimeOrder(artifacts) }));
}

function groupBy(artifacts: readonly HeldArtifact[], keyOf: (artifact: HeldArtifact) => string): readonly ArtifactGroup[] {
  const groups = new Map<string, HeldArtifact[]>();
  for (const artifact of artifacts) {
    const key = keyOf(artifact);
    const group = groups.get(key);
    if (group) group.push(artifact);
    else groups.set(key, [artifact]);
  }
  return [...groups.values()].flatMap((group) => (group[0] ? [{ kind: group[0].kind, artifacts: group }] : []));
}

export function loaded(artifact: HeldArtifact): LoadedArtifact<unknown> {
  return { id: artifact.id, parsed: artifact.parsed, takenAt: artifact.input.takenAt, clockOffsetMs: artifact.input.clockOffsetMs ?? null };
}
