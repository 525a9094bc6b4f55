import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Transport } from '../../../../shared/collect/transport.ts';
import type { Host } from '../../create-host.ts';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { openTestHost } from '../../testing/open-test-host.ts';
import { waitForJob } from '../../testing/wait-for-job.ts';
import { createTestUser, startSshd, withoutSshd } from '../ssh/testing/sshd.ts';
import { runAndCollect } from '../testing/run-and-collect.ts';
import { createDockerTransport } from './docker-transport.ts';
import { listContainers } from './list-containers.ts';
import { startCuttingProxy } from './testing/cutting-proxy.ts';
import { MACHINE_TOOLS, compileTinyShop, startDockerEngine, startTlsEngine, withoutDocker, type DockerEngine } from './testing/docker-engine.ts';

const NEVER = new AbortController().signal;

describe.skipIf(withoutDocker)('a real Docker engine', { timeout: 60_000 }, () => {
  let engine: DockerEngine;
  let classes: string;
  const outside = process.env['DOCKER_HOST'];

  beforeAll(async () => {
    engine = await startDockerEngine();
    classes = compileTinyShop();
    process.env['DOCKER_HOST'] = `unix://${engine.socket}`;
    const shop = ['-v', `${classes}:/app:ro`];
    await engine.docker('run', '-d', '--name', 'tools', '-p', '127.0.0.1:18099:80', ...MACHINE_TOOLS, ...shop, 'borescope/tools', 'java', '-Xmx64m', '-cp', '/app', 'TinyShop');
    await engine.docker('run', '-d', '--name', 'slim', ...shop, 'borescope/slim', 'java', '-Xmx64m', '-XX:+DisableAttachMechanism', '-cp', '/app', 'TinyShop');
    await engine.docker('run', '-d', '--name', 'no-log', '--log-driver', 'none', ...shop, 'borescope/slim', 'java', '-Xmx64m', '-XX:+DisableAttachMechanism', '-cp', '/app', 'TinyShop');
    await engine.docker('run', '-d', '--name', 'reduced', ...shop, 'borescope/slim', 'java', '-Xmx64m', '-Xrs', '-cp', '/app', 'TinyShop');
    await engine.docker('run', '-d', '--name', 'bare', ...shop, 'borescope/bare', '/jre/bin/java', '-Xmx64m', '-cp', '/app', 'TinyShop');
    await engine.docker('run', '-d', '--name', 'perl', ...shop, 'borescope/perl', 'java', '-Xmx64m', '-cp', '/app', 'TinyShop');
    await engine.docker('create', '--name', 'stopped', 'borescope/slim', 'true');
    await engine.docker('exec', 'slim', 'sh', '-c', 'until grep -q -s checkout /proc/1/task/*/comm; do sleep 0.1; done');
  }, 90_000);

  afterAll(async () => {
    if (outside === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = outside;
    rmSync(classes, { recursive: true });
    await engine.stop();
  }, 60_000);

  const transportTo = (container: string, environment: NodeJS.ProcessEnv = engine.environment): Transport =>
    createDockerTransport({ uri: `docker:///${container}`, context: null, container, environment, dialSsh: () => Promise.reject(new Error('not over ssh')) });

  async function captured(host: Host, container: string, kinds: readonly string[]): Promise<{ readonly alternatives: readonly (string | null)[]; readonly texts: readonly string[]; readonly argvs: readonly (readonly string[])[]; readonly states: readonly unknown[] }> {
    const request = { processes: [{ target: `docker:///${container}`, pid: 1 }], kinds: [...kinds], rounds: 1, intervalMs: 0 };
    const { steps } = await host.call('capture.plan', request);
    const { id } = await host.call('capture.start', { ...request, caseId: null, caseName: null, outFolder: null, allowSteps: steps.map((step) => step.id) });
    const job = await waitForJob(host, id);
    const { captures, entry } = await host.call('cases.view', { caseId: job.caseId });
    return {
      alternatives: captures.map(({ alternative }) => alternative),
      argvs: captures.map(({ argv }) => argv),
      states: job.steps.map(({ state, because }) => because ?? state),
      texts: captures.map((capture) => readFileSync(path.join(entry.path, 'evidence', capture.id, 'stdout.bin'), 'utf8')),
    };
  }

  it('[DOCKER-10] takes a dump and a histogram of a JVM in a container with tools', async () => {
    const host = await openTestHost();
    const { jvms } = await host.call('targets.jvms', { uri: 'docker:///tools' });
    expect(jvms).toMatchObject([{ pid: 1, mainClass: 'TinyShop' }]);
    const { states, alternatives, texts } = await captured(host, 'tools', ['thread-dump', 'heap-histogram']);
    expect(states).toEqual(['done', 'done']);
    expect(alternatives).toEqual(['jcmd', 'jcmd']);
    expect(texts[0]).toContain('"checkout-0"');
  });

  it.each(['slim', 'no-log'])('[DOCKER-11] takes a whole dump where nothing can attach, by SIGQUIT and what the container prints: %s', async (container) => {
    const { states, alternatives, texts } = await captured(await openTestHost(), container, ['thread-dump']);
    expect(states).toEqual(['done']);
    expect(alternatives).toEqual(['sigquit']);
    expect(texts[0]).toMatch(/Full thread dump[^]*"checkout-0"[^]*JNI global ref/);
  });

  it('[DOCKER-21] attaches without a JDK where the image has perl: a dump with owners, and a histogram', async () => {
    const { states, alternatives, texts } = await captured(await openTestHost(), 'perl', ['thread-dump', 'heap-histogram']);
    expect(states).toEqual(['done', 'done']);
    expect(alternatives).toEqual(['attach-perl', 'attach-perl']);
    expect(texts[0]).toContain('Locked ownable synchronizers');
    expect(await engine.docker('exec', 'perl', 'sh', '-c', 'ls -a / /tmp | grep -c attach_pid || true')).toBe('0');
  });

  it('[DOCKER-22] takes everything of a container without a shell by the tools of its own computer, and writes down how', async () => {
    const host = await openTestHost();
    expect((await host.call('targets.jvms', { uri: 'docker:///bare' })).jvms).toMatchObject([{ pid: 1, mainClass: 'TinyShop' }]);
    const { states, argvs, texts } = await captured(host, 'bare', ['thread-dump', 'heap-histogram', 'processes']);
    expect(states).toEqual(['done', 'done', 'done']);
    expect(argvs.every(([program]) => program === 'nsenter')).toBe(true);
    expect(texts.some((text) => /Full thread dump[^]*"checkout-0"/.test(text))).toBe(true);
    expect(await engine.docker('diff', 'bare')).not.toContain('attach_pid');
  });

  it('[DOCKER-23] uses the jcmd of the container’s own computer where the image has none', async () => {
    await engine.docker('run', '-d', '--name', 'plain', '-v', `${classes}:/app:ro`, 'borescope/slim', 'java', '-Xmx64m', '-cp', '/app', 'TinyShop');
    await engine.docker('exec', 'plain', 'sh', '-c', 'until grep -q -s checkout /proc/1/task/*/comm; do sleep 0.1; done');
    const { states, alternatives, texts } = await captured(await openTestHost(), 'plain', ['thread-dump', 'heap-histogram']);
    expect(states).toEqual(['done', 'done']);
    expect(alternatives).toEqual(['node-jcmd', 'node-jcmd']);
    expect(texts[0]).toContain('Locked ownable synchronizers');
  });

  it('[DOCKER-12] leaves no process and no zombie in a container whose process 1 reaps nothing', async () => {
    const transport = transportTo('slim');
    await runAndCollect(transport, ['sh', '-c', 'sleep 30; echo x'], { timeoutMs: 300 });
    await runAndCollect(transport, ['sh', '-c', 'echo x']);
    await transport.close();
    const stats = await engine.docker('exec', 'slim', 'sh', '-c', 'cat /proc/[0-9]*/stat');
    const others = stats.split('\n').filter((line) => !/^1 |\((cat|sh)\)/.test(line));
    expect(others).toEqual([]);
  });

  it('[DOCKER-13] sends no SIGQUIT to a JVM started with -Xrs', async () => {
    const host = await openTestHost();
    const plan = await host.call('capture.plan', { processes: [{ target: 'docker:///reduced', pid: 1 }], kinds: ['thread-dump'], rounds: 1, intervalMs: 0 });
    expect(plan.steps.map(({ alternative }) => alternative)).not.toContain('sigquit');
    expect(await engine.docker('inspect', '-f', '{{.State.Running}}', 'reduced')).toBe('true');
  });

  it('[DOCKER-14] lists containers with state, ports, CPU and memory; one that does not run is no target', async () => {
    const host = await openTestHost();
    const listing = await host.call('targets.browse', { uri: 'docker:' });
    expect(listing).toMatchObject({ context: 'default', address: `unix://${engine.socket}`, images: 4 });
    const tools = listing.places.find(({ name }) => name === 'tools');
    expect(tools).toMatchObject({ uri: 'docker:///tools', image: 'borescope/tools', ports: ['127.0.0.1:18099->80/tcp'] });
    expect(tools?.memoryBytes).toBeGreaterThan(1_000_000);
    expect(tools?.cpuPercent).toBeTypeOf('number');
    expect(listing.places.at(-1)).toMatchObject({ name: 'stopped', uri: null });
  });

  it('[DOCKER-15] says what is missing: no such container, not running', async () => {
    const host = await openTestHost();
    const keyOf = async (container: string): Promise<string> => (await hostErrorOf(host.call('targets.jvms', { uri: `docker:///${container}` }))).message.key;
    expect(await keyOf('none')).toBe('error.docker-no-container');
    expect(await keyOf('stopped')).toBe('error.docker-not-running');
  });

  it('[DOCKER-16] keeps what came when the container ends in the middle of the output, and says that it ended (fault 28)', async () => {
    await engine.docker('run', '-d', '--name', 'short-lived', 'borescope/slim', 'sleep', '3600');
    const transport = transportTo('short-lived');
    const run = runAndCollect(transport, ['sh', '-c', 'echo early; sleep 30'], { onStdout: () => void engine.docker('kill', 'short-lived') });
    const { outcome, stdout } = await run;
    expect(outcome).toMatchObject({ exitStatus: null, end: 'link-cut' });
    expect(outcome.detail).toContain('exited');
    expect(stdout.toString()).toBe('early\n');
    await transport.close();
  });

  it('[DOCKER-17] keeps what came when the stream is cut inside a frame header (fault 28)', async () => {
    const socket = path.join(engine.folder, 'cutting.sock');
    await startCuttingProxy(engine.socket, socket, 'second');
    const transport = transportTo('slim', { ...engine.environment, DOCKER_HOST: `unix://${socket}` });
    const { outcome, stdout } = await runAndCollect(transport, ['sh', '-c', 'echo first; sleep 0.5; echo second; sleep 0.5']);
    expect(outcome).toMatchObject({ exitStatus: null, end: 'link-cut' });
    expect(outcome.detail).toContain('frame header');
    expect(stdout.toString()).toBe('first\n');
    await transport.close();
  });

  it.skipIf(withoutSshd)('[DOCKER-18] reaches an engine on another host over the one SSH connection to it', async () => {
    const sshd = await startSshd();
    onTestFinished(() => sshd.stop());
    const user = createTestUser();
    onTestFinished(() => user.remove());
    for (const file of [engine.folder, engine.socket]) chmodSync(file, 0o777);
    const host = await openTestHost();
    host.on('prompt.opened', ({ id, prompt }) => void host.call('prompts.answer', { promptId: id, answer: prompt.type === 'host-key' ? { type: 'yes' } : { type: 'secret', value: user.password } }));
    process.env['DOCKER_HOST'] = `ssh://${user.name}@127.0.0.1:${sshd.port}${engine.socket}`;
    try {
      expect((await host.call('targets.jvms', { uri: 'docker:///slim' })).jvms).toMatchObject([{ mainClass: 'TinyShop' }]);
      expect((await host.call('targets.browse', { uri: 'docker:' })).places.length).toBeGreaterThan(3);
      // Without a shell there is nothing to ask it by from another computer.
      expect((await hostErrorOf(host.call('targets.jvms', { uri: 'docker:///bare' }))).message.key).toBe('error.no-shell');
    } finally {
      process.env['DOCKER_HOST'] = `unix://${engine.socket}`;
    }
    expect(sshd.log().match(/Accepted password/g)).toHaveLength(1);
  });

  it('[DOCKER-19] keeps what came when the engine is killed, and then names it as unreachable (faults 27 and 28)', async () => {
    const doomed = await startDockerEngine();
    onTestFinished(() => doomed.stop());
    await doomed.docker('run', '-d', '--name', 'slim', 'borescope/slim', 'sleep', '3600');
    const transport = transportTo('slim', doomed.environment);
    const { outcome, stdout } = await runAndCollect(transport, ['sh', '-c', 'echo early; sleep 30'], { onStdout: () => doomed.signal('SIGKILL') });
    expect(outcome).toMatchObject({ exitStatus: null, end: 'link-cut' });
    expect(stdout.toString()).toBe('early\n');
    const refused = await hostErrorOf(transport.connect(NEVER));
    expect(refused.message).toMatchObject({ key: 'error.docker-unreachable', params: { context: 'default', url: `unix://${doomed.socket}` } });
    expect((await runAndCollect(transport, ['true'])).outcome).toMatchObject({ end: 'not-started' });
    await transport.close();
    expect(existsSync(doomed.socket)).toBe(true);
  });

  it('[DOCKER-20] reaches an engine over TLS with a client certificate, and without one is refused by it', async () => {
    const secured = await startTlsEngine();
    onTestFinished(() => secured.stop());
    const list = (environment: NodeJS.ProcessEnv): ReturnType<typeof listContainers> => listContainers({ uri: 'docker:', context: null, dialSsh: () => Promise.reject(new Error('not over ssh')), environment }, NEVER);
    expect(await list(secured.environment)).toMatchObject({ context: 'default', places: [], address: secured.environment['DOCKER_HOST'] });
    for (const file of ['cert.pem', 'key.pem']) rmSync(path.join(secured.pki, file));
    expect((await hostErrorOf(list(secured.environment))).message.key).toBe('error.docker-unreachable');
    // Another authority's certificate is not trusted.
    rmSync(path.join(secured.pki, 'ca.pem'));
    expect(await hostErrorOf(list(secured.environment))).toMatchObject({ code: 'unreachable' });
  });
});
