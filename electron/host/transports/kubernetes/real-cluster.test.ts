import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transport } from '../../../../shared/collect/transport.ts';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { ScriptedPrompts } from '../../testing/scripted-prompts.ts';
import { runAndCollect } from '../testing/run-and-collect.ts';
import { addDebugContainer } from './debug-container.ts';
import { createKubernetesTransport } from './kubernetes-transport.ts';
import { listEvents } from './list-events.ts';
import { listPods } from './list-pods.ts';
import { startRealCluster, WITHOUT_REAL_CLUSTER, type RealCluster } from './testing/real-cluster.ts';

const run = promisify(execFile);
const NEVER = new AbortController().signal;

describe.skipIf(WITHOUT_REAL_CLUSTER)('a real cluster', { timeout: 60_000 }, () => {
  let cluster: RealCluster;
  beforeAll(async () => {
    cluster = await startRealCluster();
  }, 420_000);
  afterAll(async () => cluster?.stop(), 120_000);

  const environment = (): NodeJS.ProcessEnv => ({ ...process.env, KUBECONFIG: cluster.kubeconfig });
  const to = (context: string, container: string | null = null): Transport =>
    createKubernetesTransport({ uri: `k8s://${context}/shop/cart-0`, context, namespace: 'shop', pod: 'cart-0', container, environment: environment() });

  it.each(['admin', 'cert'])('[K8S-20] runs commands in a pod: %s', async (context) => {
    const { outcome, stdout } = await runAndCollect(to(context), ['sh', '-c', 'cat; exit 5'], { stdin: Buffer.from('in') });
    expect(outcome).toMatchObject({ exitStatus: 5, end: 'exited' });
    expect(stdout.toString()).toBe('in');
  });

  it('[K8S-21] names the missing right', async () => {
    expect((await hostErrorOf(to('diag').connect(NEVER))).message).toMatchObject({ key: 'error.k8s-right-missing', params: { verb: 'create', resource: 'pods/exec' } });
    expect((await hostErrorOf(listEvents({ context: 'diag', namespace: 'shop', pod: 'cart-0', environment: environment() }, NEVER))).message).toMatchObject({ key: 'error.k8s-right-missing', params: { verb: 'list', resource: 'events' } });
  });

  it('[K8S-10] lists both containers of the pod, [K8S-22] and the autoscalers', async () => {
    await run('kubectl', ['-n', 'shop', 'autoscale', 'statefulset', 'cart', '--min=2', '--max=4', '--cpu-percent=70'], { env: environment() }).catch(() => undefined);
    const hpa = { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'cart', namespace: 'shop' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'cart' }, minReplicas: 2, maxReplicas: 4, targetCPUUtilizationPercentage: 70 } };
    await run('sh', ['-c', 'printf %s "$1" | kubectl apply -f -', 'sh', JSON.stringify(hpa)], { env: environment() });
    const listing = await listPods({ uri: 'k8s:', context: 'admin', namespace: null, environment: environment() }, NEVER);
    expect(listing.places).toMatchObject([
      { uri: 'k8s://admin/shop/cart-0/jvm', state: 'Running', restarts: 0, node: 'node-a' },
      { uri: 'k8s://admin/shop/cart-0/slim', state: 'Running', restarts: 0, node: 'node-a' },
    ]);
    expect(listing.autoscalers).toMatchObject([{ name: 'shop/cart', scales: 'StatefulSet/cart', minReplicas: 2, maxReplicas: 4, cpuTargetPercent: 70 }]);
  });

  it('[K8S-23] tells what the kubelet recorded about the pod', async () => {
    const events = await listEvents({ context: 'admin', namespace: 'shop', pod: 'cart-0', environment: environment() }, NEVER);
    expect(events.map(({ reason, about }) => `${about} ${reason}`)).toEqual(expect.arrayContaining(['jvm Created', 'jvm Started', 'slim Started']));
    expect(events.every(({ by, lastAt }) => by === 'kubelet' && !Number.isNaN(Date.parse(lastAt ?? '')))).toBe(true);
  });

  it('[K8S-24] says that a cluster of 1.20 offers no debug containers, after the question', async () => {
    const prompts = new ScriptedPrompts(() => ({ type: 'yes' }));
    const refused = await hostErrorOf(addDebugContainer({ context: 'admin', namespace: 'shop', pod: 'cart-0', container: 'slim', image: 'busybox', environment: environment(), prompts }, NEVER));
    expect(refused.message.key).toBe('error.k8s-no-debug-containers');
    expect(prompts.types()).toEqual(['allow-impact']);
  });

  it('[K8S-26] says that a container has no shell', async () => {
    const { outcome } = await runAndCollect(to('admin', 'slim'), ['sh', '-c', 'true']);
    expect(outcome).toMatchObject({ end: 'not-started' });
    expect((await hostErrorOf(to('admin', 'slim').probe(['jcmd'], NEVER))).message.key).toBe('error.no-shell');
  });
});
