import { z } from 'zod';
import { formatKubernetesUri } from '../../../../shared/collect/container-uri.ts';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { PlaceInfo, SourceListing } from '../../../../shared/host-api/views.ts';
import { KubernetesClient } from './kubernetes-client.ts';
import { listAutoscalers } from './list-autoscalers.ts';
import { KubernetesStatusError } from './kubernetes-errors.ts';
import { cpuPercentOf, memoryBytesOf } from './quantities.ts';

export interface ListPodsOptions {
  readonly uri: string;
  /** null: the kubeconfig's current context. */
  readonly context: string | null;
  /** null: all namespaces, or the context's own where all may not be listed. */
  readonly namespace: string | null;
  readonly environment: NodeJS.ProcessEnv;
}

const PAGE = 500;
/** Beyond it a list is no list any more; the rest is left to a namespace. */
const MAX_PODS = 20_000;

const text = z.string().optional();
const containerStatus = z.object({
  name: z.string(),
  restartCount: z.number(),
  state: z.object({ running: z.unknown().optional(), waiting: z.object({ reason: text }).optional(), terminated: z.object({ reason: text }).optional() }),
});
const podItem = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string(), creationTimestamp: text, deletionTimestamp: text }),
  spec: z.object({
    nodeName: text,
    containers: z.array(z.object({ name: z.string(), image: text, ports: z.array(z.object({ containerPort: z.number(), protocol: text })).nullish(), resources: z.object({ limits: z.record(z.string(), z.string()).nullish() }).nullish() })),
    ephemeralContainers: z.array(z.object({ name: z.string(), image: text })).nullish(),
  }),
  status: z.object({ phase: text, reason: text, containerStatuses: z.array(containerStatus).nullish(), ephemeralContainerStatuses: z.array(containerStatus).nullish() }),
});
const podPage = z.object({ metadata: z.object({ continue: text }).optional(), items: z.array(podItem) });
const versionInfo = z.object({ gitVersion: z.string(), platform: text });
const metricsList = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string(), namespace: z.string() }), containers: z.array(z.object({ name: z.string(), usage: z.record(z.string(), z.string()) })) })) });

type Pod = z.infer<typeof podItem>;
type ContainerSpec = Pick<Pod['spec']['containers'][number], 'name' | 'image' | 'ports' | 'resources'>;
type Use = Pick<PlaceInfo, 'cpuPercent' | 'memoryBytes'>;

/** Every container of a cluster's pods. Rejects with HostError that names the context, and the right where one is missing. */
export async function listPods(options: ListPodsOptions, signal: CancelSignal): Promise<SourceListing> {
  const client = await KubernetesClient.open(options.context, options.environment);
  const { pods, namespace } = await readablePods(client, options.namespace, signal);
  const [version, use, autoscalers] = await Promise.all([
    client.ask({ path: '/version', signal }).then((answer) => versionInfo.parse(answer), () => null),
    usesOf(client, namespace, signal),
    listAutoscalers(client, namespace, signal),
  ]);
  const places = pods.flatMap((pod) => [...pod.spec.containers, ...(pod.spec.ephemeralContainers ?? [])].map((container) => placeOf(options.context, pod, container, use)));
  return {
    source: options.uri,
    context: client.context.name,
    address: client.server,
    version: version === null ? 'Kubernetes' : `Kubernetes ${version.gitVersion}`,
    platform: version?.platform ?? '',
    images: null,
    autoscalers,
    places: places.sort((a, b) => a.name.localeCompare(b.name, 'en')),
  };
}

/** In all namespaces; where that is not allowed, in the context's own. */
async function readablePods(client: KubernetesClient, asked: string | null, signal: CancelSignal): Promise<{ readonly pods: readonly Pod[]; readonly namespace: string | null }> {
  if (asked === null) {
    const isForbidden = (error: unknown): boolean => error instanceof KubernetesStatusError && error.status === 403;
    const mayList = await client.json({ path: '/api/v1/pods?limit=1', signal }).then(() => true, (error: unknown) => !isForbidden(error));
    if (mayList) return { pods: await pagesOf(client, null, signal), namespace: null };
  }
  const namespace = asked ?? client.context.namespace;
  return { pods: await pagesOf(client, namespace, signal), namespace };
}

async function pagesOf(client: KubernetesClient, namespace: string | null, signal: CancelSignal): Promise<readonly Pod[]> {
  const path = namespace === null ? '/api/v1/pods' : `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const pods: Pod[] = [];
  let next: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(next ? { continue: next } : {}) });
    const page = podPage.parse(await client.ask({ path: `${path}?${query.toString()}`, signal }, { right: { verb: 'list', resource: 'pods', namespace } }));
    pods.push(...page.items);
    next = page.metadata?.continue;
  } while (next && pods.length < MAX_PODS);
  return pods;
}

function placeOf(context: string | null, pod: Pod, container: ContainerSpec, uses: ReadonlyMap<string, Use>): PlaceInfo {
  const { name, namespace, creationTimestamp, deletionTimestamp } = pod.metadata;
  const status = [...(pod.status.containerStatuses ?? []), ...(pod.status.ephemeralContainerStatuses ?? [])].find((one) => one.name === container.name);
  const isRunning = status?.state.running !== undefined;
  const isOnly = pod.spec.containers.length === 1 && (pod.spec.ephemeralContainers ?? []).length === 0;
  const use = uses.get(`${namespace}/${name}/${container.name}`);
  const state = deletionTimestamp !== undefined ? 'Terminating' : (status?.state.waiting?.reason ?? status?.state.terminated?.reason ?? (isRunning ? 'Running' : (pod.status.reason ?? pod.status.phase ?? '?')));
  return {
    uri: isRunning ? formatKubernetesUri({ context, namespace, pod: name, container: isOnly ? null : container.name }) : null,
    name: isOnly ? `${namespace}/${name}` : `${namespace}/${name}/${container.name}`,
    image: container.image ?? '',
    state,
    ports: (container.ports ?? []).map(({ containerPort, protocol }) => `${containerPort}/${(protocol ?? 'TCP').toLowerCase()}`),
    cpuPercent: use?.cpuPercent ?? null,
    memoryBytes: use?.memoryBytes ?? null,
    memoryLimitBytes: memoryBytesOf(container.resources?.limits?.['memory']),
    restarts: status?.restartCount ?? null,
    node: pod.spec.nodeName ?? null,
    createdAt: creationTimestamp ?? null,
  };
}

/** By `namespace/pod/container`; empty where the cluster has no metrics server or does not tell. */
async function usesOf(client: KubernetesClient, namespace: string | null, signal: CancelSignal): Promise<ReadonlyMap<string, Use>> {
  const path = namespace === null ? '/apis/metrics.k8s.io/v1beta1/pods' : `/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const answer = metricsList.safeParse(await client.json({ path, signal }).catch(() => null));
  const uses = new Map<string, Use>();
  for (const { metadata, containers } of answer.success ? answer.data.items : []) {
    for (const { name, usage } of containers) uses.set(`${metadata.namespace}/${metadata.name}/${name}`, { cpuPercent: cpuPercentOf(usage['cpu']), memoryBytes: memoryBytesOf(usage['memory']) });
  }
  return uses;
}
