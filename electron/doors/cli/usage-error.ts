import type { Message } from '../../../shared/base/message.ts';

/** The command line asks for something that cannot be; ends with exit code 2. */
export class UsageError extends Error {
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(sentence.key);
    this.name = 'UsageError';
    this.sentence = sentence;
  }
}
