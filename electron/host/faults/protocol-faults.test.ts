import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { createTranslator } from '../../../shared/base/translate.ts';
import type { Transport } from '../../../shared/collect/transport.ts';
import { HOST_MESSAGES } from '../../../shared/host-api/messages.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { createKubernetesTransport } from '../transports/kubernetes/kubernetes-transport.ts';
import { TestCluster, withoutNamespaces } from '../transports/kubernetes/testing/test-cluster.ts';
import { captureCommand } from './testing/capture-command.ts';
import { faultSuite } from './testing/fault-suite.ts';

const never = new AbortController().signal;
const english = createTranslator('en', [HOST_MESSAGES]);

faultSuite('between here and the project’s own API server', withoutNamespaces ? 'namespaces' : null, (fault) => {
  let cluster: TestCluster;
  const open: Transport[] = [];
  beforeEach(async () => {
    cluster = await TestCluster.start(['sleep', '3600']);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((transport) => transport.close()));
    await cluster.stop();
  });
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

  /** How often a plugin of ours ran. */
  const asked = (file: string): number => readFileSync(path.join(cluster.folder, file), 'utf8').split('\n').length - 1;

  fault(23, 'the container is started anew in mid-run', async () => {
    const { kept, seen } = await captureCommand(to(), ['sh', '-c', 'echo early; sleep 30'], { onBytes: () => void cluster.restartPod() });
    expect([kept, seen]).toEqual(['early\n', expect.stringMatching(/^partial: link-cut, the container was restarted/)]);
    return seen;
  });

  fault(25, 'a credential plugin fails, asks, gives a token that has expired or one that is refused', async () => {
    const failed = english((await hostErrorOf(to(plugin('echo "session expired: run login" >&2; exit 3')).connect(never))).message);
    expect(failed).toContain('session expired: run login');
    const credential = '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"old"}}';
    const refused = english((await hostErrorOf(to(plugin(`echo >> '${cluster.folder}/asked'; echo '${credential}'`)).connect(never))).message);
    expect(asked('asked')).toBe(2);
    const renewed = to(plugin(`echo >> '${cluster.folder}/renewals'; [ $(wc -l < '${cluster.folder}/renewals') = 1 ] && echo '${credential}' || echo '${credential.replace('old', 'all')}'`));
    await renewed.connect(never);
    expect(asked('renewals')).toBe(2);
    const asking = english((await hostErrorOf(to(plugin('echo "Enter code:" >&2; read -r code || { echo "no terminal to ask on" >&2; exit 4; }')).connect(never))).message);
    expect(asking).toContain('no terminal to ask on');
    return `${failed} | expired: asked once more, goes on | asked once more, then: ${refused} | one that asks: ${asking}`;
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
