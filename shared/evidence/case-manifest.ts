import type { CaptureId, CaseId } from '../base/ids.ts';

/** Of the manifests written now; older ones are read by way of `upgrade-manifest`. */
export const MANIFEST_VERSION = 2;

/** `case.json`: what the case holds. Evidence is the truth; this names and orders it. */
export interface CaseManifest {
  readonly formatVersion: typeof MANIFEST_VERSION;
  readonly id: CaseId;
  readonly name: string;
  /** A person's own words to find the case by, each once, in the order given. */
  readonly tags: readonly string[];
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  /** Version of Borescope that wrote it. */
  readonly writtenBy: string;
  readonly captures: readonly CaptureId[];
  /** Lower-case hex SHA-256 of each capture's `capture.json`; absent in cases written without it. */
  readonly provenance?: Readonly<Record<string, string>>;
  /** Sum of all streams; absent when it was not counted. */
  readonly bytes?: number;
  /** Captures to be read as they are, without taking envelopes off; absent: none. */
  readonly readAsIs?: readonly CaptureId[];
  /** True: take times as the targets tell them, without reckoning with how far their clocks are off. Absent: reckon with it. */
  readonly clocksAsTold?: boolean;
}
