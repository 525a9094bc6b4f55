import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Transport } from '../../../../shared/collect/transport.ts';
import { HostError, type HostErrorData } from '../../../../shared/host-api/host-error.ts';
import { listJvms } from '../../list-jvms.ts';
import { startJvm, withoutJdk } from '../../testing/start-jvm.ts';
import { runAndCollect } from '../testing/run-and-collect.ts';
import { createSshTransport } from './ssh-transport.ts';
import { ScriptedPrompts } from '../../testing/scripted-prompts.ts';
import { authorize, createClientHome, sshTo, type ClientHome } from './testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type Sshd, type TestUser } from './testing/sshd.ts';

const never = new AbortController().signal;

async function failure(promise: Promise<unknown>): Promise<HostErrorData> {
  const outcome = await promise.then(() => null, (error: unknown) => error);
  if (outcome instanceof HostError) return outcome.data;
  throw new Error(`expected a HostError, got ${String(outcome)}`);
}

describe.skipIf(withoutSshd)('faults on the way to a real sshd', () => {
  let sshd: Sshd;
  let user: TestUser;
  let home: ClientHome;
  const open: Transport[] = [];
  beforeAll(async () => {
    [sshd, user, home] = [await startSshd(['MaxSessions 1']), createTestUser(), createClientHome()];
    home.trust(sshd);
    authorize(sshd, makeKey(path.join(home.folder, '.ssh'), 'id_ed25519', 'ed25519'));
  }, 30_000);
  afterEach(async () => {
    sshd.signalConnections('SIGCONT');
    await Promise.all(open.splice(0).map((transport) => transport.close()));
  });
  afterAll(async () => {
    await sshd?.stop();
    user?.remove();
    home?.remove();
  });

  function to(more: Parameters<typeof sshTo>[4] = {}, server = sshd, who = user): Transport {
    const transport = sshTo(server, who, home, new ScriptedPrompts(), more);
    open.push(transport);
    return transport;
  }

  it('[SSH-70] keeps what came before the connection was cut, and never calls it whole', async () => {
    const transport = to();
    let seen = 0;
    const { outcome, stdout } = await runAndCollect(transport, ['sh', '-c', 'i=0; while [ $i -lt 100000 ]; do echo line $i; i=$((i+1)); [ $((i % 500)) = 0 ] && sleep 0.02; done'], {
      onStdout: (chunk) => {
        if (seen === 0) setTimeout(() => sshd.signalConnections('SIGKILL'), 200);
        seen += chunk.length;
      },
    });
    expect(outcome).toEqual({ exitStatus: null, signal: null, end: 'link-cut', detail: `connection cut after ${stdout.length} bytes` });
    expect(stdout.length).toBeGreaterThan(1000);
    expect(stdout.toString().startsWith('line 0\nline 1\n')).toBe(true);
    expect((await runAndCollect(transport, ['echo', 'back'])).stdout.toString()).toBe('back\n');
  });

  it('[SSH-71] notices a frozen server by keepalive, and keeps what came', async () => {
    const { outcome, stdout, ms } = await runAndCollect(to({ keepalive: { intervalMs: 200, misses: 2 } }), ['sh', '-c', 'echo early; sleep 20'], {
      onStdout: () => {
        setTimeout(() => sshd.signalConnections('SIGSTOP'), 100);
      },
      timeoutMs: 15_000,
    });
    expect(outcome.end).toBe('link-cut');
    expect(stdout.toString()).toBe('early\n');
    expect(ms).toBeLessThan(4000);
  });

  it('[SSH-72] cancels within a second on a frozen server too', async () => {
    const stop = new AbortController();
    let stoppedAt = 0;
    const { outcome } = await runAndCollect(to(), ['sh', '-c', 'echo early; sleep 20'], {
      signal: stop.signal,
      onStdout: () => {
        sshd.signalConnections('SIGSTOP');
        setTimeout(() => {
          stoppedAt = performance.now();
          stop.abort();
        }, 100);
      },
    });
    expect(outcome.end).toBe('cancelled');
    expect(performance.now() - stoppedAt).toBeLessThan(1000);
  });

  it('[SSH-73] waits for a free session where the server allows only one, and loses no command', async () => {
    const transport = to();
    const results = await Promise.all([1, 2, 3, 4, 5].map((n) => runAndCollect(transport, ['sh', '-c', `sleep 0.1; echo ${n}`])));
    expect(results.map(({ stdout }) => stdout.toString().trim())).toEqual(['1', '2', '3', '4', '5']);
    expect(sshd.log()).toContain('no more sessions');
  });

  it('[SSH-74] runs at most two commands at once on one connection', async () => {
    const roomy = await startSshd();
    try {
      home.trust(roomy);
      authorize(roomy, path.join(home.folder, '.ssh', 'id_ed25519'));
      const transport = to({}, roomy);
      let [running, most] = [0, 0];
      await Promise.all([1, 2, 3, 4, 5].map(() => runAndCollect(transport, ['sh', '-c', 'echo up; sleep 0.2; echo down'], {
        onStdout: (chunk) => {
          for (const word of chunk.toString().split('\n')) running += word === 'up' ? 1 : word === 'down' ? -1 : 0;
          most = Math.max(most, running);
        },
      })));
      expect(most).toBe(2);
      expect(roomy.log().match(/Accepted publickey/g)).toHaveLength(1);
    } finally {
      await Promise.all(open.splice(0).map((transport) => transport.close()));
      await roomy.stop();
    }
  });

  it('[SSH-75] says that nothing listens, and that a name is unknown', async () => {
    expect(await failure(to({ port: 1 }).connect(never))).toMatchObject({ code: 'unreachable', message: { key: 'error.ssh-unreachable', params: { port: 1, why: 'ECONNREFUSED' } } });
    expect(await failure(to({ host: 'no-such-host.invalid' }).connect(never))).toMatchObject({ code: 'unreachable', message: { key: 'error.ssh-unreachable' } });
  });

  it('[SSH-76] gives up on a server that accepts and then says nothing', async () => {
    const sockets: net.Socket[] = [];
    const silent = net.createServer((socket) => sockets.push(socket));
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const { port } = silent.address() as net.AddressInfo;
    const startedAt = performance.now();
    expect(await failure(to({ port, answerTimeoutMs: 500 }).connect(never))).toMatchObject({ code: 'unreachable', message: { key: 'error.ssh-timeout', params: { port, ms: 500 } } });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    writeFileSync(path.join(home.folder, '.ssh', 'config'), 'ConnectTimeout 1\n');
    expect(await failure(to({ port }).connect(never))).toMatchObject({ message: { key: 'error.ssh-timeout', params: { ms: 1000 } } });
    writeFileSync(path.join(home.folder, '.ssh', 'config'), '');
    const http = net.createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    expect((await failure(to({ port: (http.address() as net.AddressInfo).port }).connect(never))).code).toBe('unreachable');
    for (const socket of sockets) socket.destroy();
    silent.close();
    http.close();
  });

  it('[SSH-77] steps over what the login shell prints, and keeps it in the output of commands', async () => {
    const chatty = createTestUser('/bin/bash');
    try {
      writeFileSync(path.join(chatty.home, '.bashrc'), 'echo Welcome to the shop\n');
      const transport = to({}, sshd, chatty);
      expect((await transport.probe(['cat'], never)).user).toBe(chatty.name);
      expect((await listJvms(transport, never)).target).toBe(transport.uri);
      expect((await runAndCollect(transport, ['echo', 'x'])).stdout.toString()).toMatch(/x\n$/);
    } finally {
      chatty.remove();
    }
  });

  it('[SSH-78] says what a login shell says that runs nothing', async () => {
    const barred = createTestUser('/usr/sbin/nologin');
    try {
      const error = await failure(listJvms(to({}, sshd, barred), never));
      expect(error).toMatchObject({ code: 'unreachable', message: { key: 'error.no-shell' } });
      expect(error.message.params['why']).toContain('not available');
    } finally {
      barred.remove();
    }
  });

  it.skipIf(withoutJdk)('[SSH-79] lists the JVMs of the host, and counts those it may not look into as hidden', async () => {
    const jvm = await startJvm();
    try {
      const listed = await listJvms(to(), never);
      expect(listed.jvms.some(({ pid }) => pid === jvm.pid)).toBe(false); // runs as root, listed as a plain user
      expect(listed.hidden).toBeGreaterThanOrEqual(1);
    } finally {
      jvm.stop();
    }
  });

  it('[SSH-80] answers after close that it is closed', async () => {
    const transport = createSshTransport({ uri: 'ssh://x', host: '127.0.0.1', port: sshd.port, user: user.name, prompts: new ScriptedPrompts(), additionsFile: home.additionsFile, homeFolder: home.folder, agentSocket: null });
    await transport.connect(never);
    let running: ReturnType<typeof runAndCollect> | null = null;
    await new Promise<void>((started) => {
      running = runAndCollect(transport, ['sh', '-c', 'echo up; sleep 20'], { onStdout: () => started() });
    });
    await transport.close();
    expect((await running!).outcome.end).toBe('link-cut');
    expect((await runAndCollect(transport, ['true'])).outcome.end).toBe('not-started');
    expect((await failure(transport.connect(never))).message.key).toBe('error.ssh-closed');
  });
});
