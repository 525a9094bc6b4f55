import { z } from 'zod';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { KubernetesClient } from './kubernetes-client.ts';

const podNames = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }), status: z.object({ phase: z.string().optional() }) })) });
/** As ReplicaSets, Jobs and DaemonSets name their pods: `workload-hash-x4x4x` or `workload-x4x4x`, in letters that make no words. */
const GENERATED = /^(?<workload>.+?)(?:-[bcdfghjklmnpqrstvwxz2456789]{6,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** What a pod belongs to, by its name; null where the name was not generated, as in a StatefulSet, whose new pod has the old one's. */
export function workloadOf(pod: string): string | null {
  return GENERATED.exec(pod)?.groups?.['workload'] ?? null;
}

/** Pods of the same workload that run now that one is gone; none where they may not be listed. */
export async function successorsOf(client: KubernetesClient, namespace: string, gone: string, signal: CancelSignal): Promise<readonly string[]> {
  const workload = workloadOf(gone);
  if (workload === null) return [];
  const answer = podNames.safeParse(await client.json({ path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods?limit=500`, signal }).catch(() => null));
  if (!answer.success) return [];
  return answer.data.items.flatMap(({ metadata: { name, deletionTimestamp }, status }) => (workloadOf(name) === workload && status.phase === 'Running' && deletionTimestamp === undefined ? [name] : []));
}
