import { createHash } from 'node:crypto';
import type { CaptureId, CaseId } from '../../../shared/base/ids.ts';

/** Ids hold a part of what a person called the thing, which may name a host: only their time and their random part leave. */
export function redactedCaptureId(id: CaptureId, number: number): CaptureId {
  const parts = /^(\d{8}T\d{6}Z)-.*-([0-9a-f]{10})$/.exec(id);
  return (parts === null ? `capture-${number + 1}` : `${parts[1]}-capture-${parts[2]}`) as CaptureId;
}

export function redactedCaseId(id: CaseId): CaseId {
  return `case-${createHash('sha256').update(id).digest('hex').slice(0, 6)}` as CaseId;
}
