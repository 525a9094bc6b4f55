import { appendFileSync, mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Transport } from '../../../../../shared/collect/transport.ts';
import type { Prompts } from '../../../prompts.ts';
import { ScriptedPrompts } from '../../../testing/scripted-prompts.ts';
import { createOpensshTransport } from '../../openssh/openssh-transport.ts';
import { createSshTransport, type SshTransportOptions } from '../ssh-transport.ts';
import type { Sshd, TestUser } from './sshd.ts';

/** A home folder of the person at this end, with nothing of the real one in it. */
export interface ClientHome {
  readonly folder: string;
  readonly additionsFile: string;
  trust(sshd: Sshd): void;
  remove(): void;
}

export function createClientHome(): ClientHome {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'borescope-home-'));
  mkdirSync(path.join(folder, '.ssh'));
  return {
    folder,
    additionsFile: path.join(folder, 'borescope', 'known_hosts'),
    trust: (sshd) => appendFileSync(path.join(folder, '.ssh', 'known_hosts'), `[127.0.0.1]:${sshd.port} ${sshd.hostKeyLine}\n`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function sshTo(sshd: Sshd, user: TestUser, home: ClientHome, prompts: Prompts = new ScriptedPrompts(), more: Partial<SshTransportOptions> = {}): Transport {
  return createSshTransport({
    uri: `ssh://${user.name}@127.0.0.1:${sshd.port}`,
    host: '127.0.0.1',
    port: sshd.port,
    user: user.name,
    prompts,
    additionsFile: home.additionsFile,
    homeFolder: home.folder,
    agentSocket: null,
    ...more,
  });
}

/** The same by the program ssh, which takes its keys from the configuration. */
export function opensshTo(sshd: Sshd, user: TestUser, home: ClientHome, prompts: Prompts = new ScriptedPrompts(), host = '127.0.0.1'): Transport {
  const place = host === '127.0.0.1' ? { port: sshd.port, user: user.name } : { port: null, user: null };
  return createOpensshTransport({ uri: `ssh://${user.name}@127.0.0.1:${sshd.port}`, host, ...place, prompts, additionsFile: home.additionsFile, homeFolder: home.folder });
}

/** Lets the key in. */
export function authorize(sshd: Sshd, privateKeyFile: string): void {
  appendFileSync(sshd.authorizedKeys, readFileSync(`${privateKeyFile}.pub`));
}
