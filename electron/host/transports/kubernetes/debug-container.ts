import { randomBytes } from 'node:crypto';
import { message } from '../../../../shared/base/message.ts';
import { formatKubernetesUri } from '../../../../shared/collect/container-uri.ts';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import { hostError } from '../../host-errors.ts';
import type { Prompts } from '../../prompts.ts';
import { KubernetesClient } from './kubernetes-client.ts';
import { KubernetesStatusError, clusterRefused, containerMissing, rightMissing, type KubernetesRight } from './kubernetes-errors.ts';
import { podPath, readPod, statusOf, type Pod } from './pod-container.ts';

export interface DebugContainerOptions {
  /** null: the kubeconfig's current context. */
  readonly context: string | null;
  readonly namespace: string;
  readonly pod: string;
  /** The container to look into; null: the pod's first. */
  readonly container: string | null;
  /** What the debug container is made from: an image with a shell. */
  readonly image: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly prompts: Prompts;
}

/** It cannot be taken away again, so it ends by itself. */
const LIFE_HOURS = 4;
const PULL_MS = 180_000;
const LOOK_EVERY_MS = 500;
/** As a server without ephemeral containers answers: 1.24 and older know no such resource, or another form of it. */
const NOT_OFFERED: readonly number[] = [404, 405, 415];
const FAILED_PULL = /^(Err|InvalidImage|ImageInspect|Create\w*Error)|BackOff$/;

/** Puts a container with a shell beside one without, after a yes, and gives its URI once it runs. Rejects with HostError. */
export async function addDebugContainer(options: DebugContainerOptions, signal: CancelSignal): Promise<string> {
  const { context, namespace, pod, image } = options;
  const client = await KubernetesClient.open(context, options.environment);
  const right: KubernetesRight = { verb: 'patch', resource: 'pods/ephemeralcontainers', namespace };
  await client.require(right, signal);
  const found = await readPod(client, options, signal);
  const target = options.container ?? found.spec.containers[0]?.name ?? '';
  if (!found.spec.containers.some(({ name }) => name === target)) throw containerMissing(client.context.name, `${namespace}/${pod}`, target, found.spec.containers.map(({ name }) => name).join(', '));
  await askFirst(options, target, signal);
  const name = `borescope-${randomBytes(3).toString('hex')}`;
  const body = { spec: { ephemeralContainers: [containerSpec(found, name, target, image)] } };
  try {
    await client.json({ path: `${podPath(options)}/ephemeralcontainers`, method: 'PATCH', body, signal });
  } catch (error) {
    if (!(error instanceof KubernetesStatusError)) throw error;
    if (error.status === 403) throw rightMissing(client.context.name, right, error.message);
    // The pod itself was there a moment ago.
    if (NOT_OFFERED.includes(error.status)) throw hostError('refused', 'error.k8s-no-debug-containers', { context: client.context.name }, { next: message('next.k8s-no-debug-containers'), details: error.message });
    throw clusterRefused(client.context.name, error);
  }
  await untilRunning(client, options, name, signal);
  return formatKubernetesUri({ context, namespace, pod, container: name });
}

async function askFirst({ prompts, namespace, pod, image }: DebugContainerOptions, target: string, signal: CancelSignal): Promise<void> {
  const place = `${namespace}/${pod}`;
  const { type } = await prompts.ask(
    {
      type: 'allow-impact',
      command: `kubectl debug -n ${namespace} ${pod} --image=${image} --target=${target}`,
      target: place,
      impact: 'high',
      effect: message('debug-container.effect', { pod: place, container: target, image, hours: LIFE_HOURS }),
      worstCase: message('debug-container.worst', { pod: place }),
    },
    signal,
  );
  if (type !== 'yes') throw hostError('cancelled', 'error.k8s-debug-declined', { pod: place });
}

/** As the user of the container it looks into, since only that one and root may look into a process. */
function containerSpec({ spec: { containers } }: Pod, name: string, target: string, image: string): object {
  const { runAsUser, runAsGroup } = containers.find((one) => one.name === target)?.securityContext ?? {};
  const user = { ...(runAsUser === undefined ? {} : { runAsUser }), ...(runAsGroup === undefined ? {} : { runAsGroup }) };
  return { name, image, targetContainerName: target, command: ['sh', '-c', `sleep ${LIFE_HOURS * 3600} & trap 'kill $!; exit 0' TERM; wait`], ...(Object.keys(user).length === 0 ? {} : { securityContext: user }) };
}

async function untilRunning(client: KubernetesClient, where: DebugContainerOptions, name: string, signal: CancelSignal): Promise<void> {
  const failed = (why: string): Error => hostError('unreachable', 'error.k8s-debug-failed', { pod: `${where.namespace}/${where.pod}`, image: where.image, why }, { next: message('next.k8s-debug-failed') });
  const until = performance.now() + PULL_MS;
  for (;;) {
    const state = statusOf(await readPod(client, where, signal), name)?.state;
    if (state?.running !== undefined) return;
    const stuck = state?.terminated ?? (FAILED_PULL.test(state?.waiting?.reason ?? '') ? state?.waiting : undefined);
    if (stuck !== undefined) throw failed([stuck.reason, stuck.message].filter(Boolean).join(': '));
    if (performance.now() > until) throw failed(`${state?.waiting?.reason ?? '?'}, ${PULL_MS / 1000} s`);
    await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
  }
}
