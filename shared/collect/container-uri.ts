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
