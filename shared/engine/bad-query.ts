import { message, type Message } from '../base/message.ts';
import type { PatternError } from './linear-regex/pattern.ts';

/** A question that cannot be answered as asked: a pattern that is refused, or one that costs more than an answer may. Hosts answer it with `bad-input`. */
export class BadQuery extends Error {
  readonly reason: Message;

  constructor(reason: Message) {
    super(reason.key);
    this.name = 'BadQuery';
    this.reason = reason;
  }
}

/** What is wrong with a pattern, in words; see TABLE_MESSAGES. */
export function patternFault({ fault, at, part }: PatternError): Message {
  return message(`query.regex.${fault}`, { at, part });
}
