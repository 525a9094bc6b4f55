import type { CancelSignal, ConsoleLog, ExecOutcome, FollowOptions, Transport } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { createContainerTransport } from '../in-container/container-transport.ts';
import type { ContainerPlace, PlaceRun } from '../in-container/container-place.ts';
import { followPodLog } from './follow-pod-log.ts';
import { KubernetesClient } from './kubernetes-client.ts';
import { findRunning, type RunningContainer } from './pod-container.ts';
import { runInPod } from './run-in-pod.ts';

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

const SHELL_MISSING = /"sh": executable file not found|exec: "sh"|no such file or directory/;
const EXIT_KILLED = 137;
const GONE: ReadonlySet<string> = new Set(['error.k8s-no-pod', 'error.k8s-not-running']);
const LOOKS = 5;
const LOOK_EVERY_MS = 600;

interface Link extends RunningContainer {
  readonly client: KubernetesClient;
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

  /** Whether it ended because the pod or its container did, which the cluster may learn only a moment later. */
  async #explain(outcome: ExecOutcome, before: Link): Promise<ExecOutcome> {
    this.#link = null;
    const because = (why: string): ExecOutcome => ({ exitStatus: null, signal: null, end: 'link-cut', detail: [why, outcome.detail].filter(Boolean).join(': ') });
    for (let looks = 0; looks < LOOKS; looks += 1) {
      const now = await this.#open(AbortSignal.timeout(5000)).catch((error: unknown) => (error instanceof HostError ? error : null));
      if (now instanceof HostError ? GONE.has(now.data.message.key) : now?.isEnding) return because('the pod or its container ended');
      // What cannot be asked says nothing of the pod.
      if (now === null || now instanceof HostError) return outcome;
      if (now.identity !== before.identity) return because('the container was restarted');
      await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
    }
    return outcome;
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
    const { context, namespace, pod, container, environment = process.env } = this.#options;
    const client = await KubernetesClient.open(context, environment);
    // Over a WebSocket, older servers ask for `get` and newer ones for `create` as well.
    for (const verb of ['create', 'get'] as const) await client.require({ verb, resource: 'pods/exec', namespace }, signal);
    return { client, ...(await findRunning(client, { namespace, pod, named: container }, signal)) };
  }
}
