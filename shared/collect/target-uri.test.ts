import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTargetUri, parseTargetUri } from './target-uri.ts';

describe('target URIs', () => {
  it('[TARGET-01] reads local and ssh targets', () => {
    expect(parseTargetUri('local:')).toEqual({ kind: 'local' });
    expect(parseTargetUri('ssh://web-1')).toEqual({ kind: 'ssh', host: 'web-1', port: null, user: null });
    expect(parseTargetUri('ssh://deploy@web-1.example.com:2222')).toEqual({ kind: 'ssh', host: 'web-1.example.com', port: 2222, user: 'deploy' });
    expect(parseTargetUri('ssh://deploy@[fe80::1%eth0]:22')).toEqual({ kind: 'ssh', host: 'fe80::1%eth0', port: 22, user: 'deploy' });
  });

  it('[TARGET-02] takes user names with an @ of their own, as directory services give them', () => {
    expect(parseTargetUri('ssh://kim@corp.example@web-1')).toMatchObject({ user: 'kim@corp.example', host: 'web-1' });
  });

  it('[TARGET-03] refuses passwords, options and anything a shell could read', () => {
    for (const bad of ['ssh://kim:secret@web-1', 'ssh://-oProxyCommand=x', 'ssh://-u@web', 'ssh://web;id', 'ssh://web 1', 'ssh://$(id)@web', 'ssh://web:0', 'ssh://web:70000', 'ssh://', 'ssh://web/path', 'http://web', 'local', '', 'ssh://web\n']) {
      expect(parseTargetUri(bad), bad).toBeNull();
    }
  });

  it('[TARGET-04] writes what it reads, and reads what it writes', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/);
    fc.assert(
      fc.property(name, fc.option(name), fc.option(fc.integer({ min: 1, max: 65_535 })), (host, user, port) => {
        const target = { kind: 'ssh', host, user, port } as const;
        expect(parseTargetUri(formatTargetUri(target))).toEqual(target);
      }),
    );
    expect(formatTargetUri({ kind: 'ssh', host: '::1', user: null, port: 22 })).toBe('ssh://[::1]:22');
  });

  it('[TARGET-05] reads and writes containers, with and without a context', () => {
    expect(parseTargetUri('docker:///cart-0')).toEqual({ kind: 'docker', context: null, container: 'cart-0' });
    expect(parseTargetUri('docker://desktop-linux/shop_cart.1')).toEqual({ kind: 'docker', context: 'desktop-linux', container: 'shop_cart.1' });
    for (const uri of ['docker:///cart-0', 'docker://desktop-linux/shop_cart.1']) expect(formatTargetUri(parseTargetUri(uri) ?? { kind: 'local' })).toBe(uri);
    for (const bad of ['docker:', 'docker://', 'docker:///', 'docker://ctx', 'docker:///a/b', 'docker:///-v', 'docker:///a b', 'docker:///a?x', 'docker:///..', 'docker://../a']) expect(parseTargetUri(bad), bad).toBeNull();
  });

  it('[TARGET-06] reads and writes as whom commands run, and by which ssh', () => {
    expect(parseTargetUri('ssh://web-1?sudo')).toEqual({ kind: 'ssh', host: 'web-1', port: null, user: null, become: { by: 'sudo', user: 'root' } });
    expect(parseTargetUri('local:?runuser=tomcat')).toEqual({ kind: 'local', become: { by: 'runuser', user: 'tomcat' } });
    for (const uri of ['ssh://kim@web-1:22?sudo=tomcat&via=openssh', 'local:?su=app-1', 'docker:///cart-0?sudo=root', 'ssh://web?via=openssh']) expect(formatTargetUri(parseTargetUri(uri) ?? { kind: 'local' })).toBe(uri);
    for (const bad of ['local:?', 'local:?x', 'local:?sudo=-u', 'local:?sudo=a b', 'local:?sudo=a&su=b', 'local:?sudo=a=b', 'local:?via=openssh', 'ssh://web?via=ssh2', 'ssh://web?sudo=a?su=b', 'local:?sudo=']) expect(parseTargetUri(bad), bad).toBeNull();
  });

  it('[TARGET-06] reads and writes pods, whatever the name of the context', () => {
    expect(parseTargetUri('k8s:///shop/cart-0')).toEqual({ kind: 'kubernetes', context: null, namespace: 'shop', pod: 'cart-0', container: null });
    const eks = { kind: 'kubernetes', context: 'arn:aws:eks:eu-1:1:cluster/shop', namespace: 'shop', pod: 'cart-0', container: 'jvm' } as const;
    expect(parseTargetUri(formatTargetUri(eks))).toEqual(eks);
    for (const bad of ['k8s:', 'k8s://', 'k8s:///shop', 'k8s:///shop/cart-0/jvm/x', 'k8s:///Shop/cart', 'k8s:///shop/-x', 'k8s://%zz/shop/cart', 'k8s://%0a/shop/cart', 'k8s:///shop/..']) expect(parseTargetUri(bad), bad).toBeNull();
  });
});
