import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Become } from '../../../../shared/collect/target-options.ts';
import type { Transport } from '../../../../shared/collect/transport.ts';
import type { PromptAnswer } from '../../../../shared/host-api/views.ts';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { ScriptedPrompts } from '../../testing/scripted-prompts.ts';
import { createLocalTransport } from '../local/local-transport.ts';
import { authorize, createClientHome, sshTo, type ClientHome } from '../ssh/testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type Sshd, type TestUser } from '../ssh/testing/sshd.ts';
import { runAndCollect } from '../testing/run-and-collect.ts';
import { allowSudo, withoutSudo } from './testing/sudoers.ts';
import { createWithUserTransport } from './with-user-transport.ts';

const never = new AbortController().signal;
const ROOT: Become = { by: 'sudo', user: 'root' };
const secret = (value: string): PromptAnswer => ({ type: 'secret', value });

/** Everything that any process shows of itself in its arguments and environment. */
function shownByProcesses(): string {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'latin1');
    } catch {
      return '';
    }
  };
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.map((pid) => read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`)).join('\n');
}

describe.skipIf(withoutSshd || withoutSudo)('commands as another user, over a real sshd', () => {
  let sshd: Sshd;
  let [user, other]: (TestUser | undefined)[] = [];
  let home: ClientHome;
  const open: Transport[] = [];
  const undo: (() => void)[] = [];
  beforeAll(async () => {
    [sshd, user, other, home] = [await startSshd(), createTestUser(), createTestUser(), createClientHome()];
    home.trust(sshd);
    authorize(sshd, makeKey(path.join(home.folder, '.ssh'), 'id_ed25519', 'ed25519'));
  }, 30_000);
  afterEach(async () => {
    for (const step of undo.splice(0)) step();
    await Promise.all(open.splice(0).map((transport) => transport.close()));
  });
  afterAll(async () => {
    await sshd?.stop();
    user?.remove();
    other?.remove();
    home?.remove();
  });

  function to(become: Become, prompts = new ScriptedPrompts()): Transport {
    const transport = createWithUserTransport(sshTo(sshd, user as TestUser, home), become, prompts);
    open.push(transport);
    return transport;
  }
  function allow(how: Parameters<typeof allowSudo>[1]): void {
    undo.push(allowSudo(user?.name ?? '', how));
  }
  const whoAmI = async (transport: Transport): Promise<string> => (await runAndCollect(transport, ['id', '-un'])).stdout.toString().trim();

  it('[USR-01] asks nothing where sudo asks nothing, and hands the whole input to the command', async () => {
    allow('without password');
    const prompts = new ScriptedPrompts();
    const transport = to(ROOT, prompts);
    expect((await runAndCollect(transport, ['cat'], { stdin: Buffer.from('first\nsecond\n') })).stdout.toString()).toBe('first\nsecond\n');
    expect(await transport.probe(['cat'], never)).toEqual({ tools: ['cat'], uid: 0, user: 'root' });
    expect(prompts.asked).toEqual([]);
  });

  it('[USR-02] asks for the password once, and never leaves it to the command', async () => {
    allow('with password');
    const prompts = new ScriptedPrompts(() => secret(user?.password ?? ''));
    const transport = to({ by: 'sudo', user: other?.name ?? '' }, prompts);
    expect(await whoAmI(transport)).toBe(other?.name);
    const { stdout, stderr } = await runAndCollect(transport, ['cat'], { stdin: Buffer.from('the input') });
    expect([stdout.toString(), stderr.toString()]).toEqual(['the input', '']);
    expect(prompts.asked).toEqual([{ type: 'secret', purpose: 'password', for: `sudo (${transport.uri})`, attempt: 1 }]);
  });

  it('[USR-03] shows the password in no argument and no environment', async () => {
    allow('with password');
    const transport = to(ROOT, new ScriptedPrompts(() => secret(user?.password ?? '')));
    let shown = '';
    await runAndCollect(transport, ['sh', '-c', 'echo up; sleep 1'], { onStdout: () => (shown = shownByProcesses()) });
    expect(shown).toContain('sleep 2147483');
    expect(shown).not.toContain(user?.password);
  });

  it('[USR-04] asks again after a wrong password, and at last says what sudo said', async () => {
    allow('with password');
    const second = new ScriptedPrompts((prompt) => secret(prompt.type === 'secret' && prompt.attempt === 2 ? (user?.password ?? '') : 'wrong'));
    expect(await whoAmI(to(ROOT, second))).toBe('root');
    const refusing = new ScriptedPrompts((prompt) => (prompt.type === 'secret' && prompt.attempt === 1 ? secret('wrong') : { type: 'refused' }));
    const error = await hostErrorOf(to(ROOT, refusing).connect(never));
    expect(error).toMatchObject({ code: 'refused', message: { key: 'error.become-refused', params: { by: 'sudo', user: 'root' } } });
    expect(error.message.params['why']).toMatch(/password/);
  }, 30_000);

  it('[USR-05] says that a user may not use sudo, and starts nothing', async () => {
    const transport = to(ROOT, new ScriptedPrompts(() => secret(user?.password ?? '')));
    const { outcome } = await runAndCollect(transport, ['touch', path.join(home.folder, 'started')]);
    expect(outcome.end).toBe('not-started');
    expect(outcome.detail).toMatch(/may not run sudo|not in the sudoers/);
    expect(readdirSync(home.folder)).not.toContain('started');
  }, 30_000);

  it('[USR-06] becomes the other user by su with that user\'s password', async () => {
    const transport = to({ by: 'su', user: other?.name ?? '' }, new ScriptedPrompts(() => secret(other?.password ?? '')));
    expect(await whoAmI(transport)).toBe(other?.name);
    const hostile = ["; $(x) '`", 'a\nb', '$HOME', ''];
    expect((await runAndCollect(transport, ['printf', '%s\\0', ...hostile])).stdout.toString().split('\0').slice(0, -1)).toEqual(hostile);
  });

  it('[USR-07] becomes the user of a JVM by runuser where it is root, and says so where it is not', async () => {
    const local = createWithUserTransport(createLocalTransport(), { by: 'runuser', user: other?.name ?? '' }, new ScriptedPrompts());
    expect(await whoAmI(local)).toBe(other?.name);
    const error = await hostErrorOf(to({ by: 'runuser', user: other?.name ?? '' }).connect(never));
    expect(error).toMatchObject({ code: 'refused', message: { key: 'error.become-refused', params: { by: 'runuser' } } });
  });

  it('[USR-08] ends what runs as root when it is cancelled', async () => {
    allow('without password');
    const mark = `6${process.pid}`;
    const stop = new AbortController();
    const { outcome } = await runAndCollect(to(ROOT), ['sh', '-c', `trap "" TERM; echo up; sleep ${mark}; sleep ${mark}`], { signal: stop.signal, onStdout: () => stop.abort() });
    expect(outcome.end).toBe('cancelled');
    await new Promise((done) => setTimeout(done, 2000));
    expect(shownByProcesses()).not.toContain(`sleep\0${mark}`);
  });
});
