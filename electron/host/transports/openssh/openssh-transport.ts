import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createTranslator } from '../../../../shared/base/translate.ts';
import type { CancelSignal, ExecOptions, ExecOutcome, Probe, Transport } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { HOST_MESSAGES } from '../../../../shared/host-api/messages.ts';
import { hostError } from '../../host-errors.ts';
import type { Prompts } from '../../prompts.ts';
import { ChannelQueue } from '../channel-queue.ts';
import { RemoteTools } from '../remote-tools.ts';
import { loadSshSettings } from '../ssh/config/load-ssh-settings.ts';
import { REMOTE_SHELL_SCRIPT, readRemoteShell, remoteCommand, type RemoteShell } from '../ssh/remote-shell.ts';
import { cancelledBeforeStart, notStarted } from '../stop-reason.ts';
import { watchedCommand } from '../watched-command.ts';
import { openAskpassDoor, type AskpassDoor } from './askpass-door.ts';
import { opensshConfig } from './openssh-config.ts';
import { opensshFailure } from './openssh-failure.ts';
import { PersonBehindAskpass } from './person-behind-askpass.ts';
import { runSsh } from './run-ssh.ts';

export interface OpensshTransportOptions {
  readonly uri: string;
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
  readonly prompts: Prompts;
  /** Borescope's own known_hosts file: read with the others, and the only one written. */
  readonly additionsFile: string;
  /** Absent: the person's. */
  readonly homeFolder?: string;
}

const MAX_COMMANDS = 2;
const CONNECT_TIMEOUT_SECONDS = 15;
const SHELL_LIMITS = { timeoutMs: 120_000, maxBytes: 1024 * 1024 };
const SYSTEM_CONFIG = '/etc/ssh/ssh_config';
const inEnglish = createTranslator('en', [HOST_MESSAGES]);
/** Before anything is known of the far side. */
const UNKNOWN_SHELL: RemoteShell = { prefix: '', timeout: false, nice: false, uid: null, user: null };

interface Opened {
  readonly door: AskpassDoor;
  readonly configFile: string;
  readonly shell: RemoteShell;
}

/** A host reached by the program ssh of this computer, for what ssh2 cannot do: security keys, GSSAPI, ProxyCommand, certificates. One connection a command. */
export function createOpensshTransport(options: OpensshTransportOptions): Transport {
  return new OpensshTransport(options);
}

class OpensshTransport implements Transport {
  readonly uri: string;
  readonly #options: OpensshTransportOptions;
  readonly #queue = new ChannelQueue(MAX_COMMANDS);
  readonly #tools = new RemoteTools();
  readonly #closing = new AbortController();
  readonly #person: PersonBehindAskpass;
  #opening: Promise<Opened> | null = null;

  constructor(options: OpensshTransportOptions) {
    this.uri = options.uri;
    this.#options = options;
    this.#person = new PersonBehindAskpass(options.prompts, this.#closing.signal);
  }

  async connect(signal: CancelSignal): Promise<void> {
    await this.#opened(signal);
  }

  async probe(tools: readonly string[], signal: CancelSignal): Promise<Probe> {
    const { shell } = await this.#opened(signal);
    return { tools: await this.#tools.find(this, tools, signal), uid: shell.uid, user: shell.user };
  }

  exec(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    return this.#tools.exec(argv, options, (words, some) => this.#run(words, some));
  }

  readFile(file: string, options: ExecOptions): Promise<ExecOutcome> {
    return this.exec(['cat', '--', file], options);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#person.forget();
    const opened = await this.#opening?.catch(() => null);
    await opened?.door.close();
  }

  async #run(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    if (options.signal.aborted) return cancelledBeforeStart();
    let leave: (() => void) | null = null;
    try {
      const { door, configFile, shell } = await this.#opened(options.signal);
      leave = await this.#queue.enter(options.signal);
      if (leave === null) return cancelledBeforeStart();
      return (await this.#command(door, configFile, shell, argv, options)).outcome;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return error.data.code === 'cancelled' && options.signal.aborted ? cancelledBeforeStart() : notStarted(inEnglish(error.data.message));
    } finally {
      leave?.();
    }
  }

  /** One ssh process. Its own words go to a log of their own, so that the command's standard error stays as it is. */
  async #command(door: AskpassDoor, configFile: string, shell: RemoteShell, argv: readonly string[], options: ExecOptions): Promise<{ outcome: ExecOutcome; log: string; up: boolean }> {
    const { host, port, user } = this.#options;
    const mark = randomBytes(16).toString('hex');
    const logFile = path.join(door.folder, `log.${mark}`);
    const command = remoteCommand(shell, watchedCommand(argv, mark, options.stdin?.length ?? 0), options.timeoutMs);
    const place = [...(port === null ? [] : ['-p', String(port)]), ...(user === null ? [] : ['-l', user])];
    const ran = await runSsh(['-F', configFile, '-E', logFile, '-T', ...place, '--', host, command], { mark, options, environment: { ...process.env, ...door.environment }, closing: this.#closing.signal });
    const log = await readFile(logFile, 'utf8').catch(() => '');
    await rm(logFile, { force: true });
    if (ran.up || ran.outcome.end !== 'link-cut') return { ...ran, log };
    this.#person.forget(); // what was answered may have been wrong
    // A jump host is reached by another ssh, which speaks on standard error.
    const words = `${ran.stderr}\n${log}`;
    const failure = opensshFailure(host, words, this.#person.refused);
    return { outcome: notStarted(inEnglish(failure.data.message)), log: words, up: false };
  }

  async #opened(signal: CancelSignal): Promise<Opened> {
    if (this.#closing.signal.aborted) throw hostError('cancelled', 'error.ssh-closed', { host: this.#options.host });
    if (this.#opening !== null) return this.#opening;
    const opening = this.#open(signal);
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    return opening;
  }

  async #open(signal: CancelSignal): Promise<Opened> {
    const { host, port, user, additionsFile } = this.#options;
    const homeFolder = this.#options.homeFolder ?? os.homedir();
    const settings = await loadSshSettings({ host, port, user }, homeFolder);
    await mkdir(path.dirname(additionsFile), { recursive: true, mode: 0o700 });
    this.#person.refused = false;
    const door = await openAskpassDoor((question) => this.#person.answer(question));
    try {
      const configFile = path.join(door.folder, 'config');
      await writeFile(configFile, opensshConfig(settings, { additionsFile, homeFolder, systemFile: SYSTEM_CONFIG }, CONNECT_TIMEOUT_SECONDS), { mode: 0o600 });
      return { door, configFile, shell: await this.#learnShell(door, configFile, signal) };
    } catch (error) {
      await door.close();
      throw error;
    }
  }

  async #learnShell(door: AskpassDoor, configFile: string, signal: CancelSignal): Promise<RemoteShell> {
    const { host } = this.#options;
    const chunks: Uint8Array[] = [];
    const options: ExecOptions = { ...SHELL_LIMITS, stdin: Buffer.from(REMOTE_SHELL_SCRIPT), signal, onStdout: (chunk) => chunks.push(chunk), onStderr: () => {} };
    const { outcome, log, up } = await this.#command(door, configFile, UNKNOWN_SHELL, ['sh', '-s'], options);
    if (signal.aborted || this.#closing.signal.aborted) throw hostError('cancelled', 'error.ssh-cancelled', { host });
    const shell = readRemoteShell(Buffer.concat(chunks).toString('utf8'), '');
    if (shell !== null) return shell;
    throw up || log.trim() === '' ? hostError('unreachable', 'error.no-shell', { target: this.uri, why: outcome.detail || `exit status ${outcome.exitStatus ?? '?'}` }) : opensshFailure(host, log, this.#person.refused);
  }
}
