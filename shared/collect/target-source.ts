import { DOCKER_NAME, KUBERNETES_NAME, decodeContext } from './container-uri.ts';

/** Something that runs targets. `context` null: the one the environment or the configuration chooses; `namespace` null: all that may be listed. */
export type TargetSource = { readonly kind: 'docker'; readonly context: string | null } | { readonly kind: 'kubernetes'; readonly context: string | null; readonly namespace: string | null };

/** Reads `docker:`, `docker://context`, `k8s:`, `k8s://context` or `k8s://[context]/namespace`; null for anything else, also for a container's URI. */
export function parseSourceUri(text: string): TargetSource | null {
  const docker = /^docker:(?:\/\/(?<context>[^/]*)\/?)?$/.exec(text)?.groups;
  if (docker) {
    const context = docker['context'] ?? '';
    if (context !== '' && !DOCKER_NAME.test(context)) return null;
    return { kind: 'docker', context: context === '' ? null : context };
  }
  const cluster = /^k8s:(?:\/\/(?<context>[^/]*)(?:\/(?<namespace>[^/]+))?\/?)?$/.exec(text)?.groups;
  if (!cluster) return null;
  const context = decodeContext(cluster['context'] ?? '');
  const namespace = cluster['namespace'] ?? null;
  if (context === null || (namespace !== null && !KUBERNETES_NAME.test(namespace))) return null;
  return { kind: 'kubernetes', context: context === '' ? null : context, namespace };
}
