import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../../../shared/collect/transport.ts';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { ScriptedPrompts } from '../../testing/scripted-prompts.ts';
import { runAndCollect } from '../testing/run-and-collect.ts';
import { authorize, createClientHome, sshTo, type ClientHome } from './testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type Sshd, type TestUser } from './testing/sshd.ts';

const never = new AbortController().signal;

describe.skipIf(withoutSshd)('the way through jump hosts', () => {
  let [outer, middle, inner]: (Sshd | undefined)[] = [];
  let user: TestUser;
  let home: ClientHome;
  const open: Transport[] = [];
  const sshds = (): readonly Sshd[] => [outer, middle, inner].map((sshd) => sshd as Sshd);
  beforeAll(async () => {
    [outer, middle, inner] = await Promise.all([startSshd(), startSshd(), startSshd()]);
    user = createTestUser();
  }, 30_000);
  afterAll(async () => {
    await Promise.all(sshds().map((sshd) => sshd?.stop()));
    user?.remove();
  });
  beforeEach(() => {
    home = createClientHome();
    const key = makeKey(path.join(home.folder, '.ssh'), 'id_ed25519', 'ed25519');
    for (const sshd of sshds()) {
      home.trust(sshd);
      authorize(sshd, key);
    }
    config('');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((transport) => transport.close()));
    home.remove();
  });

  /** Three aliases, and what is between them. */
  function config(jumps: string): void {
    const aliases = ['outer', 'middle', 'inner'].map((name, i) => `Host ${name}\n  HostName 127.0.0.1\n  Port ${sshds()[i]?.port}\n  User ${user.name}\n`);
    writeFileSync(path.join(home.folder, '.ssh', 'config'), `${jumps}\n${aliases.join('')}`);
  }
  function to(host: string, prompts = new ScriptedPrompts()): Transport {
    const transport = sshTo(inner as Sshd, user, home, prompts, { host, port: null, user: null });
    open.push(transport);
    return transport;
  }
  const attempts = (): readonly number[] => sshds().map((sshd) => sshd.authAttempts());

  it('[SSH-90] leads through a list of jump hosts, each signed in to under its own configuration', async () => {
    config('Host inner\n  ProxyJump outer,middle');
    const before = attempts();
    const { outcome, stdout } = await runAndCollect(to('inner'), ['sh', '-c', 'echo "$SSH_CONNECTION"']);
    expect(outcome.exitStatus).toBe(0);
    expect(stdout.toString().trim().endsWith(` 127.0.0.1 ${inner?.port}`)).toBe(true);
    expect(attempts().map((count, i) => count > (before[i] ?? 0))).toEqual([true, true, true]);
    expect(outer?.log()).toContain(`target 127.0.0.1 port ${middle?.port}`);
  });

  it('[SSH-91] follows the jump host\'s own ProxyJump', async () => {
    config('Host inner\n  ProxyJump middle\nHost middle\n  ProxyJump outer');
    const before = attempts();
    expect((await runAndCollect(to('inner'), ['id', '-un'])).stdout.toString().trim()).toBe(user.name);
    expect(attempts().map((count, i) => count > (before[i] ?? 0))).toEqual([true, true, true]);
  });

  it('[SSH-92] asks about the key of each hop under that hop\'s own name', async () => {
    config('Host inner\n  ProxyJump outer');
    writeFileSync(path.join(home.folder, '.ssh', 'known_hosts'), '');
    const prompts = new ScriptedPrompts(() => ({ type: 'yes' }));
    await to('inner', prompts).connect(never);
    expect(prompts.asked.map((prompt) => (prompt.type === 'host-key' ? prompt.port : null))).toEqual([outer?.port, inner?.port]);
    expect(readFileSync(home.additionsFile, 'utf8')).toBe(`[127.0.0.1]:${outer?.port} ${outer?.hostKeyLine}\n[127.0.0.1]:${inner?.port} ${inner?.hostKeyLine}\n`);
  });

  it('[SSH-93] names the jump host that fails, and tries nothing behind it', async () => {
    config('Host inner\n  ProxyJump outer,middle');
    const before = attempts();
    writeFileSync(path.join(home.folder, '.ssh', 'known_hosts'), `[127.0.0.1]:${outer?.port} ${outer?.hostKeyLine}\n[127.0.0.1]:${middle?.port} ${inner?.hostKeyLine}\n`);
    const changed = await hostErrorOf(to('inner').connect(never));
    expect(changed).toMatchObject({ code: 'refused', message: { key: 'error.host-key-changed', params: { host: 'middle (ProxyJump 2/2)', line: 2 } } });
    expect(attempts().slice(1)).toEqual(before.slice(1));
    config('Host inner\n  ProxyJump no-such-user@outer');
    const refused = await hostErrorOf(to('inner').connect(never));
    expect(refused.message).toMatchObject({ params: { host: 'outer (ProxyJump 1/1)', user: 'no-such-user' } });
  });

  it('[SSH-94] says which jump host could not reach the next one', async () => {
    config('Host inner\n  ProxyJump outer\nHost dead\n  HostName 127.0.0.1\n  Port 1\n  ProxyJump outer');
    const error = await hostErrorOf(to('dead').connect(never));
    expect(error).toMatchObject({ code: 'unreachable', message: { key: 'error.ssh-jump-forward', params: { hop: 'outer', host: '127.0.0.1', port: 1 } } });
  });

  it('[SSH-95] refuses jump hosts that lead back to themselves', async () => {
    config('Host inner\n  ProxyJump middle\nHost middle\n  ProxyJump outer\nHost outer\n  ProxyJump middle');
    expect(await hostErrorOf(to('inner').connect(never))).toMatchObject({ code: 'refused', message: { key: 'error.ssh-jump-cycle', params: { host: 'inner', hop: 'middle' } } });
  });

  it('[SSH-96] keeps what came before a jump host died, and never calls it whole', async () => {
    config('Host inner\n  ProxyJump outer');
    const { outcome, stdout } = await runAndCollect(to('inner'), ['sh', '-c', 'echo early; sleep 20'], { onStdout: () => void outer?.signalConnections('SIGKILL') });
    expect(outcome).toMatchObject({ exitStatus: null, end: 'link-cut' });
    expect(stdout.toString()).toBe('early\n');
  });

  it('[SSH-97] keeps a host key under its HostKeyAlias, also behind a jump host', async () => {
    config('Host inner\n  ProxyJump outer\n  HostKeyAlias the-inner-one\n  StrictHostKeyChecking accept-new');
    const prompts = new ScriptedPrompts();
    await to('inner', prompts).connect(never);
    expect(prompts.asked).toEqual([]);
    expect(readFileSync(home.additionsFile, 'utf8')).toBe(`the-inner-one ${inner?.hostKeyLine}\n`);
    config('Host inner\n  HostKeyAlias another\n  StrictHostKeyChecking yes');
    expect(await hostErrorOf(to('inner').connect(never))).toMatchObject({ code: 'refused', message: { key: 'error.host-key-unknown' } });
  });
});
