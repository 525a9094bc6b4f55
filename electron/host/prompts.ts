import type { CancelSignal } from '../../shared/collect/transport.ts';
import type { Prompt, PromptAnswer } from '../../shared/host-api/views.ts';

/** Asks a person. What is asked about has not happened yet; no answer counts as `refused`. */
export interface Prompts {
  /** Resolves with `refused` when the signal fires or nobody can be asked; never rejects. */
  ask(prompt: Prompt, signal: CancelSignal): Promise<PromptAnswer>;
}
