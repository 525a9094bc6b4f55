import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.ts';

const SSHD = '/usr/sbin/sshd';

/** A real sshd needs root for its test user. Such tests skip by name without, but never in CI. */
export const withoutSshd: boolean = (process.getuid?.() !== 0 || !existsSync(SSHD)) && process.env['CI'] !== 'true';

export interface TestUser {
  readonly name: string;
  readonly password: string;
  readonly home: string;
  readonly uid: number;
  readonly gid: number;
  remove(): void;
}

/** A real account with a password, so that PAM has something to check. */
export function createTestUser(shell = '/bin/sh'): TestUser {
  // Killed runs leave their users behind: no later one may meet their names.
  const tag = randomBytes(8).toString('hex');
  const name = `bscope-${tag}`;
  const password = `pw-${tag}-x`;
  const home = mkdtempSync(path.join(os.tmpdir(), 'borescope-user-'));
  execFileSync('useradd', ['--no-create-home', '--home-dir', home, '--shell', shell, name]);
  execFileSync('chpasswd', { input: `${name}:${password}\n` });
  execFileSync('chown', [name, home]);
  const idOf = (option: string): number => Number(execFileSync('id', [option, name], { encoding: 'utf8' }));
  return {
    name,
    password,
    home,
    uid: idOf('-u'),
    gid: idOf('-g'),
    remove: () => {
      execFileSync('userdel', ['--force', name], { stdio: 'ignore' });
      rmSync(home, { recursive: true, force: true });
      // Left there by JVMs that were killed; `jcmd` and `jps` look into every one of them.
      rmSync(`/tmp/hsperfdata_${name}`, { recursive: true, force: true });
    },
  };
}

export interface Sshd {
  readonly port: number;
  /** Temporary folder, readable by all. */
  readonly folder: string;
  readonly hostKey: string;
  /** Public half of the host key: type and base64. */
  readonly hostKeyLine: string;
  readonly authorizedKeys: string;
  /** What the server logged so far, at DEBUG1. */
  log(): string;
  /** Requests to sign in that the server saw, also by method none. */
  authAttempts(): number;
  /** Signals every process that serves a connection. */
  signalConnections(signal: NodeJS.Signals): number;
  stop(): Promise<void>;
}

/** Makes a key pair and gives the path of the private half. */
export function makeKey(folder: string, name: string, type: 'ed25519' | 'rsa' | 'ecdsa', passphrase = '', format: readonly string[] = []): string {
  const file = path.join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', type, ...(type === 'rsa' ? ['-b', '2048'] : []), ...format, '-N', passphrase, '-f', file]);
  return file;
}

export async function startSshd(settings: readonly string[] = [], port: number | null = null): Promise<Sshd> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'borescope-sshd-'));
  chmodSync(folder, 0o755);
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const hostKey = makeKey(folder, 'host-key', 'ed25519');
  const authorizedKeys = path.join(folder, 'authorized-keys');
  const logFile = path.join(folder, 'log');
  writeFileSync(authorizedKeys, '', { mode: 0o644 });
  const chosenPort = port ?? (await freePort());
  const config = path.join(folder, 'config');
  const lines = [`Port ${chosenPort}`, 'ListenAddress 127.0.0.1', `HostKey ${hostKey}`, `PidFile ${folder}/pid`, `AuthorizedKeysFile ${authorizedKeys}`, 'StrictModes no', 'UsePAM yes', 'LogLevel DEBUG1', 'PrintMotd no'];
  // The first value of a word counts in sshd's config too.
  writeFileSync(config, `${[...settings, ...lines, 'MaxSessions 20', 'KbdInteractiveAuthentication no'].join('\n')}\n`);
  const child = spawn(SSHD, ['-D', '-f', config, '-E', logFile], { stdio: 'ignore' });
  const log = (): string => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  await until(() => log().includes('Server listening'), () => `sshd did not start:\n${log()}`);
  const [type = '', base64 = ''] = readFileSync(`${hostKey}.pub`, 'utf8').split(' ');
  return {
    port: chosenPort,
    folder,
    hostKey,
    hostKeyLine: `${type} ${base64}`,
    authorizedKeys,
    log,
    authAttempts: () => log().match(/userauth-request for user/g)?.length ?? 0,
    signalConnections: (signal) => signalDescendants(child.pid ?? -1, signal),
    stop: async () => {
      signalDescendants(child.pid ?? -1, 'SIGCONT');
      signalDescendants(child.pid ?? -1, 'SIGKILL');
      child.kill('SIGKILL');
      await new Promise((done) => (child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(null)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** sshd forks one process a connection, and that one another for the user's rights; commands hang below. */
function signalDescendants(root: number, signal: NodeJS.Signals): number {
  const sshds = childrenOf([root]).filter((pid) => commandOf(pid) === 'sshd');
  const all = [...sshds, ...childrenOf(sshds).filter((pid) => commandOf(pid) === 'sshd')];
  for (const pid of all) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
  return all.length;
}

function childrenOf(parents: readonly number[]): number[] {
  return readdirSync('/proc').map(Number).filter((pid) => pid > 0 && parents.includes(parentOf(pid)));
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return -1;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

async function until(holds: () => boolean, otherwise: () => string): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (holds()) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(otherwise());
}
