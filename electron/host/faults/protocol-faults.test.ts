import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { createTranslator } from '../../../shared/base/translate.ts';
import type { Transport } from '../../../shared/collect/transport.ts';
import { HOST_MESSAGES } from '../../../shared/host-api/messages.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { createKubernetesTransport } from '../transports/kubernetes/kubernetes-transport.ts';
import { TestCluster, withoutNamespaces } from '../transports/kubernetes/testing/test-cluster.ts';
import { captureCommand } from './testing/capture-command.ts';
import { faultTable } from './testing/fault-table.ts';

const never = new AbortController().signal;
const english = createTranslator('en', [HOST_MESSAGES]);
const { fault, print } = faultTable('between here and the project’s own API server');

describe.skipIf(withoutNamespaces)('faults between here and the project’s own API server', () => {
  let cluster: TestCluster;
  const open: Transport[] = [];
  beforeEach(async () => {
    cluster = await TestCluster.start(['sleep', '3600']);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((transport) => transport.close()));
    await cluster.stop();
  });
  afterAll(print);

  function to(user?: object): Transport {
    const transport = createKubernetesTransport({ uri: 'k8s:///shop/cart-0', context: null, namespace: 'shop', pod: 'cart-0', container: null, environment: cluster.environment(user) });
    open.push(transport);
    return transport;
  }
  function plugin(script: string): object {
    writeFileSync(path.join(cluster.folder, 'plugin'), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(cluster.folder, 'plugin'), 0o755);
    return { exec: { command: './plugin', apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'IfAvailable' } };
  }

  fault(23, 'the container is started anew in mid-run', async () => {
    const { kept, seen } = await captureCommand(to(), ['sh', '-c', 'echo early; sleep 30'], { onBytes: () => void cluster.restartPod() });
    expect([kept, seen]).toEqual(['early\n', expect.stringMatching(/^partial: link-cut, the container was restarted/)]);
    return seen;
  });

  fault(25, 'a credential plugin fails; its token is refused', async () => {
    const failed = english((await hostErrorOf(to(plugin('echo "session expired: run login" >&2; exit 3')).connect(never))).message);
    expect(failed).toContain('session expired: run login');
    const credential = '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"old"}}';
    const refused = english((await hostErrorOf(to(plugin(`echo >> asked; echo '${credential}'`)).connect(never))).message);
    return `${failed} | asked once more, then: ${refused}`;
  });

  fault(26, 'no status frame comes', async () => {
    cluster.fault = { type: 'no-status' };
    const whole = await captureCommand(to(), ['sh', '-c', 'echo all of it; echo the end']);
    expect(whole.seen).toBe('complete');
    const bad = await captureCommand(to(), ['sh', '-c', 'echo the end; exit 4']);
    expect(bad.seen).toBe('partial: exit-status, exit status 4');
    return `${whole.seen} by our own mark; with exit status 4: ${bad.seen}`;
  });
});
