import { z } from 'zod';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { AutoscalerInfo } from '../../../../shared/host-api/views.ts';
import type { KubernetesClient } from './kubernetes-client.ts';

const count = z.number().nullish();
const autoscalerList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.string() }),
      spec: z.object({ scaleTargetRef: z.object({ kind: z.string(), name: z.string() }), minReplicas: count, maxReplicas: z.number(), targetCPUUtilizationPercentage: count }),
      status: z.object({ currentReplicas: count, desiredReplicas: count, currentCPUUtilizationPercentage: count, lastScaleTime: z.string().nullish() }).nullish(),
    }),
  ),
});

/** Horizontal pod autoscalers, in the form that every version has; null where they may not be listed. `namespace` null: of all. */
export async function listAutoscalers(client: KubernetesClient, namespace: string | null, signal: CancelSignal): Promise<readonly AutoscalerInfo[] | null> {
  const path = namespace === null ? '/apis/autoscaling/v1/horizontalpodautoscalers' : `/apis/autoscaling/v1/namespaces/${encodeURIComponent(namespace)}/horizontalpodautoscalers`;
  const answer = autoscalerList.safeParse(await client.json({ path, signal }).catch(() => null));
  if (!answer.success) return null;
  return answer.data.items.map(({ metadata, spec, status }) => ({
    name: `${metadata.namespace}/${metadata.name}`,
    scales: `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    // Where nothing is said, the server reckons with 1.
    minReplicas: spec.minReplicas ?? 1,
    maxReplicas: spec.maxReplicas,
    currentReplicas: status?.currentReplicas ?? null,
    desiredReplicas: status?.desiredReplicas ?? null,
    cpuPercent: status?.currentCPUUtilizationPercentage ?? null,
    cpuTargetPercent: spec.targetCPUUtilizationPercentage ?? null,
    lastScaledAt: status?.lastScaleTime ?? null,
  }));
}
