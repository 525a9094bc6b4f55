import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../../../shared/collect/transport.ts';
import type { HostErrorData } from '../../../../shared/host-api/host-error.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import type { Prompt, PromptAnswer } from '../../../../shared/host-api/views.ts';
import { ScriptedPrompts } from '../../testing/scripted-prompts.ts';
import { runAndCollect } from '../testing/run-and-collect.ts';
import { authorize, createClientHome, sshTo, type ClientHome } from './testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type Sshd, type TestUser } from './testing/sshd.ts';

const never = new AbortController().signal;

async function failure(promise: Promise<unknown>): Promise<HostErrorData> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof HostError) return error.data;
    throw error;
  }
  throw new Error('expected it to fail');
}

describe.skipIf(withoutSshd)('signing in to a real sshd', () => {
  let sshd: Sshd;
  let user: TestUser;
  let home: ClientHome;
  const open: Transport[] = [];
  beforeAll(async () => {
    [sshd, user] = [await startSshd(), createTestUser()];
  }, 30_000);
  afterAll(async () => {
    await sshd?.stop();
    user?.remove();
  });
  beforeEach(() => {
    home = createClientHome();
    home.trust(sshd);
    writeFileSync(sshd.authorizedKeys, '');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((transport) => transport.close()));
    home.remove();
  });

  function to(prompts: ScriptedPrompts, more: Parameters<typeof sshTo>[4] = {}, server = sshd): Transport {
    const transport = sshTo(server, user, home, prompts, more);
    open.push(transport);
    return transport;
  }
  const whoAmI = async (transport: Transport): Promise<string> => (await runAndCollect(transport, ['id', '-un'])).stdout.toString().trim();
  const secret = (value: string): PromptAnswer => ({ type: 'secret', value });

  it('[SSH-40] by password, asked for once and remembered for the next connection', async () => {
    const prompts = new ScriptedPrompts(() => secret(user.password));
    const transport = to(prompts);
    expect(await whoAmI(transport)).toBe(user.name);
    sshd.signalConnections('SIGKILL');
    await new Promise((done) => setTimeout(done, 100));
    expect(await whoAmI(transport)).toBe(user.name);
    expect(prompts.asked).toEqual([{ type: 'secret', purpose: 'password', for: `${user.name}@127.0.0.1`, attempt: 1 }]);
  });

  it('[SSH-41] asks again after a wrong password', async () => {
    const prompts = new ScriptedPrompts((prompt) => secret(prompt.type === 'secret' && prompt.attempt === 2 ? user.password : 'wrong'));
    expect(await whoAmI(to(prompts))).toBe(user.name);
    expect(prompts.types()).toEqual(['password', 'password']);
  });

  it('[SSH-42] stops when the password is not given after a wrong one, and names the wrong password', async () => {
    const quick = await startSshd(['UsePAM no']); // PAM takes seconds over a wrong password
    try {
      home.trust(quick);
      const prompts = new ScriptedPrompts((prompt) => (prompt.type === 'secret' && prompt.attempt === 1 ? secret('mistyped') : { type: 'refused' }));
      const error = await failure(to(prompts, {}, quick).connect(never));
      expect(error).toMatchObject({ code: 'refused', message: { key: 'error.ssh-password-wrong', params: { user: user.name } } });
      expect(JSON.stringify(error)).not.toContain('mistyped');
    } finally {
      await quick.stop();
    }
  });

  it('[SSH-43] names an unanswered question, and gives exec an outcome instead of an exception', async () => {
    const transport = to(new ScriptedPrompts());
    expect((await failure(transport.connect(never))).message.key).toBe('error.ssh-not-answered');
    const { outcome } = await runAndCollect(transport, ['true']);
    expect(outcome.end).toBe('not-started');
    expect(outcome.detail).toContain('was not answered');
  });

  for (const type of ['ed25519', 'ecdsa', 'rsa'] as const) {
    it(`[SSH-44] by the ${type} key of ~/.ssh, without a question`, async () => {
      authorize(sshd, makeKey(path.join(home.folder, '.ssh'), `id_${type}`, type));
      const prompts = new ScriptedPrompts();
      expect(await whoAmI(to(prompts))).toBe(user.name);
      expect(prompts.asked).toEqual([]);
    });
  }

  it('[SSH-45] by an encrypted key: asks again after a wrong passphrase, then remembers it', async () => {
    const key = makeKey(home.folder, 'locked', 'ed25519', 'open sesame');
    authorize(sshd, key);
    const prompts = new ScriptedPrompts((prompt) => secret(prompt.type === 'secret' && prompt.attempt === 2 ? 'open sesame' : 'no'));
    const transport = to(prompts, { identityFiles: [key] });
    expect(await whoAmI(transport)).toBe(user.name);
    sshd.signalConnections('SIGKILL');
    await new Promise((done) => setTimeout(done, 100));
    expect(await whoAmI(transport)).toBe(user.name);
    expect(prompts.asked).toEqual([1, 2].map((attempt) => ({ type: 'secret', purpose: 'passphrase', for: key, attempt })));
  });

  it('[SSH-46] by an old PEM key whose public half only the passphrase reveals', async () => {
    const key = makeKey(home.folder, 'pem', 'rsa', 'open sesame', ['-m', 'PEM']);
    authorize(sshd, key);
    rmSync(`${key}.pub`);
    expect(await whoAmI(to(new ScriptedPrompts(() => secret('open sesame')), { identityFiles: [key] }))).toBe(user.name);
  });

  it('[SSH-47] gives up after three wrong passphrases and names the key', async () => {
    const key = makeKey(home.folder, 'locked', 'ed25519', 'open sesame');
    authorize(sshd, key);
    const prompts = new ScriptedPrompts((prompt) => (prompt.type === 'secret' && prompt.purpose === 'passphrase' ? secret('no') : { type: 'refused' }));
    const error = await failure(to(prompts, { identityFiles: [key] }).connect(never));
    expect(error).toMatchObject({ code: 'refused', message: { key: 'error.ssh-passphrase-wrong', params: { file: key, attempts: 3 } } });
    expect(prompts.types()).toEqual(['passphrase', 'passphrase', 'passphrase', 'password']);
  });

  it('[SSH-48] does not ask for the passphrase of a key the server would not take', async () => {
    const locked = makeKey(home.folder, 'locked', 'ed25519', 'open sesame');
    const good = makeKey(home.folder, 'good', 'ed25519');
    authorize(sshd, good);
    const prompts = new ScriptedPrompts();
    expect(await whoAmI(to(prompts, { identityFiles: [locked, good] }))).toBe(user.name);
    expect(prompts.asked).toEqual([]);
  });

  it('[SSH-49] by ssh-agent, and past an agent that does not answer', async () => {
    const socket = path.join(home.folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    try {
      const key = makeKey(home.folder, 'agent-key', 'ed25519', 'open sesame');
      authorize(sshd, key);
      await new Promise((done) => setTimeout(done, 200));
      writeFileSync(path.join(home.folder, 'askpass'), '#!/bin/sh\necho open sesame\n', { mode: 0o755 });
      execFileSync('ssh-add', [key], { stdio: 'ignore', env: { ...process.env, SSH_AUTH_SOCK: socket, SSH_ASKPASS: path.join(home.folder, 'askpass'), SSH_ASKPASS_REQUIRE: 'force' } });
      const prompts = new ScriptedPrompts();
      expect(await whoAmI(to(prompts, { agentSocket: socket }))).toBe(user.name);
      expect(prompts.asked).toEqual([]);
    } finally {
      agent.kill();
    }
    const prompts = new ScriptedPrompts(() => secret(user.password));
    expect(await whoAmI(to(prompts, { agentSocket: socket }))).toBe(user.name);
    expect(prompts.types()).toEqual(['password']);
  });

  it('[SSH-50] says which ways are offered when none is at hand', async () => {
    const keysOnly = await startSshd(['PasswordAuthentication no']);
    try {
      home.trust(keysOnly);
      const error = await failure(to(new ScriptedPrompts(), {}, keysOnly).connect(never));
      expect(error).toMatchObject({ code: 'refused', message: { key: 'error.ssh-no-method', params: { offered: 'publickey', tried: '-' } } });
    } finally {
      await keysOnly.stop();
    }
  });

  it('[SSH-51] names too many keys, and IdentitiesOnly mends it', async () => {
    const impatient = await startSshd(['MaxAuthTries 2']);
    const socket = path.join(home.folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    try {
      home.trust(impatient);
      await new Promise((done) => setTimeout(done, 200));
      for (const name of ['a', 'b', 'c']) execFileSync('ssh-add', [makeKey(home.folder, name, 'ed25519')], { stdio: 'ignore', env: { ...process.env, SSH_AUTH_SOCK: socket } });
      const error = await failure(to(new ScriptedPrompts(), { agentSocket: socket }, impatient).connect(never));
      expect(error.message).toMatchObject({ key: 'error.ssh-too-many-attempts', params: { tried: 'publickey' } });
      authorize(impatient, makeKey(home.folder, 'named', 'ed25519'));
      appendFileSync(path.join(home.folder, '.ssh', 'config'), `Host 127.0.0.1\n  IdentityFile ${home.folder}/named\n  IdentitiesOnly yes\n`);
      expect(await whoAmI(to(new ScriptedPrompts(), { agentSocket: socket }, impatient))).toBe(user.name);
    } finally {
      agent.kill();
      await impatient.stop();
    }
  });

  it('[SSH-52] by the server\'s own questions (keyboard-interactive)', async () => {
    const asking = await startSshd(['PasswordAuthentication no', 'KbdInteractiveAuthentication yes']);
    try {
      home.trust(asking);
      const prompts = new ScriptedPrompts((prompt: Prompt) => (prompt.type === 'keyboard-interactive' ? { type: 'answers', values: prompt.questions.map(() => user.password) } : { type: 'refused' }));
      expect(await whoAmI(to(prompts, {}, asking))).toBe(user.name);
      expect(prompts.asked[0]).toMatchObject({ type: 'keyboard-interactive', questions: [{ text: 'Password: ', echo: false }] });
      expect((await failure(to(new ScriptedPrompts(), {}, asking).connect(never))).message.key).toBe('error.ssh-not-answered');
    } finally {
      await asking.stop();
    }
  });

  it('[SSH-53] by key and password together where the server wants both', async () => {
    const strict = await startSshd(['AuthenticationMethods publickey,password']);
    try {
      home.trust(strict);
      authorize(strict, makeKey(path.join(home.folder, '.ssh'), 'id_ed25519', 'ed25519'));
      expect(await whoAmI(to(new ScriptedPrompts(() => secret(user.password)), {}, strict))).toBe(user.name);
    } finally {
      await strict.stop();
    }
  });

  it('[SSH-54] keeps the answer of a slow person when the server hangs up meanwhile', async () => {
    const hasty = await startSshd(['LoginGraceTime 1']);
    try {
      home.trust(hasty);
      const prompts = new ScriptedPrompts(async () => {
        await new Promise((done) => setTimeout(done, 1600));
        return secret(user.password);
      });
      expect(await whoAmI(to(prompts, {}, hasty))).toBe(user.name);
      expect(prompts.types()).toEqual(['password']);
    } finally {
      await hasty.stop();
    }
  });

  it('[SSH-55] follows HostName, Port and User of ~/.ssh/config, and names the word that only the program ssh follows', async () => {
    authorize(sshd, makeKey(home.folder, 'named', 'ed25519'));
    appendFileSync(path.join(home.folder, '.ssh', 'config'), `Host shop\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${user.name}\n  IdentityFile ${home.folder}/named\nHost inner\n  ProxyCommand nc %h %p\n`);
    expect(await whoAmI(to(new ScriptedPrompts(), { host: 'shop', port: null, user: null }))).toBe(user.name);
    const error = await failure(to(new ScriptedPrompts(), { host: 'inner', port: null, user: null }).connect(never));
    expect(error.message).toMatchObject({ key: 'error.ssh-config-unsupported', params: { word: 'ProxyCommand', line: 7 } });
  });

  it('[SSH-56] stops asking when cancelled, within a second', async () => {
    const stop = new AbortController();
    const prompts = new ScriptedPrompts((_prompt, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve({ type: 'refused' }))));
    const connecting = failure(to(prompts).connect(stop.signal));
    setTimeout(() => stop.abort(), 600);
    const startedAt = performance.now();
    expect((await connecting).code).toBe('cancelled');
    expect(performance.now() - startedAt).toBeLessThan(1600);
    expect(prompts.types()).toEqual(['password']);
  });
});
