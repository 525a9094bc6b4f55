import type { CaptureId, CaseId } from '../base/ids.ts';

/** `case.json`: what the case holds. Evidence is the truth; this names and orders it. */
export interface CaseManifest {
  readonly formatVersion: 1;
  readonly id: CaseId;
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  /** Version of Borescope that wrote it. */
  readonly writtenBy: string;
  readonly captures: readonly CaptureId[];
}
