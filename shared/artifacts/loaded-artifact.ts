import type { ArtifactId } from '../base/ids.ts';
import type { ParsedArtifact } from '../base/parsed.ts';

/** A parsed artifact with the identity it has in its case. */
export interface LoadedArtifact<Model> {
  readonly id: ArtifactId;
  readonly parsed: ParsedArtifact<Model>;
  /** ISO 8601 UTC, from the capture's provenance; absent or null when nobody recorded it. The printed time is `parsed.capturedAt`. */
  readonly takenAt?: string | null;
  /** Milliseconds by which the clock that prints times is ahead of the one of `takenAt`; absent or null where that is unknown, or not to be reckoned with. */
  readonly clockOffsetMs?: number | null;
}
