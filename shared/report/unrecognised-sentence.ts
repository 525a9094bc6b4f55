import { message, type Message } from '../base/message.ts';

/** Why nothing was found in a capture. `what` names what it is in English, for programs that read it. */
interface Unrecognised {
  readonly code: string;
  readonly what: string;
}

/** For people, in the sentences of the engine's catalogue. */
export function unrecognisedSentence({ code, what }: Unrecognised): Message {
  return message(`unrecognised.${code}`, { what });
}
