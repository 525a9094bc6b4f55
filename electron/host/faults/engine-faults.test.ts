import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { createTranslator } from '../../../shared/base/translate.ts';
import type { Transport } from '../../../shared/collect/transport.ts';
import { HOST_MESSAGES } from '../../../shared/host-api/messages.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { openTestHost } from '../testing/open-test-host.ts';
import { waitForJob } from '../testing/wait-for-job.ts';
import { createDockerTransport } from '../transports/docker/docker-transport.ts';
import { startCuttingProxy } from '../transports/docker/testing/cutting-proxy.ts';
import { compileTinyShop, startDockerEngine, withoutDocker, type DockerEngine } from '../transports/docker/testing/docker-engine.ts';
import { captureCommand } from './testing/capture-command.ts';
import { faultSuite } from './testing/fault-suite.ts';

const never = new AbortController().signal;
const english = createTranslator('en', [HOST_MESSAGES]);
const KINDS = ['thread-dump', 'heap-histogram', 'sockets', 'open-files', 'processes', 'thread-cpu'];

faultSuite('between here and a real Docker engine', withoutDocker ? 'root and dockerd' : null, (fault) => {
  let engine: DockerEngine;
  let classes: string;
  const outside = process.env['DOCKER_HOST'];
  beforeAll(async () => {
    engine = await startDockerEngine();
    classes = compileTinyShop();
    process.env['DOCKER_HOST'] = `unix://${engine.socket}`;
    const shop = ['-v', `${classes}:/app:ro`];
    await engine.docker('run', '-d', '--name', 'slim', ...shop, 'borescope/slim', 'java', '-Xmx64m', '-XX:+DisableAttachMechanism', '-cp', '/app', 'TinyShop');
    await engine.docker('run', '-d', '--name', 'bare', ...shop, 'borescope/bare', '/jre/bin/java', '-Xmx64m', '-cp', '/app', 'TinyShop');
    await engine.docker('exec', 'slim', 'sh', '-c', 'until grep -q -s checkout /proc/1/task/*/comm; do sleep 0.1; done');
  }, 120_000);
  afterAll(async () => {
    if (outside === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = outside;
    rmSync(classes, { recursive: true });
    await engine?.stop();
  }, 60_000);

  function to(container: string, environment: NodeJS.ProcessEnv = engine.environment): Transport {
    const transport = createDockerTransport({ uri: `docker:///${container}`, context: null, container, environment, dialSsh: () => Promise.reject(new Error('not over ssh')) });
    onTestFinished(() => transport.close());
    return transport;
  }

  async function rungs(container: string): Promise<{ readonly used: readonly string[]; readonly states: readonly string[] }> {
    const host = await openTestHost();
    const request = { processes: [{ target: `docker:///${container}`, pid: 1 }], kinds: KINDS, rounds: 1, intervalMs: 0 };
    const { steps } = await host.call('capture.plan', request);
    const { id } = await host.call('capture.start', { ...request, caseId: null, caseName: null, outFolder: null, allowSteps: steps.map((step) => step.id) });
    const job = await waitForJob(host, id);
    const { captures } = await host.call('cases.view', { caseId: job.caseId });
    return { used: captures.map(({ kind, alternative }) => `${kind}: ${alternative}`), states: job.steps.map(({ state }) => state) };
  }

  fault(15, 'jcmd, lsof and ss missing, and nothing may attach', async () => {
    const { used, states } = await rungs('slim');
    expect(new Set(states)).toEqual(new Set(['done']));
    expect(used).toEqual(expect.arrayContaining(['thread-dump: sigquit', 'open-files: proc-fd', 'sockets: netstat']));
    return used.join(', ');
  });

  fault(24, 'an image without a shell, on the engine’s own computer', async () => {
    const { used, states } = await rungs('bare');
    expect(states).toEqual(KINDS.map(() => 'done'));
    return `by the computer’s own tools: ${used.join(', ')}`;
  });

  fault(27, 'the engine is killed; a context that is missing', async () => {
    const doomed = await startDockerEngine({ images: false });
    onTestFinished(() => doomed.stop());
    doomed.signal('SIGKILL');
    await new Promise((wake) => setTimeout(wake, 500));
    const down = english((await hostErrorOf(to('slim', doomed.environment).connect(never))).message);
    expect(down).toContain(doomed.socket);
    const { DOCKER_HOST: _host, ...without } = engine.environment;
    const missing = english((await hostErrorOf(to('slim', { ...without, DOCKER_CONTEXT: 'staging' }).connect(never))).message);
    expect(missing).toContain('staging');
    return `${down} | ${missing}`;
  });

  fault(28, 'the stream is cut inside a frame header', async () => {
    const socket = path.join(engine.folder, 'cut.sock');
    await startCuttingProxy(engine.socket, socket, 'the end');
    const { kept, seen } = await captureCommand(to('slim', { ...engine.environment, DOCKER_HOST: `unix://${socket}` }), ['sh', '-c', 'echo early; sleep 0.5; echo the end; sleep 0.5']);
    expect([kept, seen]).toEqual(['early\n', expect.stringMatching(/^partial: link-cut.*frame header/)]);
    return seen;
  });
});
