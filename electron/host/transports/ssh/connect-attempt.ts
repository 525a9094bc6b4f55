import type { Duplex } from 'node:stream';
import ssh2, { type CipherAlgorithm, type Client, type ConnectConfig } from 'ssh2';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { HostError } from '../../../../shared/host-api/host-error.ts';
import type { Prompt, PromptAnswer } from '../../../../shared/host-api/views.ts';
import type { Prompts } from '../../prompts.ts';
import type { HostKeyCheck } from './host-key-check.ts';
import { SignIn, type SignInOptions } from './sign-in.ts';
import { connectCancelled, linkFailed, signInFailed, timedOut, tooManyAttempts, type Peer } from './ssh-errors.ts';

export interface ConnectOptions extends Omit<SignInOptions, 'ask' | 'giveUp'> {
  readonly peer: Peer;
  /** The stream through the hop before; null: straight from here. */
  readonly way: Duplex | null;
  readonly prompts: Prompts;
  readonly hostKeys: HostKeyCheck;
  /** How long the server may take for each of its answers; people may take longer. */
  readonly answerTimeoutMs: number;
  /** The same until the host key was shown and trusted; signing in may take longer. */
  readonly connectTimeoutMs: number;
  readonly keepalive: { readonly intervalMs: number; readonly misses: number };
  readonly signal: CancelSignal;
}

export type ConnectResult =
  | { readonly result: 'ready'; readonly client: Client }
  | { readonly result: 'failed'; readonly error: HostError }
  /** The server hung up while a person was thinking; their answer is kept, so trying again makes sense. */
  | { readonly result: 'lost-while-asking'; readonly error: HostError };

/** Ciphers that the runtime computes natively come first: ssh2 would otherwise agree on one it computes itself, several times slower. */
const CIPHERS: CipherAlgorithm[] = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr', 'chacha20-poly1305@openssh.com'];

/** One try to connect, to trust the host's key and to sign in, in this order. */
export class ConnectAttempt {
  readonly #options: ConnectOptions;
  readonly #client = new ssh2.Client();
  readonly #signIn: SignIn;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<PromptAnswer> | null = null;
  #trustedKey: Buffer | null = null;
  #hostKeyFailure: HostError | null = null;
  #resolve: ((result: ConnectResult) => void) | null = null;

  constructor(options: ConnectOptions) {
    this.#options = options;
    const ask = (prompt: Prompt): Promise<PromptAnswer> => this.#ask(prompt);
    const giveUp = (): void => this.#fail(signInFailed(options.peer, this.#signIn.record));
    this.#signIn = new SignIn({ ...options, ask, giveUp });
  }

  run(): Promise<ConnectResult> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#options.signal.addEventListener('abort', this.#onAbort);
      if (this.#options.signal.aborted) return this.#onAbort();
      this.#client
        .on('ready', () => this.#settle({ result: 'ready', client: this.#client }))
        .on('error', (error) => this.#onError(error))
        .on('close', () => void this.#onLost(new Error('connection closed')))
        .on('change password', () => this.#fail(signInFailed(this.#options.peer, { ...this.#signIn.record, wrongPasswords: 1, notes: ['the password has expired'] })));
      this.#expectAnswer();
      try {
        this.#client.connect(this.#config());
      } catch (error) {
        this.#fail(linkFailed(this.#options.peer, error, false));
      }
    });
  }

  #config(): ConnectConfig {
    const { peer, way, hostKeys, keepalive } = this.#options;
    return {
      ...(way === null ? {} : { sock: way }),
      host: peer.host,
      port: peer.port,
      username: peer.user,
      // Without it ssh2 would trust every key.
      hostVerifier: (key: Buffer, verify: (trusted: boolean) => void) => {
        void this.#verifyHostKey(key, verify);
      },
      authHandler: (offered, partial, next) => {
        clearTimeout(this.#timer); // reading keys and asking people take their own time
        this.#signIn.handler(offered, partial, (method) => {
          this.#expectAnswer();
          next(method);
        });
      },
      algorithms: { serverHostKey: [...hostKeys.algorithms], cipher: CIPHERS },
      readyTimeout: 0, // ssh2's own would run while a person is asked
      keepaliveInterval: keepalive.intervalMs,
      keepaliveCountMax: keepalive.misses,
    };
  }

  async #verifyHostKey(key: Buffer, verify: (trusted: boolean) => void): Promise<void> {
    // Later key exchanges of the same connection show the key again.
    if (this.#trustedKey?.equals(key)) return verify(true);
    clearTimeout(this.#timer);
    const prompts: Prompts = { ask: (prompt) => this.#ask(prompt) };
    try {
      this.#hostKeyFailure = await this.#options.hostKeys.check(key, prompts, this.#options.signal);
    } catch (error) {
      this.#hostKeyFailure = linkFailed(this.#options.peer, error, true);
    }
    if (this.#hostKeyFailure === null) this.#trustedKey = key;
    this.#expectAnswer();
    verify(this.#hostKeyFailure === null);
    if (this.#hostKeyFailure !== null) this.#fail(this.#hostKeyFailure);
  }

  /** Asks a person while the clock of the server's answers stands still. */
  async #ask(prompt: Prompt): Promise<PromptAnswer> {
    clearTimeout(this.#timer);
    this.#asking = this.#options.prompts.ask(prompt, this.#options.signal);
    try {
      return await this.#asking;
    } finally {
      this.#asking = null;
      this.#expectAnswer();
    }
  }

  #expectAnswer(): void {
    clearTimeout(this.#timer);
    if (this.#resolve === null) return;
    const { peer, answerTimeoutMs, connectTimeoutMs } = this.#options;
    const ms = this.#trustedKey === null ? connectTimeoutMs : answerTimeoutMs;
    this.#timer = setTimeout(() => this.#fail(timedOut(peer, ms)), ms);
  }

  #onError(error: Error & { level?: string; code?: unknown }): void {
    const { peer, notes } = this.#options;
    if (this.#hostKeyFailure !== null) this.#fail(this.#hostKeyFailure);
    else if (this.#signIn.exhausted) this.#fail(signInFailed(peer, this.#signIn.record));
    else if (error.level === 'agent' || error.level === 'client-authentication') notes.push(error.message); // one key failed; the next follows
    else if (/too many authentication failures/i.test(error.message)) this.#fail(this.#tooMany());
    else void this.#onLost(error);
  }

  /** Three wrong passwords end some servers' patience too: then the password is the cause to name. */
  #tooMany(): HostError {
    const { peer } = this.#options;
    const { record } = this.#signIn;
    return record.wrongPasswords + record.wrongAnswers > 0 ? signInFailed(peer, record) : tooManyAttempts(peer, record);
  }

  async #onLost(cause: Error): Promise<void> {
    clearTimeout(this.#timer);
    const error = linkFailed(this.#options.peer, cause, this.#trustedKey !== null);
    if (this.#asking === null) return this.#fail(this.#hostKeyFailure ?? error);
    const answer = await this.#asking;
    // Lets the one who asked keep the answer first.
    await new Promise((done) => setImmediate(done));
    if (answer.type === 'refused') this.#fail(this.#hostKeyFailure ?? signInFailed(this.#options.peer, this.#signIn.record));
    else this.#settle({ result: 'lost-while-asking', error });
  }

  readonly #onAbort = (): void => this.#fail(connectCancelled(this.#options.peer));

  #fail(error: HostError): void {
    this.#settle({ result: 'failed', error });
  }

  #settle(result: ConnectResult): void {
    const resolve = this.#resolve;
    if (resolve === null) return;
    this.#resolve = null;
    clearTimeout(this.#timer);
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    if (result.result !== 'ready') this.#client.destroy();
    resolve(result);
  }
}
