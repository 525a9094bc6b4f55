import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { Prompts } from '../../prompts.ts';
import type { SshQuestion } from './askpass-door.ts';
import { answerText, promptFor } from './ssh-question.ts';

/** Puts the questions of ssh to a person, and remembers typed secrets in memory, as every command makes a connection of its own. */
export class PersonBehindAskpass {
  /** A question was not answered since this was last cleared. */
  refused = false;
  readonly #prompts: Prompts;
  readonly #signal: CancelSignal;
  readonly #given = new Map<string, string>();
  /** How often each process asked each question: again means that the answer was wrong. */
  readonly #asked = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(prompts: Prompts, signal: CancelSignal) {
    this.#prompts = prompts;
    this.#signal = signal;
  }

  /** One question at a time: the answer to the first may answer the next. */
  answer(question: SshQuestion): Promise<string | null> {
    const answered = this.#turn.then(() => this.#answer(question));
    this.#turn = answered.catch(() => null);
    return answered;
  }

  forget(): void {
    this.#given.clear();
    this.#asked.clear();
  }

  async #answer({ text, hint, asker }: SshQuestion): Promise<string | null> {
    const turn = `${asker} ${text}`;
    const attempt = (this.#asked.get(turn) ?? 0) + 1;
    this.#asked.set(turn, attempt);
    const known = this.#given.get(text);
    if (known !== undefined && attempt === 1) return known;
    const prompt = promptFor(text, hint, attempt);
    const answer = answerText(await this.#prompts.ask(prompt, this.#signal));
    if (answer === null) this.refused = true;
    else if (prompt.type !== 'host-key') this.#given.set(text, answer);
    return answer;
  }
}
