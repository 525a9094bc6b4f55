import os from 'node:os';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { createTranslator } from '../../../../shared/base/translate.ts';
import type { CancelSignal, ExecOptions, ExecOutcome, Probe, Transport } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { HOST_MESSAGES } from '../../../../shared/host-api/messages.ts';
import { hostError, textOf } from '../../host-errors.ts';
import { ChannelQueue } from '../channel-queue.ts';
import { RemoteTools } from '../remote-tools.ts';
import { cancelledBeforeStart, notStarted } from '../stop-reason.ts';
import { learnRemoteShell } from './learn-remote-shell.ts';
import { remoteCommand, type RemoteShell } from './remote-shell.ts';
import { runWhenFree } from './run-on-channel.ts';
import type { UnixSocketDialer } from '../unix-socket-dialer.ts';
import { connectCancelled, transportClosed, type Peer } from './ssh-errors.ts';
import { openSshLink, type SecretsByHop, type SshLinkOptions } from './ssh-link.ts';

export interface SshTransportOptions extends Pick<SshLinkOptions, 'host' | 'port' | 'user' | 'prompts' | 'additionsFile'>, Partial<Pick<SshLinkOptions, 'homeFolder' | 'answerTimeoutMs' | 'keepalive'>> {
  /** As shown to people and written to provenance. */
  readonly uri: string;
  /** Absent: those of ssh_config for this host, else id_ed25519, id_ecdsa and id_rsa of ~/.ssh. */
  readonly identityFiles?: readonly string[];
  /** Absent: SSH_AUTH_SOCK; null: no agent. */
  readonly agentSocket?: string | null;
}

/** At most this many commands run on a host at once. */
const MAX_CHANNELS = 2;
/** Found dead after the third unanswered question: 15 s after the last answer, with 5 s to spare. */
const KEEPALIVE = { intervalMs: 5000, misses: 2 };
const ANSWER_TIMEOUT_MS = 15_000;
const inEnglish = createTranslator('en', [HOST_MESSAGES]);

interface Link {
  readonly client: Client;
  readonly shell: RemoteShell;
}

/** A host reached by SSH. One connection, opened when first needed and again after it was lost. */
export function createSshTransport(options: SshTransportOptions): Transport & UnixSocketDialer {
  return new SshTransport(options);
}

class SshTransport implements Transport, UnixSocketDialer {
  readonly uri: string;
  readonly #options: SshLinkOptions;
  readonly #queue = new ChannelQueue(MAX_CHANNELS);
  readonly #secrets: SecretsByHop = new Map();
  readonly #tools = new RemoteTools();
  readonly #closing = new AbortController();
  #link: Promise<Link> | null = null;

  constructor(options: SshTransportOptions) {
    this.uri = options.uri;
    this.#options = {
      ...options,
      identityFiles: options.identityFiles ?? null,
      homeFolder: options.homeFolder ?? os.homedir(),
      agentSocket: options.agentSocket === undefined ? (process.env['SSH_AUTH_SOCK'] ?? null) : options.agentSocket,
      answerTimeoutMs: options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
      keepalive: options.keepalive ?? KEEPALIVE,
    };
  }

  async connect(signal: CancelSignal): Promise<void> {
    await this.#linked(signal);
  }

  async probe(tools: readonly string[], signal: CancelSignal): Promise<Probe> {
    const { shell } = await this.#linked(signal);
    return { tools: await this.#tools.find(this, tools, signal), uid: shell.uid, user: shell.user };
  }

  exec(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    return this.#tools.exec(argv, options, (words, some) => this.#run(words, some));
  }

  readFile(path: string, options: ExecOptions): Promise<ExecOutcome> {
    return this.exec(['cat', '--', path], options);
  }

  /** Over the one SSH connection. */
  async openUnixSocket(path: string, signal: CancelSignal): Promise<Duplex> {
    const { client } = await this.#linked(signal);
    return new Promise((resolve, reject) => {
      client.openssh_forwardOutStreamLocal(path, (error, channel) => {
        if (error) {
          reject(error);
          return;
        }
        // Without an end of its own the channel would never close.
        channel.on('end', () => channel.end());
        resolve(channel);
      });
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#secrets.clear();
    const link = await this.#link?.catch(() => null);
    link?.client.destroy();
    this.#link = null;
  }

  async #run(argv: readonly [string, ...string[]], options: ExecOptions): Promise<ExecOutcome> {
    let leave: (() => void) | null = null;
    try {
      if (options.signal.aborted) return cancelledBeforeStart();
      const { client, shell } = await this.#linked(options.signal);
      leave = await this.#queue.enter(options.signal);
      if (leave === null) return cancelledBeforeStart();
      const result = await runWhenFree(client, remoteCommand(shell, argv, options.timeoutMs), options);
      return result.opened ? result.outcome : notStarted(result.why);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return error.data.code === 'cancelled' && options.signal.aborted ? cancelledBeforeStart() : notStarted(inEnglish(error.data.message));
    } finally {
      leave?.();
    }
  }

  /** The shared connection. A caller that stops waiting leaves it to the others. */
  async #linked(signal: CancelSignal): Promise<Link> {
    for (;;) {
      try {
        return await this.#waitForLink(signal);
      } catch (error) {
        // Another caller's cancel may have ended the opening that this one had just joined.
        const cancelled = error instanceof HostError && error.data.code === 'cancelled';
        if (!cancelled || signal.aborted || this.#closing.signal.aborted) throw error;
      }
    }
  }

  async #waitForLink(signal: CancelSignal): Promise<Link> {
    if (this.#closing.signal.aborted) throw transportClosed(this.#peer());
    this.#link ??= this.#open();
    const link = this.#link;
    let onAbort = (): void => {};
    const cancelled = new Promise<never>((_resolve, reject) => {
      onAbort = () => reject(connectCancelled(this.#peer()));
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
    this.#waiting += 1;
    try {
      return await Promise.race([link, cancelled]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#waiting -= 1;
      if (this.#waiting === 0 && signal.aborted) this.#stopOpening.abort();
    }
  }

  #waiting = 0;
  #stopOpening = new AbortController();

  #open(): Promise<Link> {
    this.#stopOpening = new AbortController();
    const stop = AbortSignal.any([this.#stopOpening.signal, this.#closing.signal]);
    const forget = (): void => {
      if (this.#link === opening) this.#link = null;
    };
    const opening = this.#openLink(stop, forget);
    opening.catch(forget);
    return opening;
  }

  async #openLink(stop: AbortSignal, onClosed: () => void): Promise<Link> {
    const client = await openSshLink(this.#options, this.#secrets, stop);
    client.on('error', () => {}).on('close', onClosed); // running commands learn it by their missing exit status
    try {
      return { client, shell: await learnRemoteShell(client, this.uri, stop) };
    } catch (error) {
      client.destroy();
      throw error instanceof HostError ? error : hostError('unreachable', 'error.no-shell', { target: this.uri, why: textOf(error) });
    }
  }

  #peer(): Peer {
    return { host: this.#options.host, port: this.#options.port ?? 22, user: this.#options.user ?? '', hostKeyAlias: null, jump: null };
  }
}
