import type { Target } from './target.ts';

// As Docker allows them: nothing that a path, a shell or an option parser could take for something else.
export const DOCKER_NAME = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;

/** Reads `docker://[context]/container`; null for anything else. */
export function parseDockerUri(text: string): Extract<Target, { readonly kind: 'docker' }> | null {
  const found = /^docker:\/\/(?<context>[^/]*)\/(?<container>[^/]+)\/?$/.exec(text)?.groups;
  const { context = '', container = '' } = found ?? {};
  if (!DOCKER_NAME.test(container) || (context !== '' && !DOCKER_NAME.test(context))) return null;
  return { kind: 'docker', context: context === '' ? null : context, container };
}

export function formatDockerUri({ context, container }: { readonly context: string | null; readonly container: string }): string {
  return `docker://${context ?? ''}/${container}`;
}

/** Names of Kubernetes objects: DNS labels joined by dots. */
export const KUBERNETES_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** Reads `k8s://[context]/namespace/pod[/container]`; the context is percent-encoded, as its name may hold anything. null for anything else. */
export function parseKubernetesUri(text: string): Extract<Target, { readonly kind: 'kubernetes' }> | null {
  const found = /^k8s:\/\/(?<context>[^/]*)\/(?<namespace>[^/]+)\/(?<pod>[^/]+)(?:\/(?<container>[^/]+))?\/?$/.exec(text)?.groups;
  if (!found) return null;
  const { namespace = '', pod = '', container } = found;
  const context = decodeContext(found['context'] ?? '');
  if (context === null || ![namespace, pod, container ?? 'x'].every((name) => KUBERNETES_NAME.test(name))) return null;
  return { kind: 'kubernetes', context: context === '' ? null : context, namespace, pod, container: container ?? null };
}

export function formatKubernetesUri({ context, namespace, pod, container }: { readonly context: string | null; readonly namespace: string; readonly pod: string; readonly container: string | null }): string {
  return `k8s://${context === null ? '' : encodeURIComponent(context)}/${namespace}/${pod}${container === null ? '' : `/${container}`}`;
}

/** The name of a context; null when it is no encoded text, or holds what no line can show. */
export function decodeContext(encoded: string): string | null {
  try {
    const context = decodeURIComponent(encoded);
    return /[\p{Cc}\p{Cf}]/u.test(context) ? null : context;
  } catch {
    return null;
  }
}
