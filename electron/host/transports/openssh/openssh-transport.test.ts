import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../../../shared/collect/transport.ts';
import type { PromptAnswer } from '../../../../shared/host-api/views.ts';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { ScriptedPrompts } from '../../testing/scripted-prompts.ts';
import { fingerprintOf } from '../ssh/known-hosts.ts';
import { authorize, createClientHome, opensshTo, type ClientHome } from '../ssh/testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type Sshd, type TestUser } from '../ssh/testing/sshd.ts';
import { runAndCollect } from '../testing/run-and-collect.ts';
import { reasonForOpenssh } from './needs-openssh.ts';
import { createSshByConfig } from './ssh-by-config.ts';

const never = new AbortController().signal;
const secret = (value: string): PromptAnswer => ({ type: 'secret', value });

describe.skipIf(withoutSshd)('the program ssh', () => {
  let sshd: Sshd;
  let user: TestUser;
  let home: ClientHome;
  let attemptsBefore = 0;
  const open: Transport[] = [];
  beforeAll(async () => {
    [sshd, user] = [await startSshd(['UsePAM no']), createTestUser()];
  }, 30_000);
  afterAll(async () => {
    await sshd?.stop();
    user?.remove();
  });
  beforeEach(() => {
    home = createClientHome();
    home.trust(sshd);
    const key = makeKey(home.folder, 'key', 'ed25519');
    writeFileSync(sshd.authorizedKeys, '');
    authorize(sshd, key);
    config(`IdentityFile ${key}\n`);
    attemptsBefore = sshd.authAttempts();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((transport) => transport.close()));
    home.remove();
  });

  function config(text: string): void {
    writeFileSync(path.join(home.folder, '.ssh', 'config'), `IdentitiesOnly yes\n${text}`);
  }
  const userFile = (): string => path.join(home.folder, '.ssh', 'known_hosts');
  function to(prompts = new ScriptedPrompts(), host?: string): Transport {
    const transport = opensshTo(sshd, user, home, prompts, host);
    open.push(transport);
    return transport;
  }
  const whoAmI = async (transport: Transport): Promise<string> => (await runAndCollect(transport, ['id', '-un'])).stdout.toString().trim();

  it('[OSSH-01] goes through a ProxyCommand', async () => {
    config(`Host inner\n  HostName not-a-real-name.invalid\n  Port ${sshd.port}\n  User ${user.name}\n  HostKeyAlias [127.0.0.1]:${sshd.port}\n  IdentityFile ${home.folder}/key\n  ProxyCommand ${process.execPath} -e "const s=require('net').connect(${sshd.port},'127.0.0.1');process.stdin.pipe(s);s.pipe(process.stdout)"\n`);
    expect(await whoAmI(to(new ScriptedPrompts(), 'inner'))).toBe(user.name);
  });

  it('[OSSH-02] asks for a password through our own prompts, once for all connections', async () => {
    config('IdentityFile none\n');
    const prompts = new ScriptedPrompts(() => secret(user.password));
    const transport = to(prompts);
    expect(await whoAmI(transport)).toBe(user.name);
    expect(await whoAmI(transport)).toBe(user.name);
    expect(prompts.asked).toEqual([{ type: 'secret', purpose: 'password', for: `${user.name}@127.0.0.1`, attempt: 1 }]);
  });

  it('[OSSH-03] asks again after a wrong password, and says who was not let in', async () => {
    config('IdentityFile none\nNumberOfPasswordPrompts 2\n');
    const prompts = new ScriptedPrompts(() => secret('wrong'));
    const error = await hostErrorOf(to(prompts).connect(never));
    expect(error).toMatchObject({ code: 'refused', message: { key: 'error.ssh-refused', params: { user: user.name } } });
    expect(prompts.asked.map((prompt) => (prompt.type === 'secret' ? prompt.attempt : 0))).toEqual([1, 2]);
    const second = new ScriptedPrompts((prompt) => secret(prompt.type === 'secret' && prompt.attempt === 2 ? user.password : 'wrong'));
    expect(await whoAmI(to(second))).toBe(user.name);
  });

  it('[OSSH-04] names a question that was not answered', async () => {
    config('IdentityFile none\n');
    expect(await hostErrorOf(to().connect(never))).toMatchObject({ code: 'refused', message: { key: 'error.ssh-not-answered' } });
  });

  it('[OSSH-05] asks for the passphrase of a key', async () => {
    const key = makeKey(home.folder, 'locked', 'ed25519', 'open sesame');
    authorize(sshd, key);
    config(`IdentityFile ${key}\n`);
    const prompts = new ScriptedPrompts(() => secret('open sesame'));
    expect(await whoAmI(to(prompts))).toBe(user.name);
    expect(prompts.asked).toEqual([{ type: 'secret', purpose: 'passphrase', for: key, attempt: 1 }]);
  });

  it('[OSSH-06] shows an unknown host key, keeps a yes in our own file only, and signs in nowhere before it', async () => {
    writeFileSync(userFile(), '');
    const fingerprint = fingerprintOf(Buffer.from(sshd.hostKeyLine.split(' ')[1] ?? '', 'base64'));
    const refusing = new ScriptedPrompts();
    expect(await hostErrorOf(to(refusing).connect(never))).toMatchObject({ code: 'refused', message: { key: 'error.ssh-host-key-untrusted' } });
    expect(refusing.asked).toEqual([{ type: 'host-key', host: '127.0.0.1', port: sshd.port, keyType: 'ED25519', fingerprint }]);
    expect(sshd.authAttempts() - attemptsBefore).toBe(0);
    expect(await whoAmI(to(new ScriptedPrompts(() => ({ type: 'yes' }))))).toBe(user.name);
    expect(readFileSync(userFile(), 'utf8')).toBe('');
    expect(readFileSync(home.additionsFile, 'utf8')).toContain(sshd.hostKeyLine);
  });

  it('[OSSH-07] refuses a changed and a revoked host key without a question', async () => {
    const other = readFileSync(`${makeKey(home.folder, 'other', 'ed25519')}.pub`, 'utf8');
    writeFileSync(userFile(), `# one\n[127.0.0.1]:${sshd.port} ${other}`);
    const prompts = new ScriptedPrompts(() => ({ type: 'yes' }));
    expect(await hostErrorOf(to(prompts).connect(never))).toMatchObject({ code: 'refused', message: { key: 'error.host-key-changed', params: { file: userFile(), line: 2 } } });
    writeFileSync(userFile(), '');
    home.trust(sshd);
    appendFileSync(userFile(), `@revoked * ${sshd.hostKeyLine}\n`);
    expect(await hostErrorOf(to(prompts).connect(never))).toMatchObject({ code: 'refused', message: { key: 'error.host-key-revoked-by-ssh' } });
    expect(prompts.asked).toEqual([]);
    expect(sshd.authAttempts() - attemptsBefore).toBe(0);
  });

  it('[OSSH-08] takes a host by the certificate of its authority, and no other', async () => {
    const authority = makeKey(home.folder, 'authority', 'ed25519');
    const hostKey = makeKey(home.folder, 'certified', 'ed25519');
    execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'shop', '-h', '-n', '127.0.0.1', `${hostKey}.pub`]);
    const certified = await startSshd([`HostKey ${hostKey}`, `HostCertificate ${hostKey}-cert.pub`]);
    try {
      authorize(certified, path.join(home.folder, 'key'));
      writeFileSync(userFile(), `@cert-authority * ${readFileSync(`${authority}.pub`, 'utf8')}`);
      const place = { host: '127.0.0.1', port: certified.port, user: user.name };
      expect(await reasonForOpenssh(place, home.folder)).toBe('@cert-authority');
      const transport = createSshByConfig({ uri: 'ssh://x', ...place, via: null, prompts: new ScriptedPrompts(), additionsFile: home.additionsFile, homeFolder: home.folder });
      open.push(transport);
      expect(await whoAmI(transport)).toBe(user.name);
      const wrong = makeKey(home.folder, 'wrong', 'ed25519');
      writeFileSync(userFile(), `@cert-authority * ${readFileSync(`${wrong}.pub`, 'utf8')}`);
      const refused = opensshTo(certified, user, home);
      open.push(refused);
      expect((await hostErrorOf(refused.connect(never))).code).toBe('refused');
    } finally {
      await certified.stop();
    }
  });

  it('[OSSH-09] is chosen where the configuration or a security key needs it, and only there', async () => {
    config('Host plain\n  User x\nHost proxied\n  ProxyCommand nc %h %p\nHost token\n  IdentityFile ~/.ssh/id_token\nHost behind\n  ProxyJump proxied\n');
    writeFileSync(path.join(home.folder, '.ssh', 'id_token.pub'), 'sk-ssh-ed25519@openssh.com AAAA x\n');
    const reason = (host: string) => reasonForOpenssh({ host, port: null, user: null }, home.folder);
    expect(await Promise.all(['plain', 'proxied', 'token', 'behind'].map(reason))).toEqual([null, 'ProxyCommand', 'security key', 'ProxyCommand']);
  });

  it('[OSSH-10] keeps what came before the connection was cut, and never calls it whole', async () => {
    const { outcome, stdout } = await runAndCollect(to(), ['sh', '-c', 'echo early; sleep 20'], { onStdout: () => void sshd.signalConnections('SIGKILL') });
    expect(outcome).toMatchObject({ exitStatus: null, end: 'link-cut' });
    expect(stdout.toString()).toBe('early\n');
  });

  it('[OSSH-11] ends what runs there when the link is gone', async () => {
    const mark = `8${process.pid}`;
    const transport = to();
    const running = runAndCollect(transport, ['sh', '-c', `echo up; sleep ${mark}`], { onStdout: () => void transport.close() });
    expect((await running).outcome.end).toBe('link-cut');
    await new Promise((done) => setTimeout(done, 1500));
    expect(execFileSync('sh', ['-c', `ps -eo args | grep -c "^sleep ${mark}" || true`], { encoding: 'utf8' }).trim()).toBe('0');
  });

  it('[OSSH-12] says why it could not connect', async () => {
    const port = sshd.port;
    config(`Host dead\n  HostName 127.0.0.1\n  Port 1\nHost nowhere\n  HostName no-such-host.invalid\n  Port ${port}\n`);
    expect((await hostErrorOf(to(new ScriptedPrompts(), 'dead').connect(never))).message.params['why']).toContain('Connection refused');
    expect((await hostErrorOf(to(new ScriptedPrompts(), 'nowhere').connect(never))).message.params['why']).toContain('Could not resolve hostname');
    const { outcome } = await runAndCollect(to(new ScriptedPrompts(), 'dead'), ['true']);
    expect(outcome).toMatchObject({ end: 'not-started' });
  });

  it('[OSSH-14] goes through a jump host under the same rules, and says when that is where it failed', async () => {
    const jump = await startSshd(['UsePAM no']);
    try {
      authorize(jump, path.join(home.folder, 'key'));
      const aliases = `Host jump\n  HostName 127.0.0.1\n  Port ${jump.port}\n  User ${user.name}\nHost inner\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${user.name}\n  ProxyJump jump\n`;
      config(`IdentityFile ${home.folder}/key\n${aliases}`);
      const prompts = new ScriptedPrompts(() => ({ type: 'yes' }));
      expect(await whoAmI(to(prompts, 'inner'))).toBe(user.name);
      expect(prompts.asked.map((prompt) => (prompt.type === 'host-key' ? prompt.port : null))).toEqual([jump.port]);
      expect(readFileSync(userFile(), 'utf8')).not.toContain(String(jump.port));
      config(`IdentityFile none\n${aliases}`);
      expect(await hostErrorOf(to(new ScriptedPrompts(), 'inner').connect(never))).toMatchObject({ code: 'refused', message: { key: 'error.ssh-not-answered' } });
    } finally {
      await jump.stop();
    }
  });

  it('[OSSH-13] leaves the person\'s files alone and no folder behind', async () => {
    rmSync(userFile());
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = home.folder; // where others leave nothing meanwhile
    try {
      const transport = to(new ScriptedPrompts(() => ({ type: 'yes' })));
      await whoAmI(transport);
      expect(readdirSync(home.folder).filter((name) => name.startsWith('borescope-ssh-'))).toHaveLength(1);
      await transport.close();
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    expect(readdirSync(home.folder).filter((name) => name.startsWith('borescope-ssh-'))).toEqual([]);
    expect(existsSync(userFile())).toBe(false);
  });
});
