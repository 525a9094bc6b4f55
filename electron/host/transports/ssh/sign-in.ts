import type { AnyAuthMethod, AuthHandlerMiddleware, AuthenticationType, KeyboardInteractiveAuthMethod, ParsedKey } from 'ssh2';
import type { Prompt, PromptAnswer } from '../../../../shared/host-api/views.ts';
import { IdentityAgent } from './identity-agent.ts';
import type { KeyFile } from './key-files.ts';
import { PASSPHRASE_ATTEMPTS, type Peer, type SignInRecord } from './ssh-errors.ts';

const PASSWORD_ATTEMPTS = 3;

/** Secrets a person typed, kept in memory while the transport is open so that a new connection need not ask again. */
export interface SessionSecrets {
  password: string | null;
  readonly unlocked: Map<string, ParsedKey>;
}

export interface SignInOptions {
  readonly peer: Peer;
  readonly agentSocket: string | null;
  readonly keyFiles: readonly KeyFile[];
  readonly identitiesOnly: boolean;
  readonly secrets: SessionSecrets;
  readonly notes: string[];
  readonly ask: (prompt: Prompt) => Promise<PromptAnswer>;
  /** Ends the attempt at once: a question of the server stays unanswered. */
  readonly giveUp: () => void;
}

/** Chooses the next way to sign in each time the server asks: agent and keys, then a password, then the server's own questions. */
export class SignIn {
  readonly #options: SignInOptions;
  readonly #sealed: KeyFile[];
  readonly #tried = new Set<string>();
  #offered: readonly string[] = [];
  #last: AuthenticationType | null = null;
  readonly #passed = new Set<AuthenticationType>();
  #agent: IdentityAgent | null = null;
  #askedAgain = false;
  #wrongPasswords = 0;
  #wrongAnswers = 0;
  #lockedKey: string | null = null;
  #unanswered = false;
  #stopAsking = false;
  /** Nothing is left to try. */
  exhausted = false;

  constructor(options: SignInOptions) {
    this.#options = options;
    this.#sealed = options.keyFiles.filter(({ publicKey, plainKey }) => publicKey === null && plainKey === null);
  }

  get record(): SignInRecord {
    return {
      offered: this.#offered,
      tried: [...this.#tried],
      wrongPasswords: this.#wrongPasswords,
      wrongAnswers: this.#wrongAnswers,
      lockedKey: this.#lockedKey,
      unanswered: this.#unanswered,
      notes: this.#options.notes,
    };
  }

  readonly handler: AuthHandlerMiddleware = (offered: readonly string[] | null, partial: boolean | null, next) => {
    void this.#next(offered, partial === true).then(next as (method: AnyAuthMethod | false) => void);
  };

  async #next(offered: readonly string[] | null, partial: boolean): Promise<AnyAuthMethod | false> {
    try {
      const method = await this.#choose(offered, partial);
      this.exhausted = method === false;
      return method;
    } catch (error) {
      this.#options.notes.push(String(error));
      this.exhausted = true;
      return false;
    }
  }

  async #choose(offered: readonly string[] | null, partial: boolean): Promise<AnyAuthMethod | false> {
    const username = this.#options.peer.user;
    // Asks what is offered; carries no credential.
    if (offered === null) return { type: 'none', username };
    this.#noteResult(partial);
    if (this.#agent?.signed === true && !this.#askedAgain) {
      // ssh2 drops the server's answer after an agent's key, which may say that a second way is wanted: so ask once more.
      this.#askedAgain = true;
      this.#last = null;
      return { type: 'none', username };
    }
    this.#offered = offered;
    const method = (await this.#byKey(offered)) ?? (await this.#byPassword(offered)) ?? this.#byQuestions(offered);
    this.#last = method?.type ?? null;
    return method ?? false;
  }

  #noteResult(partial: boolean): void {
    if (this.#last !== null && partial) this.#passed.add(this.#last);
    else if (this.#last === 'password') {
      this.#wrongPasswords += 1;
      this.#options.secrets.password = null;
    } else if (this.#last === 'keyboard-interactive') this.#wrongAnswers += 1;
  }

  async #byKey(offered: readonly string[]): Promise<AnyAuthMethod | null> {
    if (!offered.includes('publickey')) return null;
    const { peer, notes, agentSocket, keyFiles, identitiesOnly } = this.#options;
    if (this.#agent === null) {
      const unlock = (key: KeyFile): Promise<ParsedKey | null> => this.#unlock(key);
      const shown = (keys: number): void => {
        if (keys > 0) this.#tried.add('publickey');
      };
      this.#agent = new IdentityAgent({ agentSocket, keyFiles, identitiesOnly, unlock, shown, notes });
      return { type: 'agent', username: peer.user, agent: this.#agent };
    }
    for (let file = this.#sealed.shift(); file !== undefined; file = this.#sealed.shift()) {
      const key = await this.#unlock(file);
      if (key === null) continue;
      this.#tried.add('publickey');
      return { type: 'publickey', username: peer.user, key };
    }
    return null;
  }

  async #unlock(key: KeyFile): Promise<ParsedKey | null> {
    const { secrets, ask } = this.#options;
    const open = secrets.unlocked.get(key.file);
    if (open !== undefined) return open;
    for (let attempt = 1; attempt <= PASSPHRASE_ATTEMPTS; attempt += 1) {
      const answer = await ask({ type: 'secret', purpose: 'passphrase', for: key.file, attempt });
      if (answer.type !== 'secret') {
        this.#unanswered = true;
        return null;
      }
      const unlocked = key.unlock(answer.value);
      if (unlocked === null) continue;
      secrets.unlocked.set(key.file, unlocked);
      return unlocked;
    }
    this.#lockedKey = key.file;
    return null;
  }

  async #byPassword(offered: readonly string[]): Promise<AnyAuthMethod | null> {
    if (!offered.includes('password') || this.#passed.has('password') || this.#wrongPasswords >= PASSWORD_ATTEMPTS || this.#stopAsking) return null;
    const { peer, secrets, ask } = this.#options;
    if (secrets.password === null) {
      const answer = await ask({ type: 'secret', purpose: 'password', for: `${peer.user}@${peer.host}`, attempt: this.#wrongPasswords + 1 });
      if (answer.type !== 'secret') {
        this.#unanswered = true;
        this.#stopAsking = true;
        return null;
      }
      secrets.password = answer.value;
    }
    this.#tried.add('password');
    return { type: 'password', username: peer.user, password: secrets.password };
  }

  #byQuestions(offered: readonly string[]): KeyboardInteractiveAuthMethod | null {
    // Where both are offered they mostly ask for the same password: once more is enough.
    const limit = this.#tried.has('password') && !this.#passed.has('password') ? 1 : PASSWORD_ATTEMPTS;
    if (!offered.includes('keyboard-interactive') || this.#wrongAnswers >= limit || this.#stopAsking) return null;
    this.#tried.add('keyboard-interactive');
    return {
      type: 'keyboard-interactive',
      username: this.#options.peer.user,
      prompt: (name, instructions, _language, questions, finish) => {
        void this.#answer(name, instructions, questions).then((answers) => (answers === null ? this.#options.giveUp() : finish(answers)));
      },
    };
  }

  /** null when somebody chose not to answer. */
  async #answer(name: string, instructions: string, questions: readonly { readonly prompt: string; readonly echo?: boolean | undefined }[]): Promise<string[] | null> {
    const { peer, ask } = this.#options;
    const answer = await ask({
      type: 'keyboard-interactive',
      for: `${peer.user}@${peer.host}`,
      instruction: [name, instructions].filter(Boolean).join('\n'),
      questions: questions.map(({ prompt, echo }) => ({ text: prompt, echo: echo === true })),
    });
    if (answer.type === 'answers') return questions.map((_question, i) => answer.values[i] ?? '');
    this.#unanswered = true;
    this.#stopAsking = true;
    return null;
  }
}
