import type { CaptureId, CaseId } from '../../base/ids.ts';
import type { RawCapture } from '../../evidence/raw-capture.ts';
import type { OwnRuleFiles } from '../../engine/own-rules/own-rules.ts';
import type { RowMark } from '../../evidence/row-mark.ts';

export interface EmbeddedCapture {
  readonly capture: RawCapture;
  /** Read without taking envelopes off. */
  readonly isReadAsIs: boolean;
  /** Times are taken as the target told them, without its clock's offset. */
  readonly clocksAsTold: boolean;
}

/** A case as it lies in a workbench file: everything but the bytes of its captures, which lie beside it. */
export interface EmbeddedCase {
  readonly formatVersion: 1;
  /** Version of Borescope that wrote the file. */
  readonly writtenBy: string;
  /** ISO 8601 UTC. */
  readonly exportedAt: string;
  readonly isRedacted: boolean;
  readonly name: string;
  readonly notes: string;
  readonly marks: readonly RowMark[];
  /** Of the person who exported; read by the same reader, within the same limits. Absent in files of older versions. */
  readonly ownRules?: OwnRuleFiles;
  readonly captures: readonly EmbeddedCapture[];
}

/** The only case a workbench file knows. */
export const EMBEDDED_CASE_ID = 'embedded' as CaseId;

/** By its place in the file: ids of a case tell names of files. */
export function embeddedCaptureId(index: number): CaptureId {
  return `c${index + 1}` as CaptureId;
}
