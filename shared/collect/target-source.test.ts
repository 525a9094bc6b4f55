import { describe, expect, it } from 'vitest';
import { parseSourceUri } from './target-source.ts';
import { parseTargetUri } from './target-uri.ts';

describe('sources of targets', () => {
  it('[TARGET-07] reads engines and clusters', () => {
    expect(parseSourceUri('docker:')).toEqual({ kind: 'docker', context: null });
    expect(parseSourceUri('docker://desktop-linux/')).toEqual({ kind: 'docker', context: 'desktop-linux' });
    expect(parseSourceUri('k8s:')).toEqual({ kind: 'kubernetes', context: null, namespace: null });
    expect(parseSourceUri('k8s://admin%40c%2F1')).toEqual({ kind: 'kubernetes', context: 'admin@c/1', namespace: null });
    expect(parseSourceUri('k8s:///shop')).toEqual({ kind: 'kubernetes', context: null, namespace: 'shop' });
  });

  it('[TARGET-08] is never a target as well', () => {
    for (const uri of ['docker:', 'docker://c', 'docker:///web', 'docker://c/web', 'k8s:', 'k8s://c', 'k8s:///shop', 'k8s://c/shop', 'k8s:///shop/cart', 'local:', 'ssh://web', 'k8s:///Shop', 'docker:web']) {
      expect([parseSourceUri(uri), parseTargetUri(uri)].filter(Boolean).length, uri).toBeLessThan(2);
    }
  });
});
