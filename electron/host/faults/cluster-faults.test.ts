import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import { createTranslator } from '../../../shared/base/translate.ts';
import type { Transport } from '../../../shared/collect/transport.ts';
import { HOST_MESSAGES } from '../../../shared/host-api/messages.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { listJvms } from '../list-jvms.ts';
import { createKubernetesTransport } from '../transports/kubernetes/kubernetes-transport.ts';
import { startRealCluster, WITHOUT_OWN_CLUSTER, type RealCluster } from '../transports/kubernetes/testing/real-cluster.ts';
import { captureCommand } from './testing/capture-command.ts';
import { faultSuite } from './testing/fault-suite.ts';

const run = promisify(execFile);
const never = new AbortController().signal;
const english = createTranslator('en', [HOST_MESSAGES]);

faultSuite('between here and a real Kubernetes node', WITHOUT_OWN_CLUSTER ? 'the files of a real node, and root' : null, (fault) => {
  let cluster: RealCluster;
  const open: Transport[] = [];
  beforeAll(async () => {
    cluster = await startRealCluster();
  }, 420_000);
  afterAll(async () => {
    await Promise.all(open.map((transport) => transport.close()));
    await cluster?.stop();
  }, 120_000);

  function to(context: string, container = 'jvm', pod = 'cart-0'): Transport {
    const transport = createKubernetesTransport({ uri: `k8s://${context}/shop/${pod}/${container}`, context, namespace: 'shop', pod, container, environment: { ...process.env, KUBECONFIG: cluster.kubeconfig } });
    open.push(transport);
    return transport;
  }

  fault(22, 'pods may not be executed in (403)', async () => {
    const { code, message, next } = await hostErrorOf(to('diag').connect(never));
    expect(message).toMatchObject({ key: 'error.k8s-right-missing', params: { verb: 'create', resource: 'pods/exec' } });
    return `${code}: ${english(message)} ${next === null ? '' : english(next)}`;
  });

  fault(24, 'a container without a shell', async () => {
    const { message, next } = await hostErrorOf(listJvms(to('admin', 'slim'), never));
    expect(message.key).toBe('error.no-shell');
    expect(next?.key).toBe('next.no-shell-in-pod');
    return `${english(message).slice(0, 90)}… ${next === null ? '' : english(next)}`;
  });

  fault(2, 'the network between here and the node is cut: its link is taken down', async () => {
    let cutAt = 0;
    const link = (state: 'down' | 'up'): Promise<unknown> => run('ip', ['link', 'set', 'bsv0', state]);
    const transport = to('admin');
    await transport.connect(never);
    try {
      const { kept, seen } = await captureCommand(transport, ['sh', '-c', 'echo early; sleep 60'], {
        timeoutMs: 60_000,
        onBytes: () => {
          // Once the first ping is answered.
          setTimeout(() => {
            cutAt = performance.now();
            void link('down');
          }, 1000);
        },
      });
      const seconds = (performance.now() - cutAt) / 1000;
      expect([kept, seen]).toEqual(['early\n', expect.stringMatching(/^partial: link-cut/)]);
      expect(seconds).toBeLessThan(20); // and the case is written
      return `${seen}, ${seconds.toFixed(0)} s after the cut`;
    } finally {
      await link('up');
    }
  }, 90_000);

  fault(17, 'the JVM is ended while it is captured, and its container started anew', async () => {
    const end = (): void => void run('kubectl', ['-n', 'shop', 'exec', 'cart-0', '-c', 'jvm', '--', 'sh', '-c', 'kill -TERM 1'], { env: { ...process.env, KUBECONFIG: cluster.kubeconfig } }).catch(() => undefined);
    const { kept, seen } = await captureCommand(to('admin'), ['sh', '-c', 'echo early; sleep 30'], { timeoutMs: 40_000, onBytes: end });
    expect(kept).toBe('early\n');
    expect(seen).toMatch(/^partial: link-cut, (the container was restarted|the pod or its container ended)/);
    return seen;
  }, 120_000);

  fault(23, 'the pod of a workload is deleted in mid-run, while another one runs', async () => {
    const environment = { ...process.env, KUBECONFIG: cluster.kubeconfig };
    const [gone, other] = ['cart-7c9d8f6b5-x2x2x', 'cart-7c9d8f6b5-z4z4z'];
    const { stdout } = await run('kubectl', ['-n', 'shop', 'get', 'pod', 'cart-0', '-o', 'json'], { env: environment });
    const { spec } = JSON.parse(stdout) as { readonly spec: object };
    for (const name of [gone, other]) await run('sh', ['-c', 'printf %s "$1" | kubectl apply -f -', 'sh', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec })], { env: environment });
    await run('kubectl', ['-n', 'shop', 'wait', '--for=condition=Ready', `pod/${gone}`, `pod/${other}`, '--timeout=60s'], { env: environment });
    const { kept, seen } = await captureCommand(to('admin', 'jvm', gone), ['sh', '-c', 'echo early; sleep 60'], { timeoutMs: 60_000, onBytes: () => void run('kubectl', ['-n', 'shop', 'delete', 'pod', gone, '--grace-period=1', '--wait=false'], { env: environment }) });
    expect(kept).toBe('early\n');
    expect(seen).toMatch(/^partial: link-cut, the pod or its container ended/);
    await run('kubectl', ['-n', 'shop', 'wait', '--for=delete', `pod/${gone}`, '--timeout=60s'], { env: environment });
    const { message, next } = await hostErrorOf(to('admin', 'jvm', gone).connect(never));
    expect(next).toMatchObject({ key: 'next.k8s-successors', params: { pods: `k8s://admin/shop/${other}/jvm` } });
    return `${seen}; then ${english(message)} ${next === null ? '' : english(next)}`;
  }, 180_000);
});
