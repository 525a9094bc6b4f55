import type { CancelSignal } from '../../../shared/collect/transport.ts';
import type { Prompt, PromptAnswer } from '../../../shared/host-api/views.ts';
import type { Prompts } from '../prompts.ts';

/** Answers by a function and remembers what was asked. */
export class ScriptedPrompts implements Prompts {
  readonly asked: Prompt[] = [];
  readonly #answer: (prompt: Prompt, signal: CancelSignal) => PromptAnswer | Promise<PromptAnswer>;

  constructor(answer: (prompt: Prompt, signal: CancelSignal) => PromptAnswer | Promise<PromptAnswer> = () => ({ type: 'refused' })) {
    this.#answer = answer;
  }

  async ask(prompt: Prompt, signal: CancelSignal): Promise<PromptAnswer> {
    this.asked.push(prompt);
    return this.#answer(prompt, signal);
  }

  types(): string[] {
    return this.asked.map((prompt) => (prompt.type === 'secret' ? prompt.purpose : prompt.type));
  }
}
