import { message, type Message } from '../../../shared/base/message.ts';
import type { RedactedCount } from '../../../shared/host-api/views.ts';
import type { CliContext } from './context.ts';

/** `hosts (3), passwords (1)`; empty for none. */
export function countedClasses({ translate }: CliContext, counts: readonly RedactedCount[]): string {
  return counts.map((count) => translate(message(`redact.count.${count.class}`, { count: count.places }))).join(', ');
}

export function redactedSentence(context: CliContext, counts: readonly RedactedCount[]): Message {
  const what = countedClasses(context, counts);
  return what === '' ? message('cli.redacted-nothing') : message('cli.redacted', { what });
}
