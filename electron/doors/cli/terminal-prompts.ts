import { assertNever } from '../../../shared/base/assert-never.ts';
import { message, type Message } from '../../../shared/base/message.ts';
import type { OpenPrompt, Prompt, PromptAnswer } from '../../../shared/host-api/views.ts';
import { askTerminal } from './ask-terminal.ts';
import { canAsk } from './cli-io.ts';
import { tell, type CliContext, type CliHost } from './context.ts';

/** `ask` on a terminal; elsewhere it is `strict`. */
export type HostKeyPolicy = 'strict' | 'accept-new' | 'ask';

const REFUSED: PromptAnswer = { type: 'refused' };

async function askYes(context: CliContext, sentence: Message): Promise<PromptAnswer> {
  const typed = await askTerminal(context.io, context.translate(sentence), true, context.interrupt);
  // The whole word, as OpenSSH asks for it: a stray Enter or y is no consent.
  return typed?.trim().toLowerCase() === 'yes' ? { type: 'yes' } : REFUSED;
}

async function answerHostKey(context: CliContext, prompt: Extract<Prompt, { type: 'host-key' }>, policy: HostKeyPolicy): Promise<PromptAnswer> {
  const { host, port, keyType, fingerprint } = prompt;
  if (policy === 'accept-new') {
    await tell(context, message('cli.key-accepted', { host, port, keyType, fingerprint }));
    return { type: 'yes' };
  }
  if (policy === 'strict' || !canAsk(context.io)) {
    await tell(context, message('cli.key-refused', { host, port, keyType, fingerprint }));
    return REFUSED;
  }
  return askYes(context, message('cli.ask-key', { host, port, keyType, fingerprint }));
}

async function answerQuestions(context: CliContext, prompt: Extract<Prompt, { type: 'keyboard-interactive' }>): Promise<PromptAnswer> {
  const values: string[] = [];
  if (prompt.instruction !== '') await tell(context, message('cli.server-says', { text: prompt.instruction }));
  for (const { text, echo } of prompt.questions) {
    const typed = await askTerminal(context.io, text, echo, context.interrupt);
    if (typed === null) return REFUSED;
    values.push(typed);
  }
  return { type: 'answers', values };
}

async function answerOf(context: CliContext, prompt: Prompt, policy: HostKeyPolicy): Promise<PromptAnswer> {
  if (prompt.type === 'host-key') return answerHostKey(context, prompt, policy);
  if (!canAsk(context.io)) {
    await tell(context, message('cli.cannot-ask'));
    return REFUSED;
  }
  switch (prompt.type) {
    case 'secret': {
      const sentence = message(prompt.purpose === 'password' ? 'cli.ask-password' : 'cli.ask-passphrase', { for: prompt.for });
      const typed = await askTerminal(context.io, context.translate(sentence), false, context.interrupt);
      return typed === null ? REFUSED : { type: 'secret', value: typed };
    }
    case 'keyboard-interactive':
      return answerQuestions(context, prompt);
    case 'allow-impact':
      return askYes(context, message('cli.ask-impact', { command: prompt.command, target: prompt.target, worst: context.translate(prompt.worstCase) }));
    default:
      return assertNever(prompt);
  }
}

/** Answers the host's questions on the terminal, one after the other; returns the function that ends it. */
export function answerPrompts(context: CliContext, host: CliHost, policy: HostKeyPolicy): () => void {
  let last: Promise<void> = Promise.resolve();
  const answer = async ({ id, prompt }: OpenPrompt): Promise<void> => {
    const given = await answerOf(context, prompt, policy).catch(() => REFUSED);
    // A question that ended by itself meanwhile (connection gone) needs no answer any more.
    await host.call('prompts.answer', { promptId: id, answer: given.type === 'answers' ? { type: 'answers', values: [...given.values] } : given }).catch(() => undefined);
  };
  return host.on('prompt.opened', (opened) => {
    last = last.then(() => answer(opened));
  });
}
