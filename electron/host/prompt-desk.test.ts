import { describe, expect, it } from 'vitest';
import type { OpenPrompt, Prompt } from '../../shared/host-api/views.ts';
import { createEventHub } from './event-hub.ts';
import { createPromptDesk } from './prompt-desk.ts';

const HOST_KEY: Prompt = { type: 'host-key', host: 'web-1', port: 22, keyType: 'ssh-ed25519', fingerprint: 'SHA256:x' };

describe('prompts', () => {
  it('[PROMPT-01] refuses at once when no door listens', async () => {
    const desk = createPromptDesk(createEventHub());
    expect(await desk.ask(HOST_KEY, new AbortController().signal)).toEqual({ type: 'refused' });
    expect(desk.list()).toEqual([]);
  });

  it('[PROMPT-02] waits for the first answer and tells every door that the question is closed', async () => {
    const events = createEventHub();
    const desk = createPromptDesk(events);
    const closed: string[] = [];
    events.on('prompt.closed', ({ id }) => closed.push(id));
    const asked = new Promise<OpenPrompt>((resolve) => void events.on('prompt.opened', resolve));
    const answer = desk.ask(HOST_KEY, new AbortController().signal);
    const { id, prompt } = await asked;
    expect(prompt).toEqual(HOST_KEY);
    expect(desk.list()).toEqual([{ id, prompt }]);
    desk.answer(id, { type: 'yes' });
    expect(await answer).toEqual({ type: 'yes' });
    expect(closed).toEqual([id]);
    expect(() => desk.answer(id, { type: 'yes' })).toThrow('error.prompt-unknown');
  });

  it('[PROMPT-03] refuses when what asked is cancelled, or the host closes', async () => {
    const events = createEventHub();
    events.on('prompt.opened', () => {});
    const desk = createPromptDesk(events);
    const stop = new AbortController();
    const first = desk.ask(HOST_KEY, stop.signal);
    stop.abort();
    expect(await first).toEqual({ type: 'refused' });
    const second = desk.ask(HOST_KEY, new AbortController().signal);
    desk.close();
    expect(await second).toEqual({ type: 'refused' });
  });
});
