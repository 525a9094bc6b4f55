import { z } from 'zod';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { PlaceEvent } from '../../../../shared/host-api/views.ts';
import { KubernetesClient } from './kubernetes-client.ts';

const time = z.string().nullish();
const eventList = z.object({
  items: z.array(
    z.object({
      type: z.string().optional(),
      reason: z.string().optional(),
      message: z.string().optional(),
      count: z.number().nullish(),
      firstTimestamp: time,
      lastTimestamp: time,
      eventTime: time,
      series: z.object({ count: z.number().optional(), lastObservedTime: time }).nullish(),
      source: z.object({ component: z.string().optional() }).optional(),
      reportingComponent: z.string().optional(),
      metadata: z.object({ creationTimestamp: time }),
      involvedObject: z.object({ fieldPath: z.string().optional() }),
    }),
  ),
});

export interface EventsOptions {
  readonly context: string | null;
  readonly namespace: string;
  readonly pod: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What the cluster recorded about a pod, latest first; it forgets after an hour or so. Rejects with HostError, which names the right where one is missing. */
export async function listEvents({ context, namespace, pod, environment }: EventsOptions, signal: CancelSignal): Promise<readonly PlaceEvent[]> {
  const client = await KubernetesClient.open(context, environment);
  const query = new URLSearchParams({ fieldSelector: `involvedObject.kind=Pod,involvedObject.name=${pod}`, limit: '500' });
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/events?${query.toString()}`;
  const { items } = eventList.parse(await client.ask({ path, signal }, { right: { verb: 'list', resource: 'events', namespace } }));
  const events = items.map((item): PlaceEvent => {
    const created = item.metadata.creationTimestamp ?? null;
    return {
      isWarning: item.type === 'Warning',
      reason: item.reason ?? '',
      message: item.message ?? '',
      about: /\{(.+)\}/.exec(item.involvedObject.fieldPath ?? '')?.[1] ?? null,
      by: item.source?.component || item.reportingComponent || null,
      count: item.series?.count ?? item.count ?? 1,
      firstAt: item.firstTimestamp ?? item.eventTime ?? created,
      lastAt: item.series?.lastObservedTime ?? item.lastTimestamp ?? item.eventTime ?? created,
    };
  });
  return events.sort((a, b) => Date.parse(b.lastAt ?? '') - Date.parse(a.lastAt ?? ''));
}
