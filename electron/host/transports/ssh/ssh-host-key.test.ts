import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transport } from '../../../../shared/collect/transport.ts';
import { HostError, type HostErrorData } from '../../../../shared/host-api/host-error.ts';
import type { PromptAnswer } from '../../../../shared/host-api/views.ts';
import { ScriptedPrompts } from '../../testing/scripted-prompts.ts';
import { fingerprintOf } from './known-hosts.ts';
import { authorize, createClientHome, sshTo, type ClientHome } from './testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type Sshd, type TestUser } from './testing/sshd.ts';

const never = new AbortController().signal;

describe.skipIf(withoutSshd)('host keys of a real sshd', () => {
  let sshd: Sshd;
  let user: TestUser;
  let home: ClientHome;
  let attemptsBefore = 0;
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
    authorize(sshd, makeKey(path.join(home.folder, '.ssh'), 'id_ed25519', 'ed25519'));
    attemptsBefore = sshd.authAttempts();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((transport) => transport.close()));
    home.remove();
  });

  const attempts = (): number => sshd.authAttempts() - attemptsBefore;
  const userFile = (): string => path.join(home.folder, '.ssh', 'known_hosts');
  function to(prompts = new ScriptedPrompts()): Transport {
    const transport = sshTo(sshd, user, home, prompts);
    open.push(transport);
    return transport;
  }
  async function failure(prompts?: ScriptedPrompts): Promise<HostErrorData> {
    const outcome = await to(prompts).connect(never).then(() => null, (error: unknown) => error);
    // What the server saw reaches its log after the connection ended.
    await new Promise((done) => setTimeout(done, 150));
    if (outcome instanceof HostError) return outcome.data;
    throw new Error(`expected a HostError, got ${String(outcome)}`);
  }
  const shown = (): { keyType: string; fingerprint: string } => ({ keyType: 'ssh-ed25519', fingerprint: fingerprintOf(Buffer.from(sshd.hostKeyLine.split(' ')[1] ?? '', 'base64')) });

  it('[SSH-60] asks about an unknown key before anything is sent, and keeps a yes in a file of its own', async () => {
    let attemptsAtQuestion = -1;
    const prompts = new ScriptedPrompts(async (): Promise<PromptAnswer> => {
      await new Promise((done) => setTimeout(done, 300));
      attemptsAtQuestion = attempts();
      return { type: 'yes' };
    });
    await to(prompts).connect(never);
    expect(prompts.asked).toEqual([{ type: 'host-key', host: '127.0.0.1', port: sshd.port, ...shown() }]);
    expect(attemptsAtQuestion).toBe(0);
    expect(attempts()).toBeGreaterThan(0);
    expect(readFileSync(home.additionsFile, 'utf8').trim()).toBe(`[127.0.0.1]:${sshd.port} ${sshd.hostKeyLine.trim()}`);
    expect(existsSync(userFile())).toBe(false);
    const again = new ScriptedPrompts();
    await to(again).connect(never);
    expect(again.asked).toEqual([]);
  });

  it('[SSH-61] refuses an unknown key unless the answer is yes, with no sign-in attempt', async () => {
    const error = await failure(new ScriptedPrompts());
    expect(error).toMatchObject({ code: 'refused', message: { key: 'error.host-key-refused', params: shown() } });
    expect(attempts()).toBe(0);
    expect(existsSync(home.additionsFile)).toBe(false);
  });

  it('[SSH-62] refuses a changed key without asking, names file and line, with no sign-in attempt', async () => {
    const other = readFileSync(`${makeKey(home.folder, 'other', 'ed25519')}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
    writeFileSync(userFile(), `# mine\nnot a line\n[127.0.0.1]:${sshd.port} ${other}\n`);
    const prompts = new ScriptedPrompts(() => ({ type: 'yes' }));
    const error = await failure(prompts);
    expect(error).toMatchObject({ code: 'refused', message: { key: 'error.host-key-changed', params: { file: userFile(), line: 3, ...shown() } } });
    expect(error.details).toContain(`${userFile()}:2 skipped`);
    expect(prompts.asked).toEqual([]);
    expect(attempts()).toBe(0);
  });

  it('[SSH-63] refuses a revoked key without asking, with no sign-in attempt', async () => {
    home.trust(sshd);
    appendFileSync(userFile(), `@revoked * ${sshd.hostKeyLine}\n`);
    const prompts = new ScriptedPrompts(() => ({ type: 'yes' }));
    expect(await failure(prompts)).toMatchObject({ code: 'refused', message: { key: 'error.host-key-revoked', params: { file: userFile(), line: 2 } } });
    expect(prompts.asked).toEqual([]);
    expect(attempts()).toBe(0);
  });

  it('[SSH-64] fails closed on a known_hosts file that cannot be read', async () => {
    rmSync(userFile(), { force: true });
    mkdirSync(userFile());
    const error = await failure(new ScriptedPrompts(() => ({ type: 'yes' })));
    expect(error).toMatchObject({ code: 'refused', message: { key: 'error.known-hosts-unreadable', params: { file: userFile(), why: 'EISDIR' } } });
    expect(attempts()).toBe(0);
  });

  it('[SSH-65] refuses when the yes cannot be kept', async () => {
    const prompts = new ScriptedPrompts(() => {
      writeFileSync(path.dirname(home.additionsFile), 'a file where the folder should be');
      return { type: 'yes' };
    });
    expect((await failure(prompts)).message.params['path']).toBe(home.additionsFile);
    expect(prompts.types()).toEqual(['host-key']);
    expect(attempts()).toBe(0);
  });

  it('[SSH-66] asks for the recorded type of key first, where the server has several', async () => {
    const second = await startSshd([`HostKey ${makeKey(home.folder, 'second', 'rsa')}`]);
    try {
      authorize(second, path.join(home.folder, '.ssh', 'id_ed25519'));
      const rsa = readFileSync(path.join(home.folder, 'second.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
      writeFileSync(userFile(), `[127.0.0.1]:${second.port} ${rsa}\n`);
      const prompts = new ScriptedPrompts();
      const transport = sshTo(second, user, home, prompts);
      open.push(transport);
      await transport.connect(never);
      expect(prompts.asked).toEqual([]);
    } finally {
      await Promise.all(open.splice(0).map((transport) => transport.close()));
      await second.stop();
    }
  });
});
