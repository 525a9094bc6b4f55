import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Transport } from '../../../../shared/collect/transport.ts';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { openTestHost } from '../../testing/open-test-host.ts';
import { HAS_JAVA } from '../../testing/start-java.ts';
import { waitForJob } from '../../testing/wait-for-job.ts';
import { compileTinyShop } from '../docker/testing/docker-engine.ts';
import { runAndCollect } from '../testing/run-and-collect.ts';
import { createKubernetesTransport } from './kubernetes-transport.ts';
import { listPods } from './list-pods.ts';
import { workloadOf } from './successors.ts';
import { TestCluster, withoutNamespaces, type ExecProtocol } from './testing/test-cluster.ts';

const run = promisify(execFile);
const NEVER = new AbortController().signal;

/** Older ones speak SPDY, which the test cluster does not. */
function hasKubectl(): boolean {
  try {
    const { clientVersion } = JSON.parse(execFileSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as { readonly clientVersion: { readonly gitVersion: string } };
    return Number(/^v1\.(\d+)/.exec(clientVersion.gitVersion)?.[1] ?? 0) >= 31;
  } catch {
    return false;
  }
}

async function startCluster(argv: readonly string[] = ['sleep', '3600'], protocol?: ExecProtocol): Promise<TestCluster> {
  const cluster = await TestCluster.start(argv, protocol);
  onTestFinished(() => cluster.stop());
  return cluster;
}

function transportTo(cluster: TestCluster, user?: object): Transport {
  const transport = createKubernetesTransport({ uri: 'k8s:///shop/cart-0', context: null, namespace: 'shop', pod: 'cart-0', container: null, environment: cluster.environment(user) });
  onTestFinished(() => transport.close());
  return transport;
}

/** A credential plugin: a script of the test's own. */
function plugin(cluster: TestCluster, script: string): object {
  const file = path.join(cluster.folder, 'plugin');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { exec: { command: './plugin', apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'IfAvailable' } };
}

const credential = (token: string): string => `echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"${token}"}}'`;

describe.skipIf(withoutNamespaces)('a cluster that goes wrong on demand', { timeout: 60_000 }, () => {
  it('[K8S-10] lists pods with status, restarts, age, node and containers', async () => {
    const cluster = await startCluster();
    await cluster.restartPod();
    const listing = await listPods({ uri: 'k8s:', context: null, namespace: null, environment: cluster.environment() }, NEVER);
    expect(listing).toMatchObject({ context: 'test', version: 'Kubernetes v1.33.0-test' });
    expect(listing.places).toEqual([
      { uri: 'k8s:///shop/cart-0', name: 'shop/cart-0', image: 'shop/cart:1', state: 'Running', ports: ['8080/tcp'], restarts: 1, node: 'node-a', createdAt: '2026-11-21T10:00:00Z', cpuPercent: null, memoryBytes: null, memoryLimitBytes: 67_108_864 },
    ]);
  });

  it('[K8S-11] names the missing right before anything is run (fault 22)', async () => {
    const cluster = await startCluster();
    cluster.rights.set('viewer', ['get pods', 'list pods']);
    expect((await hostErrorOf(transportTo(cluster, { token: 'viewer' }).connect(NEVER))).message).toMatchObject({ key: 'error.k8s-right-missing', params: { verb: 'create', resource: 'pods/exec', namespace: 'shop' } });
    expect(cluster.requests.filter((request) => request.endsWith('/exec'))).toEqual([]);
    cluster.rights.set('nobody', []);
    expect((await hostErrorOf(listPods({ uri: 'k8s:', context: null, namespace: null, environment: cluster.environment({ token: 'nobody' }) }, NEVER))).message).toMatchObject({ params: { verb: 'list', resource: 'pods', namespace: 'shop' } });
    expect((await hostErrorOf(transportTo(cluster, { token: 'wrong' }).connect(NEVER))).message.key).toBe('error.k8s-unauthorized');
  });

  it('[K8S-12] lets the end mark decide where no status frame comes (fault 26)', async () => {
    const cluster = await startCluster();
    cluster.fault = { type: 'no-status' };
    const { outcome, stdout, stderr } = await runAndCollect(transportTo(cluster), ['sh', '-c', 'echo whole; echo aside >&2; exit 4']);
    expect(outcome).toEqual({ exitStatus: 4, signal: null, end: 'exited', detail: '' });
    expect([stdout.toString(), stderr.toString()]).toEqual(['whole\n', 'aside\n']);
  });

  it('[K8S-13] keeps what came when the connection is cut, and never calls it whole', async () => {
    const cluster = await startCluster();
    const transport = transportTo(cluster);
    await transport.connect(NEVER);
    cluster.fault = { type: 'cut', afterBytes: 100_000 };
    const { outcome, stdout } = await runAndCollect(transport, ['sh', '-c', 'yes; exit 0']);
    expect(outcome).toMatchObject({ exitStatus: null, end: 'link-cut' });
    expect(stdout.length).toBeGreaterThan(50_000);
    cluster.fault = { type: 'none' };
    // What the cut connection had started is ended as well.
    await new Promise((wake) => setTimeout(wake, 800));
    const { stdout: count } = await runAndCollect(transport, ['sh', '-c', 'cat /proc/[0-9]*/comm | grep -c -x yes']);
    expect(count.toString().trim()).toBe('0');
  });

  it('[K8S-14] says that the container was restarted in the middle of the output (fault 23)', async () => {
    const cluster = await startCluster();
    const { outcome, stdout } = await runAndCollect(transportTo(cluster), ['sh', '-c', 'echo early; sleep 30'], { onStdout: () => void cluster.restartPod() });
    expect(outcome).toMatchObject({ exitStatus: null, end: 'link-cut' });
    expect(outcome.detail).toContain('restarted');
    expect(stdout.toString()).toBe('early\n');
  });

  it('[K8S-19] knows by their names which pods belong to one workload', () => {
    expect(['cart-7c9d8f6b5-x2x2x', 'log-agent-8zq4w', 'cart-0', 'my-service-bcdfg', 'shop-web-5f6d9c7b8d-bcdfg'].map(workloadOf)).toEqual(['cart', 'log-agent', null, 'my-service', 'shop-web']);
  });

  it('[K8S-15] shows what a credential plugin says when it fails, and asks it once more when its token is refused (fault 25)', async () => {
    const cluster = await startCluster();
    const failed = await hostErrorOf(transportTo(cluster, plugin(cluster, 'echo "session expired: run login" >&2; exit 3')).connect(NEVER));
    expect(failed.message).toMatchObject({ key: 'error.k8s-plugin-failed', params: { command: './plugin', why: 'exit status 3: session expired: run login' } });
    // The first token is old; asked again the plugin gives a good one.
    const user = plugin(cluster, `cd "$(dirname "$0")"; if [ -e asked ]; then ${credential('all')}; else : > asked; ${credential('old')}; fi`);
    const { outcome } = await runAndCollect(transportTo(cluster, user), ['true']);
    expect(outcome.exitStatus).toBe(0);
    const always = await hostErrorOf(transportTo(cluster, plugin(cluster, credential('old'))).connect(NEVER));
    expect(always.message.key).toBe('error.k8s-unauthorized');
  });

  it.skipIf(!HAS_JAVA)('[K8S-16] takes a dump of a JVM in a pod, also where only SIGQUIT and the log are left', async () => {
    const classes = compileTinyShop();
    onTestFinished(() => rmSync(classes, { recursive: true }));
    for (const [options, alternative] of [[[], 'jcmd'], [['-XX:+DisableAttachMechanism'], 'sigquit']] as const) {
      const cluster = await startCluster(['java', '-Xmx64m', ...options, '-cp', classes, 'TinyShop']);
      const before = process.env['KUBECONFIG'];
      process.env['KUBECONFIG'] = cluster.environment()['KUBECONFIG'];
      onTestFinished(() => void (before === undefined ? delete process.env['KUBECONFIG'] : (process.env['KUBECONFIG'] = before)));
      await cluster.untilPrinted('ready');
      const host = await openTestHost();
      const { id } = await host.call('capture.start', { processes: [{ target: 'k8s:///shop/cart-0', pid: 1 }], kinds: ['thread-dump'], rounds: 1, intervalMs: 0, caseId: null, caseName: null, outFolder: null, allowSteps: [] });
      const job = await waitForJob(host, id);
      expect(job.steps.map(({ state, because }) => because ?? state)).toEqual(['done']);
      const { captures, entry } = await host.call('cases.view', { caseId: job.caseId });
      expect(captures).toMatchObject([{ alternative, transport: 'kubernetes', completeness: { status: 'complete' } }]);
      expect(readFileSync(path.join(entry.path, 'evidence', captures[0]?.id ?? '', 'stdout.bin'), 'utf8')).toMatch(/"checkout-0"[^]*JNI global ref/);
    }
  });

  it.skipIf(!hasKubectl())('[K8S-17] is Kubernetes to the real kubectl too', async () => {
    const cluster = await startCluster();
    const env = cluster.environment();
    const { stdout } = await run('kubectl', ['-n', 'shop', 'exec', 'cart-0', '-c', 'jvm', '--', 'sh', '-c', 'echo from the pod; echo $$'], { env });
    expect(stdout).toMatch(/^from the pod\n\d+\n$/);
    await expect(run('kubectl', ['-n', 'shop', 'exec', 'cart-0', '-c', 'jvm', '--', 'sh', '-c', 'exit 7'], { env })).rejects.toMatchObject({ code: 7 });
  });
});
