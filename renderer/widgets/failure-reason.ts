import { HostError } from '../../shared/host-api/host-error.ts';
import type { Translate } from '../../shared/base/translate.ts';

/** Why a read failed, in the host's own sentence where there is one. */
export function failureReason(failure: unknown, translate: Translate): string {
  if (failure instanceof HostError) return translate(failure.data.message);
  return failure instanceof Error ? failure.message : String(failure);
}
