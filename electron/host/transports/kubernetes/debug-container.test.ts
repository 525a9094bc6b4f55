import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ARTIFACT_KINDS } from '../../../../shared/artifacts/registry.ts';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { openTestHost } from '../../testing/open-test-host.ts';
import { HAS_JAVA } from '../../testing/start-java.ts';
import { waitForJob } from '../../testing/wait-for-job.ts';
import type { Host } from '../../create-host.ts';
import { compileTinyShop } from '../docker/testing/docker-engine.ts';
import { listEvents } from './list-events.ts';
import { listPods } from './list-pods.ts';
import { TestCluster, withoutNamespaces } from './testing/test-cluster.ts';

const NEVER = new AbortController().signal;
const BARE = 'k8s:///shop/cart-0';

/** A host for which the test cluster, an API server of the project's own, is the only one. */
async function hostBefore(argv: readonly string[]): Promise<{ readonly cluster: TestCluster; readonly host: Host }> {
  const cluster = await TestCluster.start(argv);
  onTestFinished(() => cluster.stop());
  cluster.hasShell = false;
  const before = process.env['KUBECONFIG'];
  process.env['KUBECONFIG'] = cluster.environment()['KUBECONFIG'];
  onTestFinished(() => void (before === undefined ? delete process.env['KUBECONFIG'] : (process.env['KUBECONFIG'] = before)));
  return { cluster, host: await openTestHost() };
}

function answerAll(host: Host, type: 'yes' | 'refused'): unknown[] {
  const asked: unknown[] = [];
  host.on('prompt.opened', ({ id, prompt }) => {
    asked.push(prompt);
    void host.call('prompts.answer', { promptId: id, answer: { type } });
  });
  return asked;
}

describe.skipIf(withoutNamespaces)('a pod of the project’s own protocol server', { timeout: 60_000 }, () => {
  it('[K8S-24] gets a debug container only after a yes that was told what cannot be undone', async () => {
    const { cluster, host } = await hostBefore(['sleep', '3600']);
    expect(await hostErrorOf(host.call('targets.jvms', { uri: BARE }))).toMatchObject({ message: { key: 'error.no-shell' }, next: { key: 'next.no-shell-in-pod' } });
    const asked = answerAll(host, 'refused');
    expect((await hostErrorOf(host.call('targets.addDebugContainer', { uri: BARE, image: 'busybox' }))).message.key).toBe('error.k8s-debug-declined');
    expect(asked).toMatchObject([{ type: 'allow-impact', impact: 'high', command: 'kubectl debug -n shop cart-0 --image=busybox --target=jvm', worstCase: { key: 'debug-container.worst' } }]);
    expect(cluster.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
    expect(await hostErrorOf(host.call('targets.addDebugContainer', { uri: BARE, image: '--privileged' }))).toMatchObject({ code: 'bad-input' });
  });

  it('[K8S-25] names the missing right, an image that cannot be pulled, and a server that has no such thing', async () => {
    const { cluster, host } = await hostBefore(['sleep', '3600']);
    answerAll(host, 'yes');
    expect(await hostErrorOf(host.call('targets.addDebugContainer', { uri: BARE, image: 'nowhere' }))).toMatchObject({ message: { key: 'error.k8s-debug-failed', params: { why: 'ErrImagePull: pull access denied for nowhere' } } });
    cluster.debugContainers = null;
    expect((await hostErrorOf(host.call('targets.addDebugContainer', { uri: BARE, image: 'busybox' }))).message.key).toBe('error.k8s-no-debug-containers');
    cluster.rights.set('all', ['get pods']);
    expect(await hostErrorOf(host.call('targets.addDebugContainer', { uri: BARE, image: 'busybox' }))).toMatchObject({ message: { key: 'error.k8s-right-missing', params: { verb: 'patch', resource: 'pods/ephemeralcontainers' } } });
  });

  it.skipIf(!HAS_JAVA)('[K8S-24] is captured whole through its debug container', { timeout: 120_000 }, async () => {
    const classes = compileTinyShop();
    onTestFinished(() => rmSync(classes, { recursive: true }));
    const { cluster, host } = await hostBefore(['java', '-Xmx64m', '-cp', classes, 'TinyShop']);
    answerAll(host, 'yes');
    await cluster.untilPrinted('ready');
    const { uri } = await host.call('targets.addDebugContainer', { uri: BARE, image: 'busybox' });
    expect(uri).toMatch(/^k8s:\/\/\/shop\/cart-0\/borescope-[0-9a-f]{6}$/);
    expect((await host.call('targets.list', {})).map((target) => target.uri)).toContain(uri);
    expect((await host.call('targets.jvms', { uri })).jvms).toMatchObject([{ pid: 1, mainClass: 'TinyShop' }]);
    // Of requests a person must say where to ask for them.
    const kinds = ARTIFACT_KINDS.flatMap(({ id, recipe }) => (recipe === null || id === 'requests' ? [] : [id]));
    const plan = await host.call('capture.plan', { processes: [{ target: uri, pid: 1 }], kinds, rounds: 1, intervalMs: 0 });
    const { id } = await host.call('capture.start', { processes: [{ target: uri, pid: 1 }], kinds, rounds: 1, intervalMs: 0, caseId: null, caseName: null, outFolder: null, allowSteps: plan.steps.map((step) => step.id) });
    const job = await waitForJob(host, id);
    expect(job.steps.map(({ label, state, because }) => `${label} ${because?.key ?? state}`).filter((line) => !line.endsWith(' done'))).toEqual([]);
    expect(job.steps).toHaveLength(kinds.length);
  });

  it('[K8S-22] is listed with its debug containers and the autoscalers, [K8S-23] and has its events told, latest first', async () => {
    const { cluster } = await hostBefore(['sleep', '3600']);
    cluster.debugContainers = [{ name: 'borescope-1', image: 'busybox', targetContainerName: 'jvm' }];
    const environment = cluster.environment();
    const { places, autoscalers } = await listPods({ uri: 'k8s:', context: null, namespace: null, environment }, NEVER);
    expect(places.map(({ name, uri }) => [name, uri])).toEqual([['shop/cart-0/borescope-1', 'k8s:///shop/cart-0/borescope-1'], ['shop/cart-0/jvm', 'k8s:///shop/cart-0/jvm']]);
    expect(autoscalers).toEqual([{ name: 'shop/cart', scales: 'StatefulSet/cart', minReplicas: 1, maxReplicas: 5, currentReplicas: 1, desiredReplicas: 3, cpuPercent: 210, cpuTargetPercent: 80, lastScaledAt: '2026-11-21T10:02:00Z' }]);
    expect(await listEvents({ context: null, namespace: 'shop', pod: 'cart-0', environment }, NEVER)).toEqual([
      { isWarning: false, reason: 'Scheduled', message: 'Successfully assigned shop/cart-0 to node-a', about: null, by: 'default-scheduler', count: 1, firstAt: '2026-11-21T10:04:00.000000Z', lastAt: '2026-11-21T10:04:00.000000Z' },
      { isWarning: true, reason: 'Unhealthy', message: 'Readiness probe failed', about: 'jvm', by: 'kubelet', count: 7, firstAt: '2026-11-21T10:00:10Z', lastAt: '2026-11-21T10:03:00Z' },
    ]);
  });
});
