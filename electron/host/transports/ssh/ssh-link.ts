import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { message } from '../../../../shared/base/message.ts';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import { hostError, textOf } from '../../host-errors.ts';
import type { Prompts } from '../../prompts.ts';
import { loadSshSettings } from './config/load-ssh-settings.ts';
import type { SshSettings } from './config/ssh-settings.ts';
import { ConnectAttempt } from './connect-attempt.ts';
import { prepareHostKeyCheck, type HostKeyPolicy } from './host-key-check.ts';
import { defaultKeyFiles, readKeyFiles } from './key-files.ts';
import type { SessionSecrets } from './sign-in.ts';
import { configUnsupported, type Peer } from './ssh-errors.ts';
import { planRoute, type Hop } from './ssh-route.ts';

/** What connecting needs to know beyond the target's URI. */
export interface SshLinkOptions {
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
  readonly prompts: Prompts;
  /** Borescope's own known_hosts file: read with the others, and the only one written. */
  readonly additionsFile: string;
  /** Key files to use instead of those of the configuration. */
  readonly identityFiles: readonly string[] | null;
  readonly homeFolder: string;
  readonly agentSocket: string | null;
  readonly answerTimeoutMs: number;
  readonly keepalive: Keepalive;
}

export interface Keepalive {
  readonly intervalMs: number;
  readonly misses: number;
}

/** Typed secrets by hop (`user@host:port`). */
export type SecretsByHop = Map<string, SessionSecrets>;

/** A server hangs up on people who think long; their answers are kept, so a few more tries end well. */
const MAX_ATTEMPTS = 4;

/** Connects and signs in, hop by hop; each hop's key is checked under that hop's own name. Rejects with HostError. */
export async function openSshLink(options: SshLinkOptions, secrets: SecretsByHop, signal: CancelSignal): Promise<Client> {
  const hops = await planRoute(options, (place) => loadSshSettings(place, options.homeFolder));
  const clients: Client[] = [];
  const closeAll = (): void => {
    for (const client of clients.toReversed()) client.destroy();
  };
  try {
    let way: Way | null = null;
    for (const [index, hop] of hops.entries()) {
      const client = await connectHop(hop, peerOf(hop, index, hops.length), way, { options, secrets, signal });
      clients.push(client);
      const next = hops[index + 1];
      if (next === undefined) return client.on('close', closeAll);
      client.on('error', () => {}); // the stream that runs through it ends, and tells
      way = () => forward(client, hop, next.settings);
    }
    throw new RangeError('a route has at least one hop');
  } catch (error) {
    closeAll();
    throw error;
  }
}

/** Opens a stream through the hop before. */
type Way = () => Promise<Duplex>;

interface Context {
  readonly options: SshLinkOptions;
  readonly secrets: SecretsByHop;
  readonly signal: CancelSignal;
}

async function connectHop(hop: Hop, peer: Peer, way: Way | null, { options, secrets, signal }: Context): Promise<Client> {
  const { settings } = hop;
  const [unsupported] = settings.needsOpenSsh;
  if (unsupported !== undefined) throw configUnsupported(hop.name, unsupported);
  const notes = settings.unfollowed.map(({ word, file, line, why }) => `${file}:${line} ${word}: ${why}`);
  const keyFiles = await readKeyFiles(filesToTry(options, settings), notes);
  const ownSecrets = secretsOf(secrets, peer);
  const agentSocket = settings.identityAgent === 'none' ? null : (settings.identityAgent ?? options.agentSocket);
  const { answerTimeoutMs } = options;
  const connectTimeoutMs = settings.connectTimeoutMs ?? answerTimeoutMs;
  const policy: HostKeyPolicy = { ...settings, additionsFile: options.additionsFile };
  for (let attempt = 1; ; attempt += 1) {
    const hostKeys = await prepareHostKeyCheck(peer, policy);
    const { identitiesOnly } = settings;
    const tried = await new ConnectAttempt({ peer, way: way === null ? null : await way(), prompts: options.prompts, hostKeys, agentSocket, keyFiles, identitiesOnly, secrets: ownSecrets, notes, answerTimeoutMs, connectTimeoutMs, keepalive: keepaliveOf(settings, options.keepalive), signal }).run();
    if (tried.result === 'ready') return tried.client;
    if (tried.result === 'failed' || attempt === MAX_ATTEMPTS) throw tried.error;
  }
}

/** A stream to the next hop through this one. */
function forward(client: Client, hop: Hop, to: SshSettings): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, to.host, to.port, (error, channel) => {
      if (error === undefined) resolve(channel);
      else reject(hostError('unreachable', 'error.ssh-jump-forward', { hop: hop.name, host: to.host, port: to.port, why: textOf(error) }, { next: message('next.ssh-jump') }));
    });
  });
}

function peerOf({ name, settings: { host, port, user, hostKeyAlias } }: Hop, index: number, hops: number): Peer {
  const jump = index === hops - 1 ? null : `${name} (ProxyJump ${index + 1}/${hops - 1})`;
  return { host, port, user, hostKeyAlias, jump };
}

function secretsOf(secrets: SecretsByHop, { user, host, port }: Peer): SessionSecrets {
  const key = `${user}@${host}:${port}`;
  const known = secrets.get(key) ?? { password: null, unlocked: new Map() };
  secrets.set(key, known);
  return known;
}

/** The configuration may only make a dead link known sooner. */
function keepaliveOf({ serverAliveMs, serverAliveMisses }: SshSettings, ours: Keepalive): Keepalive {
  const theirs = { intervalMs: serverAliveMs, misses: serverAliveMisses };
  const lasts = ({ intervalMs, misses }: Keepalive): number => intervalMs * (misses + 1);
  return serverAliveMs > 0 && lasts(theirs) < lasts(ours) ? theirs : ours;
}

function filesToTry({ identityFiles, homeFolder }: SshLinkOptions, settings: SshSettings): readonly string[] {
  return identityFiles ?? settings.identityFiles ?? defaultKeyFiles(homeFolder);
}
