import { describe, expect, it } from 'vitest';
import type { JvmProcess } from '../../shared/collect/target.ts';
import type { PlaceInfo, SourceListing, TargetInfo } from '../../shared/host-api/views.ts';
import type { Live } from '../state/live-store.ts';
import { askedSoFar, findJvms } from './find-jvms.ts';

const jvm = (pid: number, mainClass: string): JvmProcess => ({ pid, mainClass, user: 'shop', uptimeMs: 1, startTicks: '1', commandLine: `java -Dzone=eu ${mainClass}` });
const target = (uri: string, label: string): TargetInfo => ({ uri, label, kind: 'ssh', remembered: true, favourite: false });
const place = (name: string): PlaceInfo => ({ uri: `k8s:///${name}`, name, image: 'acme/cart:7', node: 'node-a' }) as PlaceInfo;

const live: Pick<Live, 'targets' | 'places' | 'jvms'> = {
  targets: [target('local:', 'localhost'), target('ssh://web-1', 'web-1'), target('ssh://web-2', 'web-2'), target('k8s:///shop/cart-0', 'shop/cart-0')],
  places: { 'k8s:': { state: 'ready', listing: { places: [place('shop/cart-0'), place('shop/cart-1')] } as unknown as SourceListing } },
  jvms: {
    'local:': { state: 'ready', list: { target: 'local:', jvms: [jvm(71, 'com.acme.Stock')], hidden: 0 } },
    'ssh://web-1': { state: 'ready', list: { target: 'ssh://web-1', jvms: [jvm(7, 'com.acme.Shop'), jvm(8, 'com.acme.Stock')], hidden: 0 } },
    'ssh://web-2': { state: 'failed', error: { code: 'unreachable', message: { key: 'x', params: {} }, next: null, details: '' } },
    'k8s:///shop/cart-1': { state: 'loading', list: { target: 'k8s:///shop/cart-1', jvms: [jvm(1, 'com.acme.Cart')], hidden: 0 } },
  },
};
const found = (query: string): readonly string[] => findJvms(live, query).map(({ uri, jvms }) => `${uri} ${jvms.map(({ pid }) => pid).join(',')}`.trim());

describe('finding a JVM', () => {
  it('[FIND-01] looks at host, pod, node, image, class, command line and pid, and wants every word', () => {
    expect(found('stock')).toEqual(['local: 71', 'ssh://web-1 8']);
    expect(found('WEB-1 stock')).toEqual(['ssh://web-1 8']);
    expect(found('web')).toEqual(['ssh://web-1 7,8', 'ssh://web-2']);
    expect(found('node-a')).toEqual(['k8s:///shop/cart-0', 'k8s:///shop/cart-1 1']);
    expect(found('acme/cart:7 cart-1')).toEqual(['k8s:///shop/cart-1 1']);
    expect(found('71')).toEqual(['local: 71']);
    expect(found('zone=eu shop')).toEqual(['local: 71', 'ssh://web-1 7,8', 'k8s:///shop/cart-1 1']);
    expect(found('nothing like it')).toEqual([]);
  });

  it('[FIND-02] says who was not asked, has not answered or could not', () => {
    expect(askedSoFar(live, ['docker:', 'k8s:'])).toEqual({ notAsked: 2, waiting: ['shop/cart-1'], failed: ['web-2'] });
  });
});
