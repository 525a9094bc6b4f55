import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'ssh2';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { Prompts } from '../../prompts.ts';
import { ConnectAttempt } from './connect-attempt.ts';
import { prepareHostKeyCheck, type KnownHostsOptions } from './host-key-check.ts';
import { defaultKeyFiles, readKeyFiles } from './key-files.ts';
import type { SessionSecrets } from './sign-in.ts';
import { resolveSshConfig, type SshHostSettings } from './ssh-config.ts';
import { configUnsupported, type Peer } from './ssh-errors.ts';

/** What connecting needs to know beyond the target's URI. */
export interface SshLinkOptions {
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
  readonly prompts: Prompts;
  readonly knownHosts: KnownHostsOptions;
  /** Key files to use instead of those of ~/.ssh. */
  readonly identityFiles: readonly string[] | null;
  readonly homeFolder: string;
  readonly defaultUser: string;
  readonly agentSocket: string | null;
  readonly answerTimeoutMs: number;
  readonly keepalive: { readonly intervalMs: number; readonly misses: number };
}

const DEFAULT_PORT = 22;
/** A server hangs up on people who think long; their answers are kept, so a few more tries end well. */
const MAX_ATTEMPTS = 4;

/** Connects and signs in. Rejects with HostError. */
export async function openSshLink(options: SshLinkOptions, secrets: SessionSecrets, signal: CancelSignal): Promise<Client> {
  const configFile = path.join(options.homeFolder, '.ssh', 'config');
  const settings = resolveSshConfig(await readFile(configFile, 'utf8').catch(() => ''), options.host, options.homeFolder);
  if (settings.blocked !== null) throw configUnsupported(options.host, configFile, settings.blocked);
  const peer: Peer = { host: settings.hostName ?? options.host, port: options.port ?? settings.port ?? DEFAULT_PORT, user: options.user ?? settings.user ?? options.defaultUser };
  const notes = settings.skipped.map(({ word, line }) => `${configFile}:${line} stepped over: ${word}`);
  const keyFiles = await readKeyFiles(filesToTry(options, settings), notes);
  for (let attempt = 1; ; attempt += 1) {
    const hostKeys = await prepareHostKeyCheck(peer, options.knownHosts);
    const tried = await new ConnectAttempt({ ...options, peer, hostKeys, keyFiles, identitiesOnly: settings.identitiesOnly, secrets, notes, signal }).run();
    if (tried.result === 'ready') return tried.client;
    if (tried.result === 'failed' || attempt === MAX_ATTEMPTS) throw tried.error;
  }
}

function filesToTry({ identityFiles, homeFolder }: SshLinkOptions, settings: SshHostSettings): readonly string[] {
  if (identityFiles !== null) return identityFiles;
  return settings.identityFiles.length > 0 ? settings.identityFiles : defaultKeyFiles(homeFolder);
}
