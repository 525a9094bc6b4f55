import { message, type Message } from '../../../shared/base/message.ts';
import type { Transport } from '../../../shared/collect/transport.ts';

/** What to do about a place that has no shell. */
export function nextWithoutShell({ uri, console: log }: Pick<Transport, 'uri' | 'console'>): Message {
  if (uri.startsWith('k8s:')) return message('next.no-shell-in-pod', { target: uri });
  return message(log === undefined ? 'next.no-shell' : 'next.no-shell-in-container');
}
