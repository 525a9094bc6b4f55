import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transport } from '../../../shared/collect/transport.ts';
import { createDockerTransport } from './docker/docker-transport.ts';
import { MACHINE_TOOLS, startDockerEngine, withoutDocker, type DockerEngine } from './docker/testing/docker-engine.ts';
import { createKubernetesTransport } from './kubernetes/kubernetes-transport.ts';
import { TestCluster, withoutNamespaces, type ExecProtocol } from './kubernetes/testing/test-cluster.ts';
import { createLocalTransport } from './local/local-transport.ts';
import { authorize, createClientHome, opensshTo, sshTo } from './ssh/testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type TestUser } from './ssh/testing/sshd.ts';
import { ScriptedPrompts } from '../testing/scripted-prompts.ts';
import { collect, runAndCollect } from './testing/run-and-collect.ts';
import { allowSudo, withoutSudo } from './with-user/testing/sudoers.ts';
import { createWithUserTransport } from './with-user/with-user-transport.ts';

const HOSTILE = ["; $(x) '`", '"; touch /tmp/x #', '-n', '', ' ', '*', '~', '$HOME', 'a\nb', 'a\\', '\\\\', "'", '!x', '{a,b}', '한글 \u{1f600}', '\u0001\u001b[31m', '%s\\n', '&& false', '--', '@f', '=ls', '^a^b'];

interface Opened {
  readonly transport: Transport;
  close(): Promise<void>;
}

/** Every promise a transport makes; run over each implementation. */
function transportContract(name: string, open: () => Promise<Opened>, skipped = false): void {
  describe.skipIf(skipped)(`transport contract: ${name}`, () => {
    let opened: Opened;
    let folder: string;
    beforeAll(async () => {
      opened = await open();
      folder = mkdtempSync(path.join(os.tmpdir(), 'borescope-contract-'));
      chmodSync(folder, 0o755); // another user reads it over ssh
    }, 60_000);
    afterAll(async () => {
      await opened.close();
      rmSync(folder, { recursive: true });
    });
    const run = (argv: readonly [string, ...string[]], some: Parameters<typeof runAndCollect>[2] = {}) => runAndCollect(opened.transport, argv, some);

    it('[TR-01] gives the exit status and both streams apart', async () => {
      const { outcome, stdout, stderr } = await run(['sh', '-c', 'echo out; echo err >&2; exit 3']);
      expect(outcome).toEqual({ exitStatus: 3, signal: null, end: 'exited', detail: '' });
      expect(stdout.toString()).toBe('out\n');
      expect(stderr.toString()).toBe('err\n');
    });

    it('[TR-02] keeps every byte value and large output', async () => {
      const bytes = Buffer.from(Array.from({ length: 256 * 4096 }, (_, i) => (i * 7 + (i >> 8)) & 0xff));
      writeFileSync(path.join(folder, 'bytes.bin'), bytes, { mode: 0o644 });
      const { outcome, stdout } = await run(['cat'], { stdin: bytes });
      expect(outcome.exitStatus).toBe(0);
      expect(stdout.equals(bytes)).toBe(true);
    });

    it('[TR-03] ends a command at its timeout and keeps what came', async () => {
      // On a busy computer sudo alone may take the first of these times: then nothing came yet.
      for (const timeoutMs of [400, 1600, 6400]) {
        const { outcome, stdout, ms } = await run(['sh', '-c', 'echo early; sleep 30'], { timeoutMs });
        expect(outcome).toMatchObject({ exitStatus: null, end: 'timeout' });
        expect(ms).toBeLessThan(timeoutMs + 2000);
        if (stdout.length > 0 || timeoutMs === 6400) {
          expect(stdout.toString()).toBe('early\n');
          return;
        }
      }
    });

    it('[TR-04] cancels within a second, also a command that ignores SIGTERM', async () => {
      const stop = new AbortController();
      let cancelledAt = 0;
      const { outcome, stdout } = await run(['sh', '-c', 'trap "" TERM; echo early; while :; do sleep 1; done'], {
        signal: stop.signal,
        onStdout: () => {
          setTimeout(() => {
            cancelledAt = performance.now();
            stop.abort();
          }, 50);
        },
      });
      expect(outcome).toMatchObject({ exitStatus: null, end: 'cancelled' });
      expect(stdout.toString()).toBe('early\n');
      expect(performance.now() - cancelledAt).toBeLessThan(1000);
    });

    it('[TR-05] starts nothing when it is cancelled already', async () => {
      const { outcome } = await run(['sh', '-c', `touch ${path.join(folder, 'started')}`], { signal: AbortSignal.abort() });
      expect(outcome.end).toBe('cancelled');
    });

    it('[TR-06] cuts output exactly at the cap', async () => {
      const { outcome, stdout } = await run(['sh', '-c', 'yes'], { maxBytes: 100_001 });
      expect(outcome).toMatchObject({ exitStatus: null, end: 'output-cap' });
      expect(stdout.length).toBe(100_001);
    });

    it('[TR-07] says that a command is missing', async () => {
      const { outcome } = await run(['borescope-no-such-command', 'x']);
      expect(outcome).toMatchObject({ exitStatus: null, end: 'not-started' });
      expect(outcome.detail).toContain('borescope-no-such-command');
    });

    it('[TR-08] keeps an exit status of 127 that the command itself gave', async () => {
      const { outcome } = await run(['sh', '-c', 'exit 127']);
      expect(outcome).toMatchObject({ exitStatus: 127, end: 'exited' });
    });

    it('[TR-09] hands hostile arguments on unchanged', async () => {
      const { stdout } = await run(['printf', '%s\\0', ...HOSTILE]);
      expect(stdout.toString().split('\0').slice(0, -1)).toEqual(HOSTILE);
    });

    it('[TR-10] hands hostile arguments and input on together', async () => {
      const { stdout } = await run(['sh', '-c', 'cat; printf "%s\\0" "$@"', 'name', ...HOSTILE], { stdin: Buffer.from('input\0') });
      expect(stdout.toString().split('\0').slice(0, -1)).toEqual(['input', ...HOSTILE]);
    });

    it('[TR-11] closes standard input when there is none', async () => {
      const { outcome, stdout } = await run(['cat'], { timeoutMs: 3000 });
      expect(outcome.exitStatus).toBe(0);
      expect(stdout.length).toBe(0);
    });

    it('[TR-12] names the signal that killed a command', async () => {
      const { outcome } = await run(['sh', '-c', 'kill -KILL $$']);
      expect(outcome.end).toBe('exited');
      expect(outcome.signal === 'SIGKILL' || outcome.exitStatus === 137).toBe(true);
    });

    it('[TR-13] reads a file, also one of /proc, and says when there is none', async () => {
      const file = path.join(folder, 'a file');
      writeFileSync(file, 'one\0two', { mode: 0o644 });
      const read = await collect((options) => opened.transport.readFile(file, options));
      expect(read.outcome).toMatchObject({ exitStatus: 0, end: 'exited' });
      expect(read.stdout.toString()).toBe('one\0two');
      const proc = await collect((options) => opened.transport.readFile('/proc/uptime', options));
      expect(proc.stdout.length).toBeGreaterThan(3);
      const missing = await collect((options) => opened.transport.readFile(path.join(folder, 'none'), options));
      expect(missing.outcome.exitStatus === 0).toBe(false);
    });

    it('[TR-14] probes for tools and the user', async () => {
      const probe = await opened.transport.probe(['sh', 'borescope-no-such-command', 'cat'], new AbortController().signal);
      expect(probe.tools).toEqual(['sh', 'cat']);
      expect(probe.uid).toBeTypeOf('number');
      expect(probe.user).toBeTypeOf('string');
    });

    it('[TR-15] does not let a receiver that throws break the stream', async () => {
      const failing = run(['sh', '-c', 'echo x; sleep 5'], {
        onStdout: () => {
          throw new Error('disk full');
        },
      });
      await expect(failing).rejects.toThrow('disk full');
      expect((await run(['echo', 'still here'])).stdout.toString()).toBe('still here\n');
    });

    it('[TR-16] leaves nothing running after a cancel or a timeout', async () => {
      const mark = `7${process.pid}${Math.floor(Math.random() * 1000)}`;
      await run(['sh', '-c', `sleep ${mark} & sleep ${mark}`], { timeoutMs: 300 });
      await new Promise((done) => setTimeout(done, 300));
      const { stdout } = await run(['sh', '-c', `for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < $f; echo; done 2>/dev/null | grep -c "^sleep $1" `, 'count', mark]);
      expect(stdout.toString().trim()).toBe('0');
    });
  });
}

transportContract('local', async () => {
  const transport = createLocalTransport();
  return { transport, close: () => transport.close() };
});

async function openSsh(shell: string, by: 'ssh2' | 'openssh' = 'ssh2'): Promise<Opened & { readonly user: TestUser }> {
  const [sshd, user, home] = [await startSshd(), createTestUser(shell), createClientHome()];
  home.trust(sshd);
  const key = makeKey(home.folder, 'key', 'ed25519');
  authorize(sshd, key);
  writeFileSync(path.join(home.folder, '.ssh', 'config'), `IdentityFile ${key}\nIdentitiesOnly yes\n`);
  const transport = (by === 'ssh2' ? sshTo : opensshTo)(sshd, user, home);
  return {
    user,
    transport,
    close: async () => {
      await transport.close();
      await sshd.stop();
      user.remove();
      home.remove();
    },
  };
}

for (const shell of ['/bin/sh', '/usr/bin/fish', '/bin/rbash']) {
  transportContract(`ssh, login shell ${shell}`, () => openSsh(shell), withoutSshd || !existsSync(shell));
}

for (const shell of ['/bin/sh', '/usr/bin/fish']) {
  transportContract(`the program ssh, login shell ${shell}`, () => openSsh(shell, 'openssh'), withoutSshd || !existsSync(shell));
}

/** Over ssh as a user whose password sudo asks for. */
async function openSudo(): Promise<Opened> {
  const opened = await openSsh('/bin/sh');
  const { user } = opened;
  const disallow = allowSudo(user.name, 'with password');
  const asRoot = createWithUserTransport(opened.transport, { by: 'sudo', user: 'root' }, new ScriptedPrompts(() => ({ type: 'secret', value: user.password })));
  return {
    transport: asRoot,
    close: async () => {
      disallow();
      await asRoot.close();
      await opened.close();
    },
  };
}

transportContract('sudo with a password, over ssh', openSudo, withoutSshd || withoutSudo);

/** One engine for all images: starting it takes seconds. */
let engine: Promise<DockerEngine> | null = null;
afterAll(async () => (await engine)?.stop(), 60_000);

async function openDocker(image: string, options: readonly string[]): Promise<Opened> {
  const started = await (engine ??= startDockerEngine());
  const { environment } = started;
  const container = await started.docker('run', '-d', '-v', `${os.tmpdir()}:${os.tmpdir()}`, ...options, image, 'sleep', '3600');
  const transport = createDockerTransport({ uri: `docker:///${container}`, context: null, container, environment, dialSsh: () => Promise.reject(new Error('not over ssh')) });
  return { transport, close: () => transport.close() };
}

transportContract('docker, coreutils', () => openDocker('borescope/tools', MACHINE_TOOLS), withoutDocker);
transportContract('docker, busybox', () => openDocker('borescope/slim', []), withoutDocker);

async function openPod(protocol: ExecProtocol): Promise<Opened> {
  const cluster = await TestCluster.start(['sleep', '3600'], protocol);
  const transport = createKubernetesTransport({ uri: 'k8s:///shop/cart-0', context: null, namespace: 'shop', pod: 'cart-0', container: null, environment: cluster.environment() });
  return {
    transport,
    close: async () => {
      await transport.close();
      await cluster.stop();
    },
  };
}

for (const protocol of ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const) {
  transportContract(`kubernetes, ${protocol}`, () => openPod(protocol), withoutNamespaces);
}
