import { message } from '../../../../shared/base/message.ts';
import type { HostError } from '../../../../shared/host-api/host-error.ts';
import { hostError } from '../../host-errors.ts';

/** What the program ssh wrote when it could not run a command. */
export function opensshFailure(host: string, log: string, refusedByPerson: boolean): HostError {
  const lines = log.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const why = lines.findLast((line) => !line.startsWith('@')) ?? 'ssh ended without saying why';
  const details = lines.join('\n');
  const key = { keyType: /(\S+) (?:host )?key (?:for|sent|has)/i.exec(log)?.[1] ?? '', fingerprint: /SHA256:\S+?(?=\.?\s|\.?$)/.exec(log)?.[0] ?? '' };
  if (/REVOKED HOST KEY/.test(log)) return hostError('refused', 'error.host-key-revoked-by-ssh', { host, ...key }, { next: message('next.host-key-changed'), details });
  const offending = /Offending \S+ key in (.+):(\d+)/.exec(log);
  if (/IDENTIFICATION HAS CHANGED/.test(log) && offending) {
    return hostError('refused', 'error.host-key-changed', { host, ...key, file: offending[1] ?? '', line: Number(offending[2]) }, { next: message('next.host-key-changed'), details });
  }
  if (/Host key verification failed|No \S+ host key is known/.test(log)) return hostError('refused', 'error.ssh-host-key-untrusted', { host }, { next: message('next.host-key-check'), details });
  if (/Permission denied|Too many authentication failures|No supported authentication/i.test(log)) {
    return hostError('refused', refusedByPerson ? 'error.ssh-not-answered' : 'error.ssh-refused', { host, user: /^(\S+)@\S+: Permission denied/m.exec(log)?.[1] ?? '', why }, { next: message(refusedByPerson ? 'next.ssh-again' : 'next.ssh-method'), details });
  }
  return hostError('unreachable', 'error.ssh-failed', { host, why }, { next: message('next.ssh-reach'), details });
}
