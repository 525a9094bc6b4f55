import { randomUUID } from 'node:crypto';
import type { PromptId } from '../../shared/base/ids.ts';
import type { OpenPrompt, PromptAnswer } from '../../shared/host-api/views.ts';
import type { EventHub } from './event-hub.ts';
import { hostError } from './host-errors.ts';
import type { Prompts } from './prompts.ts';

/** Questions waiting for a person behind any of the doors; the first answer counts. */
export interface PromptDesk extends Prompts {
  list(): readonly OpenPrompt[];
  answer(id: PromptId, answer: PromptAnswer): void;
  /** Refuses everything still open. */
  close(): void;
}

export function createPromptDesk(events: EventHub): PromptDesk {
  const open = new Map<PromptId, { readonly question: OpenPrompt; readonly settle: (answer: PromptAnswer) => void }>();
  return {
    async ask(prompt, signal) {
      // With nobody listening the question would wait for ever.
      if (signal.aborted || events.listeners('prompt.opened') === 0) return { type: 'refused' };
      const question: OpenPrompt = { id: randomUUID() as PromptId, prompt };
      return new Promise<PromptAnswer>((resolve) => {
        const settle = (answer: PromptAnswer): void => {
          if (!open.delete(question.id)) return;
          signal.removeEventListener('abort', refuse);
          events.emit('prompt.closed', { id: question.id });
          resolve(answer);
        };
        const refuse = (): void => settle({ type: 'refused' });
        open.set(question.id, { question, settle });
        signal.addEventListener('abort', refuse);
        events.emit('prompt.opened', question);
      });
    },
    list: () => [...open.values()].map(({ question }) => question),
    answer(id, answer) {
      const asked = open.get(id);
      if (!asked) throw hostError('not-found', 'error.prompt-unknown');
      asked.settle(answer);
    },
    close() {
      for (const { settle } of open.values()) settle({ type: 'refused' });
    },
  };
}
