import type { ArtifactId } from '../base/ids.ts';
import type { ParsedArtifact } from '../base/parsed.ts';

/** A parsed artifact with the identity it has in its case. */
export interface LoadedArtifact<Model> {
  readonly id: ArtifactId;
  readonly parsed: ParsedArtifact<Model>;
  /** ISO 8601 UTC, from the capture's provenance; absent or null when nobody recorded it. The printed time is `parsed.capturedAt`. */
  readonly takenAt?: string | null;
}
