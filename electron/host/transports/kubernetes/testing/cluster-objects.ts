/** An ephemeral container as it is asked for. */
export interface DebugContainer {
  readonly name: string;
  readonly image: string;
  readonly targetContainerName: string;
}

export function debugContainerStatus({ name, image }: DebugContainer): object {
  const state = image === 'nowhere' ? { waiting: { reason: 'ErrImagePull', message: 'pull access denied for nowhere' } } : { running: { startedAt: '2026-11-21T10:05:00Z' } };
  return { name, restartCount: 0, containerID: `test://${name}`, state };
}

/** Two events of the pod, the older first, in the older and the newer form. */
export const EVENTS = {
  kind: 'EventList',
  apiVersion: 'v1',
  metadata: {},
  items: [
    { type: 'Warning', reason: 'Unhealthy', message: 'Readiness probe failed', count: 7, firstTimestamp: '2026-11-21T10:00:10Z', lastTimestamp: '2026-11-21T10:03:00Z', eventTime: null, source: { component: 'kubelet', host: 'node-a' }, metadata: { creationTimestamp: '2026-11-21T10:00:10Z' }, involvedObject: { kind: 'Pod', name: 'cart-0', fieldPath: 'spec.containers{jvm}' } },
    { type: 'Normal', reason: 'Scheduled', message: 'Successfully assigned shop/cart-0 to node-a', count: null, firstTimestamp: null, lastTimestamp: null, eventTime: '2026-11-21T10:04:00.000000Z', source: {}, reportingComponent: 'default-scheduler', metadata: { creationTimestamp: '2026-11-21T10:04:00Z' }, involvedObject: { kind: 'Pod', name: 'cart-0' } },
  ],
};

export const AUTOSCALERS = {
  kind: 'HorizontalPodAutoscalerList',
  apiVersion: 'autoscaling/v1',
  metadata: {},
  items: [{ metadata: { name: 'cart', namespace: 'shop' }, spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'cart', apiVersion: 'apps/v1' }, minReplicas: 1, maxReplicas: 5, targetCPUUtilizationPercentage: 80 }, status: { currentReplicas: 1, desiredReplicas: 3, currentCPUUtilizationPercentage: 210, lastScaleTime: '2026-11-21T10:02:00Z' } }],
};
