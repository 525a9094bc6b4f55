import type { Become } from './target-options.ts';

/** Where a JVM runs, and as whom commands run there (absent: as the user who got in). Never holds a secret. */
export type Target = Place & { readonly become?: Become };

/** Where commands can run. */
type Place =
  | { readonly kind: 'local' }
  | { readonly kind: 'ssh'; readonly host: string; readonly port: number | null; readonly user: string | null; readonly via?: 'openssh' }
  /** `context` as `docker context ls` names it; null: the one that DOCKER_HOST, DOCKER_CONTEXT or the docker configuration chooses. */
  | { readonly kind: 'docker'; readonly context: string | null; readonly container: string }
  /** `context` of the kubeconfig, null: its current one; `container` null: the pod's default. */
  | { readonly kind: 'kubernetes'; readonly context: string | null; readonly namespace: string; readonly pod: string; readonly container: string | null };

/** A JVM found on a target. */
export interface JvmProcess {
  /** In the target's own process namespace. */
  readonly pid: number;
  /** Main class or jar file; null when it could not be read. */
  readonly mainClass: string | null;
  readonly user: string | null;
  readonly uptimeMs: number | null;
  /** Kernel start time in clock ticks since boot; with the pid it identifies the process across rounds. */
  readonly startTicks: string | null;
  readonly commandLine: string | null;
}
