import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { HostError } from '../../../../../shared/host-api/host-error.ts';
import { describeSshConfig } from './describe-config.ts';
import { loadSshSettings } from './load-ssh-settings.ts';
import type { SshSettings } from './ssh-settings.ts';

const home = mkdtempSync(path.join(os.tmpdir(), 'borescope-config-'));
const configFile = path.join(home, '.ssh', 'config');
mkdirSync(path.join(home, '.ssh', 'more'), { recursive: true });
afterAll(() => rmSync(home, { recursive: true }));

function given(text: string, files: Readonly<Record<string, string>> = {}): void {
  writeFileSync(configFile, text, { mode: 0o600 });
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(home, '.ssh', name), content, { mode: 0o600 });
}
const ours = (host: string): Promise<SshSettings> => loadSshSettings({ host, port: null, user: null }, home, null);

/** What the system's ssh makes of the same file, word by word. It takes the home folder from the account, so `~` is its own. */
function oracle(host: string): Map<string, string[]> {
  const printed = execFileSync('ssh', ['-G', '-F', configFile, host], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const words = new Map<string, string[]>();
  for (const line of printed.trimEnd().split('\n')) {
    const space = line.indexOf(' ');
    const word = line.slice(0, space);
    words.set(word, [...(words.get(word) ?? []), line.slice(space + 1)]);
  }
  return words;
}

const STRICT: Readonly<Record<string, SshSettings['strictHostKeyChecking']>> = { ask: 'ask', true: 'yes', false: 'no', 'accept-new': 'accept-new' };
const seconds = (text: string | undefined): number | null => (text === undefined || text === 'none' ? null : Number(text) * 1000);
const jumpText = ({ jumps }: SshSettings): string | undefined =>
  jumps.length === 0 ? undefined : jumps.map(({ host, port, user }) => `${user === null ? '' : `${user}@`}${host.includes(':') ? `[${host}]` : host}${port === null ? '' : `:${port}`}`).join(',');

/** Every followed word agrees. */
async function expectAgreement(host: string, text: string): Promise<void> {
  const [theirs, mine] = [oracle(host), await ours(host)];
  const one = (word: string): string | undefined => theirs.get(word)?.[0];
  const account = os.userInfo().homedir;
  const named = (theirs.get('identityfile') ?? []).filter((file) => file !== 'none');
  const usual = named.includes('~/.ssh/id_xmss');
  expect(mine, text).toMatchObject({
    host: one('hostname'),
    port: Number(one('port')),
    user: one('user'),
    identitiesOnly: one('identitiesonly') === 'yes',
    hostKeyAlias: one('hostkeyalias') ?? null,
    strictHostKeyChecking: STRICT[one('stricthostkeychecking') ?? ''],
    connectTimeoutMs: seconds(one('connecttimeout')),
    serverAliveMs: seconds(one('serveraliveinterval')),
    serverAliveMisses: Number(one('serveralivecountmax')),
    identityFiles: usual ? null : named.map((file) => file.replace(/^~/, home)),
  });
  expect(mine.userKnownHostsFiles.join(' ')).toBe(one('userknownhostsfile')?.replaceAll(account, home));
  expect(jumpText(mine)).toBe(one('proxyjump') === 'none' ? undefined : one('proxyjump'));
  expect(mine.needsOpenSsh.some(({ word }) => word.toLowerCase() === 'proxycommand')).toBe(one('proxycommand') !== undefined && one('proxycommand') !== 'none');
}

const HOSTS = ['web', 'web-1', 'WEB', 'db.acme.test', 'db', '10.0.0.7', 'shop'];
const pattern = fc.constantFrom('*', 'web', 'web*', '!web', 'db.*', '!db.acme.test', '*.acme.test', '10.0.0.?', '10.0.0.7', 'shop', '?hop', 'WEB', '"web-1"');
const setting = fc.oneof(
  fc.constantFrom('HostName %h.acme.test', 'HostName=10.0.0.7', 'HostName "db.acme.test"', 'HostName SHOP.example', 'hostname 127.0.0.1 # here'),
  fc.constantFrom('Port 2222', 'Port=22', '  Port = 2200', 'PORT "443"'),
  fc.constantFrom('User ann', 'User "shop"', 'User=root', "User 'bob'"),
  fc.constantFrom('IdentityFile ~/.ssh/a', 'IdentityFile "~/.ssh/b c"', 'IdentityFile ~/.ssh/a', 'IdentityFile /keys/x\\ y', 'IdentityFile none'),
  fc.constantFrom('IdentitiesOnly yes', 'IdentitiesOnly no', 'IdentitiesOnly true'),
  fc.constantFrom('ProxyJump none', 'ProxyJump bastion', 'ProxyJump u@a:2200,ssh://b:22', 'ProxyJump [::1]:22', 'ProxyCommand none', 'ProxyCommand nc %h %p'),
  fc.constantFrom('StrictHostKeyChecking yes', 'StrictHostKeyChecking no', 'StrictHostKeyChecking accept-new', 'StrictHostKeyChecking off', 'StrictHostKeyChecking ask'),
  fc.constantFrom('ConnectTimeout 7', 'ConnectTimeout none', 'ConnectTimeout 1m30s', 'ServerAliveInterval 2m', 'ServerAliveInterval 15', 'ServerAliveCountMax 5'),
  fc.constantFrom('HostKeyAlias Shop-Key', 'UserKnownHostsFile ~/.ssh/kh1 ~/.ssh/kh2', 'UserKnownHostsFile "~/.ssh/kh 3"', 'ForwardAgent yes', 'LogLevel QUIET', '# a comment', '', '   '),
  fc.constantFrom('Include more/one', 'Include more/*.conf', 'Include ~/.ssh/more/one more/none'),
);
const block = fc.oneof(
  { weight: 3, arbitrary: fc.array(pattern, { minLength: 1, maxLength: 3 }).map((patterns) => `Host ${patterns.join(' ')}`) },
  { weight: 2, arbitrary: fc.constantFrom('Match all', 'Match host web', 'Match host=*.acme.test,10.*', 'Match originalhost web,db', 'Match !host web', 'Match user ann', 'Match user root host *', 'Match localuser nobody', 'Match final host *.acme.test', 'Match !final', 'Match final all', 'Match canonical', 'Match originalhost "db" !user ann # x') },
);
const section = fc.tuple(block, fc.array(setting, { maxLength: 4 })).map(([head, settings]) => [head, ...settings.map((line) => `  ${line}`)].join('\n'));
const config = fc.tuple(fc.array(setting, { maxLength: 2 }), fc.array(section, { minLength: 1, maxLength: 5 })).map(([top, sections]) => `${[...top, ...sections].join('\n')}\n`);

describe('ssh_config', () => {
  it.skipIf(!existsSync('/usr/bin/ssh'))('[SSH-30] agrees with `ssh -G` on every followed word of 60 configurations', async () => {
    // ssh takes relative Includes from the account's own folder, so these are written out.
    const included = { 'more/one': 'User included\nHost web\n  Port 1001\nHost other\n  Port 1002\n', 'more/a.conf': 'IdentityFile ~/.ssh/from-a\nMatch user ann\n  ConnectTimeout 3\n', 'more/b.conf': 'Host db*\n  HostKeyAlias b\n' };
    const samples = fc.sample(config, { numRuns: 60, seed: 20_261_121 });
    for (const [i, text] of samples.entries()) {
      given(text.replaceAll('~/.ssh/more', `${home}/.ssh/more`).replaceAll(' more/', ` ${home}/.ssh/more/`), included);
      for (const host of [HOSTS[i % HOSTS.length], HOSTS[(3 * i + 1) % HOSTS.length]]) await expectAgreement(host ?? '', text);
    }
  }, 60_000);

  it('[SSH-31] names words it does not follow, malformed lines and Includes of nothing, with file and line', async () => {
    given('ForwardAgent yes\nUser\nBogusWord on\nIdentityFile "open\nInclude nothing/*\nHost web\n  IdentityFile ~bob/key\n  IdentityFile %Z\n');
    const { unfollowed } = await ours('web');
    expect(unfollowed.map(({ word, line, why }) => [word, line, why])).toEqual([
      ['User', 2, 'no argument after the word'],
      ['IdentityFile', 4, 'a quote is not closed'],
      ['Include', 5, 'nothing at nothing/*'],
      ['IdentityFile', 7, '~bob/key: the home folder of another user'],
      ['IdentityFile', 8, '%Z: unknown token %Z'],
      ['ForwardAgent', 1, 'not followed'],
      ['BogusWord', 3, 'not followed'],
    ]);
    expect(unfollowed.every(({ file }) => file === configFile)).toBe(true);
  });

  it('[SSH-32] says which words only the system\'s ssh can follow, and runs no `Match exec`', async () => {
    const touched = path.join(home, 'touched');
    given(`Match exec "touch ${touched}"\n  User ann\nHost web\n  ProxyCommand nc %h %p\n  CertificateFile ~/.ssh/c\n  GSSAPIAuthentication yes\nHost db\n  ProxyCommand none\n`);
    expect((await ours('web')).needsOpenSsh.map(({ word, line }) => [word, line])).toEqual([['ProxyCommand', 4], ['CertificateFile', 5], ['GSSAPIAuthentication', 6], ['Match exec', 1]]);
    expect((await ours('db')).needsOpenSsh.map(({ word }) => word)).toEqual(['Match exec']);
    expect(existsSync(touched)).toBe(false);
  });

  it('[SSH-33] refuses an Include that comes back to itself, and a file that cannot be read', async () => {
    given('Include one\n', { one: 'Host *\n  Include two\n', two: `Include ${home}/.ssh/one\n` });
    const cycle = await ours('web').catch((error: unknown) => error);
    expect(cycle instanceof HostError && cycle.data).toMatchObject({ code: 'refused', message: { key: 'error.ssh-config-cycle', params: { file: path.join(home, '.ssh', 'two'), line: 1, included: path.join(home, '.ssh', 'one') } } });
    rmSync(configFile);
    mkdirSync(configFile);
    const unreadable = await ours('web').catch((error: unknown) => error);
    rmSync(configFile, { recursive: true });
    expect(unreadable instanceof HostError && unreadable.data.message).toMatchObject({ key: 'error.ssh-config-unreadable', params: { file: configFile, why: 'EISDIR' } });
  });

  it('[SSH-34] fills tokens and the environment into names of files', async () => {
    process.env['BORESCOPE_TEST_KEYS'] = '/keys';
    given('Host web\n  HostName 10.0.0.7\n  User ann\n  Port 2222\n  IdentityFile ~/%n-%h-%p-%r\n  IdentityFile ${BORESCOPE_TEST_KEYS}/%%x\n  IdentityFile ${BORESCOPE_NOT_SET}/x\n  IdentityAgent %d/agent\n  UserKnownHostsFile %d/kh-%k\n');
    const settings = await ours('web');
    delete process.env['BORESCOPE_TEST_KEYS'];
    expect(settings.identityFiles).toEqual([`${home}/web-10.0.0.7-2222-ann`, '/keys/%x']);
    expect(settings.identityAgent).toBe(`${home}/agent`);
    expect(settings.userKnownHostsFiles).toEqual([`${home}/kh-web`]);
    expect(settings.unfollowed.map(({ why }) => why)).toEqual(['${BORESCOPE_NOT_SET}/x: the environment has no BORESCOPE_NOT_SET']);
  });

  it('[SSH-35] says nothing of an empty or missing file', async () => {
    rmSync(configFile, { force: true });
    expect(await ours('Web')).toMatchObject({ host: 'web', port: 22, identityFiles: null, identitiesOnly: false, jumps: [], needsOpenSsh: [], unfollowed: [] });
  });

  it('[SSH-36] lets what the person gave win over every file, and match by it', async () => {
    given('Match user bob\n  Port 77\nHost *\n  User ann\n  Port 88\n');
    expect(await loadSshSettings({ host: 'web', port: null, user: 'bob' }, home, null)).toMatchObject({ user: 'bob', port: 77 });
    expect(await loadSshSettings({ host: 'web', port: 99, user: null }, home, null)).toMatchObject({ user: 'ann', port: 99 });
  });

  it('[SSH-37] describes the whole file for the doctor: its hosts and each word not followed', async () => {
    given('Host web db *.x\n  ForwardAgent yes\nHost db\n  ProxyCommand nc %h %p\n');
    expect(await describeSshConfig(home)).toBe(`2 hosts · ForwardAgent (${configFile}:2, not followed); ProxyCommand (${configFile}:4, by the program ssh)`);
    given('Include config\n');
    expect(await describeSshConfig(home)).toContain('leads back to itself');
  });
});
