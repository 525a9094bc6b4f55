import type { Language, Message } from '../../../shared/base/message.ts';
import type { HostApi } from '../../../shared/host-api/contract.ts';
import { visibleText } from '../../../shared/base/visible-text.ts';
import { write, type CliIo } from './cli-io.ts';

export type CliHost = HostApi & { close(): Promise<void> };

/** What every command works with. */
export interface CliContext {
  readonly io: CliIo;
  readonly language: Language;
  readonly interrupt: AbortSignal;
  readonly translate: (message: Message) => string;
  /** The host, made when a command first needs it. */
  readonly host: () => Promise<CliHost>;
}

/** A line for people, beside the results. */
export async function tell(context: CliContext, sentence: Message): Promise<void> {
  await write(context.io.stderr, `${visibleText(context.translate(sentence))}\n`);
}
