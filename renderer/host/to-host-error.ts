import { message } from '../../shared/base/message.ts';
import { HostError, type HostErrorData } from '../../shared/host-api/host-error.ts';

/** Whatever was thrown, as something that can be shown. */
export function toHostError(thrown: unknown): HostErrorData {
  if (thrown instanceof HostError) return thrown.data;
  const details = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { code: 'internal', message: message('problem.unexpected', { what: details }), next: message('problem.unexpected.next'), details };
}
