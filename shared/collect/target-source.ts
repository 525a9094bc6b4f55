import { DOCKER_NAME } from './container-uri.ts';

/** Something that runs targets: a Docker engine. `context` null: the one the environment or the configuration chooses. */
export type TargetSource = { readonly kind: 'docker'; readonly context: string | null };

/** Reads `docker:` or `docker://context`; null for anything else, also for a container's URI. */
export function parseSourceUri(text: string): TargetSource | null {
  const docker = /^docker:(?:\/\/(?<context>[^/]*)\/?)?$/.exec(text)?.groups;
  if (!docker) return null;
  const context = docker['context'] ?? '';
  if (context !== '' && !DOCKER_NAME.test(context)) return null;
  return { kind: 'docker', context: context === '' ? null : context };
}
