import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostErrorOf } from '../../testing/host-error-of.ts';
import { ClusterCredentials } from './cluster-access.ts';
import { resolveKubeContext } from './kubeconfig.ts';
import { cpuPercentOf, memoryBytesOf } from './quantities.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'borescope-kube-'));
  mkdirSync(path.join(home, '.kube'));
  write('.kube/config', 'current-context: home\nclusters: [{name: c, cluster: {server: "https://home"}}]\ncontexts: [{name: home, context: {cluster: c}}]\n');
  write('first', 'clusters:\n- name: c\n  cluster: {server: https://first}\nusers:\n- name: u\n  user: {token: from-first}\n');
  write('second', 'current-context: two\nclusters: [{name: c, cluster: {server: "https://second"}}]\nusers: [{name: u, user: {token: from-second}}]\ncontexts:\n- name: two\n  context: {cluster: c, user: u, namespace: shop}\n- name: lost\n  context: {cluster: nowhere}\n');
  write('broken', 'clusters: [');
});
afterAll(() => rmSync(home, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(home, name), text);
const resolve = (context: string | null, ...files: readonly string[]): ReturnType<typeof resolveKubeContext> => resolveKubeContext(context, { HOME: home, ...(files.length > 0 ? { KUBECONFIG: files.map((name) => path.join(home, name)).join(path.delimiter) } : {}) });

describe('kubeconfig', () => {
  it('[K8S-01] is ~/.kube/config, or the files of KUBECONFIG, of which for each name the first counts', async () => {
    expect(await resolve(null)).toMatchObject({ name: 'home', namespace: 'default', cluster: { entry: { server: 'https://home' } } });
    expect(await resolve(null, 'missing', 'first', 'second')).toMatchObject({ name: 'two', namespace: 'shop', cluster: { entry: { server: 'https://first' } }, user: { entry: { token: 'from-first' } } });
    expect(await resolve('two', 'second', 'first')).toMatchObject({ cluster: { entry: { server: 'https://second' } } });
  });

  it('[K8S-02] takes no other context in place of one that cannot be had, and names it', async () => {
    for (const context of ['nix', 'lost']) expect((await hostErrorOf(resolve(context, 'second'))).message).toMatchObject({ key: 'error.k8s-context-missing', params: { context } });
    expect((await hostErrorOf(resolve(null, 'first'))).message.key).toBe('error.k8s-context-missing');
    expect((await hostErrorOf(resolve(null, 'missing'))).message.key).toBe('error.k8s-no-kubeconfig');
    expect((await hostErrorOf(resolve(null, 'first', 'broken'))).message.key).toBe('error.k8s-kubeconfig-unreadable');
  });

  it('[K8S-03] names credentials that it cannot use instead of going without', async () => {
    const base = await resolve(null, 'second');
    const refused = async (change: object): Promise<string> => (await hostErrorOf(new ClusterCredentials({ ...base, ...change }).access())).message.params['what'] as string;
    expect(await refused({ user: { entry: { 'auth-provider': { name: 'gcp' } }, folder: home } })).toBe('auth-provider gcp');
    expect(await refused({ cluster: { entry: { server: 'https://x', 'proxy-url': 'http://p' }, folder: home } })).toBe('proxy-url');
    expect(await refused({ user: { entry: { exec: { command: 'x', apiVersion: 'v1', interactiveMode: 'Always' } }, folder: home } })).toContain('interactiveMode');
  });

  it('[K8S-04] reads relative files from the folder of their kubeconfig, and says who is impersonated', async () => {
    write('token', 'abc\n');
    const access = await new ClusterCredentials({ ...(await resolve(null, 'second')), user: { entry: { tokenFile: 'token', as: 'kim', 'as-groups': ['a', 'b'] }, folder: home } }).access();
    expect(access.headers).toEqual({ Authorization: 'Bearer abc', 'Impersonate-User': 'kim', 'Impersonate-Group': ['a', 'b'] });
  });

  it('[K8S-05] reads quantities', () => {
    expect([cpuPercentOf('250m'), cpuPercentOf('2'), cpuPercentOf('1500000n'), cpuPercentOf(undefined), cpuPercentOf('x')]).toEqual([25, 200, 0.15, null, null]);
    expect([memoryBytesOf('64Mi'), memoryBytesOf('1e3'), memoryBytesOf('12k'), memoryBytesOf('constructor')]).toEqual([64 * 2 ** 20, 1000, 12_000, null]);
  });
});
