import { randomBytes } from 'node:crypto';
import { message } from '../../../../shared/base/message.ts';
import { createTranslator } from '../../../../shared/base/translate.ts';
import type { Become } from '../../../../shared/collect/target-options.ts';
import type { CancelSignal, ConsoleLog, ExecOptions, ExecOutcome, Probe, Transport } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { HOST_MESSAGES } from '../../../../shared/host-api/messages.ts';
import { hostError, textOf } from '../../host-errors.ts';
import type { Prompts } from '../../prompts.ts';
import { OutputGate } from '../output-gate.ts';
import { RemoteTools } from '../remote-tools.ts';
import { cancelledBeforeStart, notStarted, stoppedOutcome } from '../stop-reason.ts';
import { MarkReader, watchedCommand } from '../watched-command.ts';
import { becomeCommand, identifyCommand } from './become-command.ts';

const PASSWORD_ATTEMPTS = 3;
/** Room for the marks, and for what sudo says before the command starts. */
const TALK_BYTES = 64 * 1024;
const CHECK_LIMITS = { timeoutMs: 30_000, maxBytes: 64 * 1024 };
const inEnglish = createTranslator('en', [HOST_MESSAGES]);

/** What was learned of the other user. */
interface Learned {
  /** null: none is asked for. */
  readonly password: string | null;
  readonly uid: number | null;
  readonly user: string | null;
}

interface Ran {
  readonly outcome: ExecOutcome;
  /** The command was started as the other user. */
  readonly up: boolean;
  /** What was said before that. */
  readonly talk: string;
}

/** Any place, with its commands run as another user by sudo, su or runuser. */
export function createWithUserTransport(place: Transport, become: Become, prompts: Prompts): Transport {
  return new WithUserTransport(place, become, prompts);
}

class WithUserTransport implements Transport {
  readonly uri: string;
  readonly console?: ConsoleLog;
  readonly #place: Transport;
  readonly #become: Become;
  readonly #prompts: Prompts;
  readonly #tools = new RemoteTools();
  #learned: Learned | null = null;
  #learning: Promise<Learned> | null = null;

  constructor(place: Transport, become: Become, prompts: Prompts) {
    this.uri = place.uri;
    if (place.console !== undefined) this.console = place.console;
    this.#place = place;
    this.#become = become;
    this.#prompts = prompts;
  }

  async connect(signal: CancelSignal): Promise<void> {
    await this.#place.connect(signal);
    await this.#whoWeAre(signal);
  }

  async probe(tools: readonly string[], signal: CancelSignal): Promise<Probe> {
    await this.#place.connect(signal);
    const { uid, user } = await this.#whoWeAre(signal);
    return { tools: await this.#tools.find(this, tools, signal), uid, user };
  }

  exec(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    return this.#tools.exec(argv, options, (words, some) => this.#execAsUser(words, some));
  }

  readFile(path: string, options: ExecOptions): Promise<ExecOutcome> {
    return this.exec(['cat', '--', path], options);
  }

  async close(): Promise<void> {
    this.#learned = null;
    await this.#place.close();
  }

  async #execAsUser(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    if (options.signal.aborted) return cancelledBeforeStart();
    try {
      const { password } = await this.#whoWeAre(options.signal);
      const { outcome, up, talk } = await this.#run(argv, password, options);
      if (up || outcome.end !== 'exited') return outcome;
      this.#learned = null; // rights may have changed
      return notStarted(lastLine(talk) || `${this.#become.by} ended with exit status ${outcome.exitStatus ?? '?'}`);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return error.data.code === 'cancelled' && options.signal.aborted ? cancelledBeforeStart() : notStarted(inEnglish(error.data.message));
    }
  }

  #run(argv: readonly [string, ...string[]], password: string | null, options: ExecOptions): Promise<Ran> {
    const mark = newMark();
    return this.#marked(becomeCommand(this.#become, watchedCommand(argv, mark, options.stdin?.length ?? 0), password !== null), mark, password, options);
  }

  async #marked(command: [string, ...string[]], mark: string, password: string | null, options: ExecOptions): Promise<Ran> {
    const marks = new MarkReader(mark);
    const stop = new AbortController();
    const onAbort = (): void => stop.abort();
    options.signal.addEventListener('abort', onAbort);
    const gate = new OutputGate(options, onAbort);
    let talk = '';
    const input = Buffer.from(options.stdin ?? []);
    const outcome = await this.#place.exec(command, {
      timeoutMs: options.timeoutMs,
      maxBytes: options.maxBytes + TALK_BYTES,
      stdin: password === null ? input : Buffer.concat([Buffer.from(`${password}\n`), input]),
      signal: stop.signal,
      onStdout: (chunk) => gate.stdout(chunk),
      onStderr: (chunk) => {
        const own = marks.push(chunk);
        talk = (talk + marks.takeBefore().toString('utf8')).slice(0, TALK_BYTES);
        if (own.length > 0) gate.stderr(own);
      },
    });
    options.signal.removeEventListener('abort', onAbort);
    if (gate.error !== null) throw gate.error instanceof Error ? gate.error : new Error(textOf(gate.error));
    const ran = { up: marks.up, talk: talk + (marks.up ? '' : marks.rest().toString('utf8')) };
    if (gate.capped) return { ...ran, outcome: stoppedOutcome('output-cap', options) };
    // sudo ends by the signal that ended its command; the watch knows the status as a shell gives it.
    if (outcome.end === 'exited' && marks.status !== null) return { ...ran, outcome: { ...outcome, exitStatus: marks.status, signal: null } };
    return { ...ran, outcome };
  }

  async #whoWeAre(signal: CancelSignal): Promise<Learned> {
    if (this.#learned !== null) return this.#learned;
    this.#learning ??= this.#learn(signal).finally(() => {
      this.#learning = null;
    });
    this.#learned = await this.#learning;
    return this.#learned;
  }

  /** Finds out whether a password is asked for, and has it checked before anything else goes that way. */
  async #learn(signal: CancelSignal): Promise<Learned> {
    let tried = await this.#identify(null, signal);
    if ('uid' in tried) return tried;
    if (this.#become.by === 'runuser' || tried.notFound) throw this.#refused(tried.why);
    for (let attempt = 1; attempt <= PASSWORD_ATTEMPTS; attempt += 1) {
      const answer = await this.#prompts.ask({ type: 'secret', purpose: 'password', for: `${this.#become.by} (${this.uri})`, attempt }, signal);
      if (answer.type !== 'secret') throw this.#refused(tried.why);
      tried = await this.#identify(answer.value.split('\n')[0] ?? '', signal);
      if ('uid' in tried) return tried;
    }
    throw this.#refused(tried.why);
  }

  async #identify(password: string | null, signal: CancelSignal): Promise<Learned | { readonly notFound: boolean; readonly why: string }> {
    const mark = newMark();
    const chunks: Uint8Array[] = [];
    const options = { ...CHECK_LIMITS, signal, onStdout: (chunk: Uint8Array) => void chunks.push(chunk), onStderr: () => {} };
    const { outcome, up, talk } = await this.#marked(identifyCommand(this.#become, mark, password !== null), mark, password, options);
    if (outcome.end === 'not-started') return { notFound: true, why: outcome.detail };
    if (outcome.end !== 'exited') {
      const code = outcome.end === 'cancelled' ? 'cancelled' : 'unreachable';
      throw hostError(code, 'error.become-failed', { target: this.uri, by: this.#become.by, user: this.#become.user, why: outcome.detail }, { next: message('next.retry-connect'), details: talk });
    }
    if (!up) return { notFound: false, why: lastLine(talk) };
    const [uid = '', user = ''] = Buffer.concat(chunks).toString('utf8').trimEnd().split('\n').slice(-2);
    return { password, uid: /^\d+$/.test(uid) ? Number(uid) : null, user: user || null };
  }

  #refused(why: string): HostError {
    const { by, user } = this.#become;
    return hostError('refused', 'error.become-refused', { target: this.uri, by, user, why: why || '-' }, { next: message('next.become') });
  }
}

const newMark = (): string => randomBytes(16).toString('hex');

/** Shells tell of the holder that was ended; sudo and su speak before that. */
const lastLine = (text: string): string => text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !/\bKilled\b/.test(line)).at(-1) ?? '';
