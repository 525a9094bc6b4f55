import { z } from 'zod';
import type { CancelSignal, ConsoleLog, ExecOutcome, FollowOptions, Transport } from '../../../../shared/collect/transport.ts';
import { createContainerTransport } from '../in-container/container-transport.ts';
import type { ContainerPlace, PlaceRun } from '../in-container/container-place.ts';
import { followPodLog } from './follow-pod-log.ts';
import { KubernetesClient } from './kubernetes-client.ts';
import { containerMissing, podMissing, podNotRunning } from './kubernetes-errors.ts';
import { podPath, runInPod, type PodContainer } from './run-in-pod.ts';

export interface KubernetesTransportOptions {
  /** As shown to people and written to provenance. */
  readonly uri: string;
  /** null: the kubeconfig's current context. */
  readonly context: string | null;
  readonly namespace: string;
  readonly pod: string;
  /** null: the pod's default container. */
  readonly container: string | null;
  /** Absent: this process's. */
  readonly environment?: NodeJS.ProcessEnv;
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';
const SHELL_MISSING = /"sh": executable file not found|exec: "sh"|no such file or directory/;
const EXIT_KILLED = 137;

const podShape = z.object({
  metadata: z.object({ uid: z.string(), annotations: z.record(z.string(), z.string()).optional() }),
  spec: z.object({ containers: z.array(z.object({ name: z.string() })) }),
  status: z.object({
    phase: z.string().optional(),
    containerStatuses: z
      .array(z.object({ name: z.string(), containerID: z.string().optional(), restartCount: z.number(), state: z.object({ running: z.unknown().optional(), waiting: z.object({ reason: z.string().optional() }).optional(), terminated: z.object({ reason: z.string().optional() }).optional() }) }))
      .nullish(),
  }),
});

interface Link {
  readonly client: KubernetesClient;
  readonly at: PodContainer;
  /** Of the pod and of its container's present run: a restarted one is another. */
  readonly identity: string;
}

/** A container of a running pod. */
export function createKubernetesTransport(options: KubernetesTransportOptions): Transport {
  return createContainerTransport(new PodPlace(options));
}

class PodPlace implements ContainerPlace {
  readonly uri: string;
  readonly console: ConsoleLog = { follow: (options) => this.#follow(options) };
  readonly #options: KubernetesTransportOptions;
  #link: Link | null = null;
  #hasShell = true;

  constructor(options: KubernetesTransportOptions) {
    this.uri = options.uri;
    this.#options = options;
  }

  async connect(signal: CancelSignal): Promise<void> {
    await this.#linked(signal);
  }

  async run(run: PlaceRun): Promise<ExecOutcome> {
    const link = await this.#linked(run.options.signal);
    let outcome = await runInPod(link.client, link.at, run, this.#hasShell);
    if (outcome.end === 'not-started' && this.#hasShell && SHELL_MISSING.test(outcome.detail)) {
      this.#hasShell = false;
      outcome = await runInPod(link.client, link.at, run, false);
    }
    if (outcome.end === 'not-started') this.#link = null;
    return outcome.end === 'link-cut' || outcome.exitStatus === EXIT_KILLED ? this.#explain(outcome, link) : outcome;
  }

  close(): Promise<void> {
    this.#link = null;
    return Promise.resolve();
  }

  /** Whether it ended because the pod or its container did. */
  async #explain(outcome: ExecOutcome, before: Link): Promise<ExecOutcome> {
    this.#link = null;
    const now = await this.#open(AbortSignal.timeout(5000)).catch((error: unknown) => error);
    const isSame = now !== null && typeof now === 'object' && 'identity' in now && now.identity === before.identity;
    if (isSame) return outcome;
    const why = now !== null && typeof now === 'object' && 'identity' in now ? 'the container was restarted' : 'the pod or its container ended';
    return { exitStatus: null, signal: null, end: 'link-cut', detail: [why, outcome.detail].filter(Boolean).join(': ') };
  }

  async #follow(options: FollowOptions): Promise<ExecOutcome> {
    const { client, at } = await this.#linked(options.signal);
    return followPodLog(client, at, options);
  }

  async #linked(signal: CancelSignal): Promise<Link> {
    this.#link ??= await this.#open(signal);
    return this.#link;
  }

  async #open(signal: CancelSignal): Promise<Link> {
    const { context, namespace, pod, container: named, environment = process.env } = this.#options;
    const client = await KubernetesClient.open(context, environment);
    const name = `${namespace}/${pod}`;
    // Over a WebSocket, older servers ask for `get` and newer ones for `create` as well.
    for (const verb of ['create', 'get'] as const) await client.require({ verb, resource: 'pods/exec', namespace }, signal);
    const answer = await client.ask({ path: podPath({ namespace, pod }), signal }, { onMissing: () => podMissing(client.context.name, name), right: { verb: 'get', resource: 'pods', namespace } });
    const { metadata, spec, status } = podShape.parse(answer);
    const container = named ?? metadata.annotations?.[DEFAULT_CONTAINER] ?? spec.containers[0]?.name ?? '';
    if (!spec.containers.some((one) => one.name === container)) throw containerMissing(client.context.name, name, container, spec.containers.map((one) => one.name).join(', '));
    const own = status.containerStatuses?.find((one) => one.name === container);
    if (own?.state.running === undefined) throw podNotRunning(client.context.name, name, container, own?.state.waiting?.reason ?? own?.state.terminated?.reason ?? status.phase ?? '?');
    return { client, at: { namespace, pod, container }, identity: `${metadata.uid} ${own.containerID ?? ''} ${own.restartCount}` };
  }
}
