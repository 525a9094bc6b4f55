import { z } from 'zod';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { formatKubernetesUri } from '../../../../shared/collect/container-uri.ts';
import type { KubernetesClient } from './kubernetes-client.ts';
import { containerMissing, podMissing, podNotRunning } from './kubernetes-errors.ts';
import { successorsOf } from './successors.ts';

/** A container of a pod, of which `name` is the namespace's. */
export interface PodContainer {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Whose log what the JVM prints goes to: for a debug container the one it looks into. */
  readonly logOf: string;
}

/** A running container and which run of it this is. */
export interface RunningContainer {
  readonly at: PodContainer;
  /** Of the pod and of its container's present run: a restarted one is another. */
  readonly identity: string;
  /** The pod is being deleted. */
  readonly isEnding: boolean;
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

const reason = z.object({ reason: z.string().optional(), message: z.string().optional() });
const status = z.object({
  name: z.string(),
  containerID: z.string().optional(),
  restartCount: z.number(),
  state: z.object({ running: z.unknown().optional(), waiting: reason.optional(), terminated: reason.optional() }),
});
const podShape = z.object({
  metadata: z.object({ uid: z.string(), deletionTimestamp: z.string().optional(), annotations: z.record(z.string(), z.string()).optional() }),
  spec: z.object({
    containers: z.array(z.object({ name: z.string(), securityContext: z.object({ runAsUser: z.number().optional(), runAsGroup: z.number().optional() }).nullish() })),
    ephemeralContainers: z.array(z.object({ name: z.string(), targetContainerName: z.string().optional() })).nullish(),
  }),
  status: z.object({ phase: z.string().optional(), containerStatuses: z.array(status).nullish(), ephemeralContainerStatuses: z.array(status).nullish() }),
});

export type Pod = z.infer<typeof podShape>;
export type ContainerStatus = z.infer<typeof status>;

export function podPath({ namespace, pod }: Pick<PodContainer, 'namespace' | 'pod'>): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`;
}

/** Rejects with HostError when there is no such pod, or it may not be read. */
export async function readPod(client: KubernetesClient, where: Pick<PodContainer, 'namespace' | 'pod'>, signal: CancelSignal): Promise<Pod> {
  const name = `${where.namespace}/${where.pod}`;
  const answer = await client.ask({ path: podPath(where), signal }, { onMissing: () => podMissing(client.context.name, name), right: { verb: 'get', resource: 'pods', namespace: where.namespace } });
  return podShape.parse(answer);
}

export function statusOf({ status: { containerStatuses, ephemeralContainerStatuses } }: Pod, container: string): ContainerStatus | null {
  return [...(containerStatuses ?? []), ...(ephemeralContainerStatuses ?? [])].find(({ name }) => name === container) ?? null;
}

/** Finds a container that runs; `named` null: the pod's default. Rejects with HostError that says why it cannot be used. */
export async function findRunning(client: KubernetesClient, { namespace, pod, named }: { readonly namespace: string; readonly pod: string; readonly named: string | null }, signal: CancelSignal): Promise<RunningContainer> {
  const found = await readPod(client, { namespace, pod }, signal).catch(async (error: unknown) => {
    if (!(error instanceof HostError) || error.data.code !== 'not-found') throw error;
    const successors = await successorsOf(client, namespace, pod, signal);
    throw podMissing(client.context.name, `${namespace}/${pod}`, successors.map((name) => formatKubernetesUri({ context: client.context.name, namespace, pod: name, container: named })));
  });
  const { metadata, spec } = found;
  const debuggers = spec.ephemeralContainers ?? [];
  const container = named ?? metadata.annotations?.[DEFAULT_CONTAINER] ?? spec.containers[0]?.name ?? '';
  const known = [...spec.containers, ...debuggers].map(({ name }) => name);
  const name = `${namespace}/${pod}`;
  if (!known.includes(container)) throw containerMissing(client.context.name, name, container, known.join(', '));
  const own = statusOf(found, container);
  if (own?.state.running === undefined) throw podNotRunning(client.context.name, name, container, own?.state.waiting?.reason ?? own?.state.terminated?.reason ?? found.status.phase ?? '?');
  const logOf = debuggers.find((one) => one.name === container)?.targetContainerName ?? container;
  return { at: { namespace, pod, container, logOf }, identity: `${metadata.uid} ${own.containerID ?? ''} ${own.restartCount}`, isEnding: metadata.deletionTimestamp !== undefined };
}
