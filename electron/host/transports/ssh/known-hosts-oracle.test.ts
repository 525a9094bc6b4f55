import { spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScriptedPrompts } from '../../testing/scripted-prompts.ts';
import { prepareHostKeyCheck } from './host-key-check.ts';
import { createClientHome, type ClientHome } from './testing/sshd-target.ts';
import { makeKey, startSshd, withoutSshd, type Sshd } from './testing/sshd.ts';

const hashed = (name: string): string => {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
};

/** [what it shows, host, port, known_hosts]. KEY: what the server shows; OTHER: another of the same type; RSA: another type. */
const CASES: readonly (readonly [string, string, number, readonly string[]])[] = [
  ['an empty file', 'web', 22, []],
  ['the key of the host', 'web', 22, ['web KEY']],
  ['another key of the host', 'web', 22, ['web OTHER']],
  ['only a key of another type', 'web', 22, ['web RSA']],
  ['another key, then the key', 'web', 22, ['web OTHER', 'web KEY']],
  ['the key, then another', 'web', 22, ['web KEY', 'web OTHER']],
  ['the key of another host', 'web', 22, ['db KEY']],
  ['a host in capitals in the file', 'web', 22, ['WEB KEY']],
  ['a host in capitals on the command line', 'WEB', 22, ['web KEY']],
  ['several names', 'web', 22, ['db,web,10.0.0.1 KEY']],
  ['a comment after the key', 'web', 22, ['web KEY somebody@somewhere 2020']],
  ['comments and empty lines', 'web', 22, ['# web OTHER', '', '   ', 'web KEY']],
  ['a port of its own', 'web', 2222, ['[web]:2222 KEY']],
  ['another key at a port of its own', 'web', 2222, ['[web]:2222 OTHER']],
  ['the bare name for another port', 'web', 2222, ['web KEY']],
  ['another key of the bare name for another port', 'web', 2222, ['web OTHER']],
  ['another key at the port, the key at the bare name', 'web', 2222, ['[web]:2222 OTHER', 'web KEY']],
  ['another key at the bare name, the key at the port', 'web', 2222, ['web OTHER', '[web]:2222 KEY']],
  ['a port in the file, none in the question', 'web', 22, ['[web]:2222 KEY']],
  ['[name]:22', 'web', 22, ['[web]:22 KEY']],
  ['a wildcard', 'web.acme.test', 22, ['*.acme.test KEY']],
  ['a wildcard of another domain', 'web.acme.test', 22, ['*.acme.com KEY']],
  ['a wildcard with another key', 'web.acme.test', 22, ['*.acme.test OTHER']],
  ['question marks', '10.0.0.7', 22, ['10.0.0.? KEY']],
  ['a question mark too few', '10.0.0.77', 22, ['10.0.0.? KEY']],
  ['negation', 'db.acme.test', 22, ['*.acme.test,!db.acme.test KEY']],
  ['negation of another', 'web.acme.test', 22, ['*.acme.test,!db.acme.test KEY']],
  ['negation alone', 'web', 22, ['!db KEY']],
  ['a wildcard with a port', 'web', 2222, ['[*]:2222 KEY']],
  ['a star for everything, also ports', 'web', 2222, ['* KEY']],
  ['a hashed name', 'web', 22, ['HASH(web) KEY']],
  ['a hashed name with a port', 'web', 2222, ['HASH([web]:2222) KEY']],
  ['a hashed name of another host', 'web', 22, ['HASH(db) KEY']],
  ['a hashed name with another key', 'web', 22, ['HASH(web) OTHER']],
  ['a revoked key', 'web', 22, ['web KEY', '@revoked web KEY']],
  ['a revoked key by wildcard, first', 'web', 22, ['@revoked * KEY', 'web KEY']],
  ['another key revoked', 'web', 22, ['@revoked web OTHER', 'web KEY']],
  ['a key revoked for another host', 'web', 22, ['@revoked db KEY', 'web KEY']],
  ['a revoked key at another port', 'web', 2222, ['@revoked web KEY', '[web]:2222 KEY']],
  ['only a revoked line', 'web', 22, ['@revoked web KEY']],
  ['an authority that is the key itself', 'web', 22, ['@cert-authority web KEY']],
  ['an authority, and the key', 'web', 22, ['@cert-authority * OTHER', 'web KEY']],
  ['malformed lines before the key', 'web', 22, ['web', 'web ssh-ed25519', 'web ssh-ed25519 AAAA', '@odd web KEY', 'web KEY']],
  ['the key under a wrong type', 'web', 22, ['web WRONGTYPE']],
  ['tabs and spaces', 'web', 22, ['\t web \t KEY']],
  ['an IPv6 address', '::1', 22, ['::1 KEY']],
  ['an IPv6 address with a port', '::1', 2222, ['[::1]:2222 KEY']],
];

describe.skipIf(withoutSshd)('known_hosts and the real ssh', () => {
  let sshd: Sshd;
  let home: ClientHome;
  let substitutions: readonly (readonly [RegExp, string | ((whole: string, name: string) => string)])[];
  beforeAll(async () => {
    [sshd, home] = [await startSshd(), createClientHome()];
    const keyLine = (type: 'ed25519' | 'rsa'): string => readFileSync(`${makeKey(home.folder, `other-${type}`, type)}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
    const key = sshd.hostKeyLine.trim();
    substitutions = [[/WRONGTYPE/, `ssh-rsa ${key.split(' ')[1]}`], [/KEY/, key], [/OTHER/, keyLine('ed25519')], [/RSA$/, keyLine('rsa')], [/HASH\((.*?)\)/, (_whole, name) => hashed(name)]];
  }, 30_000);
  afterAll(async () => {
    await sshd?.stop();
    home?.remove();
  });

  function theirs(host: string, port: number, file: string): string {
    const options = ['StrictHostKeyChecking=yes', 'BatchMode=yes', `UserKnownHostsFile=${file}`, 'GlobalKnownHostsFile=none', 'IdentityFile=none', 'IdentityAgent=none', `ProxyCommand=busybox nc 127.0.0.1 ${sshd.port}`];
    const { stderr } = spawnSync('ssh', ['-F', 'none', ...options.flatMap((option) => ['-o', option]), '-p', String(port), '-l', 'nobody', host, 'true'], { encoding: 'utf8' });
    if (/REVOKED/.test(stderr)) return 'revoked';
    if (/IDENTIFICATION HAS CHANGED/.test(stderr)) return 'changed';
    if (/No \S+ host key is known/.test(stderr)) return 'unknown';
    return /Permission denied/.test(stderr) ? 'trusted' : stderr;
  }

  async function ours(host: string, port: number, file: string): Promise<string> {
    const check = await prepareHostKeyCheck(
      { host, port, user: 'nobody', hostKeyAlias: null, jump: null },
      { userKnownHostsFiles: [file], globalKnownHostsFiles: [], additionsFile: home.additionsFile, strictHostKeyChecking: 'yes' },
    );
    const error = await check.check(Buffer.from(sshd.hostKeyLine.split(' ')[1] ?? '', 'base64'), new ScriptedPrompts(), new AbortController().signal);
    // What ssh2 cannot check is refused by a name of its own; ssh calls the bare key unknown.
    return error?.data.message.key.replace('error.host-key-', '').replace('needs-certificate', 'unknown') ?? 'trusted';
  }

  it(`[SSH-20] agrees with \`ssh -o StrictHostKeyChecking=yes\` on ${CASES.length} files`, async () => {
    const file = path.join(home.folder, 'known_hosts');
    const differences: string[] = [];
    for (const [what, host, port, lines] of CASES) {
      const text = lines.map((line) => substitutions.reduce((done, [pattern, by]) => (typeof by === 'string' ? done.replace(pattern, by) : done.replace(pattern, by)), line));
      writeFileSync(file, `${text.join('\n')}\n`);
      const [mine, real] = [await ours(host, port, file), theirs(host, port, file)];
      if (mine !== real) differences.push(`${what}: ${mine}, ssh says ${real}`);
    }
    expect(differences).toEqual([]);
  }, 60_000);
});
