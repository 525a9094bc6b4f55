import { message } from '../../../../shared/base/message.ts';
import type { HostError } from '../../../../shared/host-api/host-error.ts';
import { errnoOf, hostError, textOf } from '../../host-errors.ts';

/** The API server answered, with a status that is not success. */
export class KubernetesStatusError extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** A right that Kubernetes grants or not, as `kubectl auth can-i` spells it. */
export interface KubernetesRight {
  readonly verb: 'create' | 'get' | 'list' | 'patch';
  readonly resource: 'pods' | 'pods/exec' | 'pods/log' | 'pods/ephemeralcontainers' | 'events';
  /** null: in all namespaces. */
  readonly namespace: string | null;
}

export function kubeconfigMissing(files: string): HostError {
  return hostError('not-found', 'error.k8s-no-kubeconfig', { files }, { next: message('next.k8s-kubeconfig') });
}

export function kubeconfigUnreadable(file: string, why: string): HostError {
  return hostError('refused', 'error.k8s-kubeconfig-unreadable', { file, why }, { next: message('next.check-path') });
}

export function contextMissing(context: string, files: string): HostError {
  return hostError('not-found', 'error.k8s-context-missing', { context }, { next: message('next.k8s-context'), details: files });
}

export function credentialsUnsupported(context: string, what: string): HostError {
  return hostError('refused', 'error.k8s-credentials-unsupported', { context, what }, { next: message('next.k8s-credentials') });
}

export function pluginFailed(context: string, command: string, why: string, stderr: string): HostError {
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return hostError('refused', 'error.k8s-plugin-failed', { context, command, why: [why, said].filter(Boolean).join(': ') }, { next: message('next.k8s-plugin'), details: stderr });
}

export function clusterUnreachable(context: string, server: string, error: unknown): HostError {
  return hostError('unreachable', 'error.k8s-unreachable', { context, server, why: errnoOf(error) || textOf(error) }, { next: message('next.k8s-reach'), details: textOf(error) });
}

export function clusterRefused(context: string, error: KubernetesStatusError): HostError {
  if (error.status === 401) return hostError('refused', 'error.k8s-unauthorized', { context }, { next: message('next.k8s-sign-in'), details: error.message });
  return hostError(error.status === 403 ? 'refused' : 'unreachable', 'error.k8s-refused', { context, status: error.status, why: error.message });
}

/** The missing verb by name, with the command that shows it. */
export function rightMissing(context: string, { verb, resource, namespace }: KubernetesRight, reason: string): HostError {
  const where = namespace ?? '*';
  const command = `kubectl --context ${context} ${namespace === null ? '-A' : `-n ${namespace}`} auth can-i ${verb} ${resource}`;
  return hostError('refused', 'error.k8s-right-missing', { context, verb, resource, namespace: where }, { next: message('next.k8s-right', { command }), details: reason });
}

/** `successors`: URIs of pods that run in its place. */
export function podMissing(context: string, pod: string, successors: readonly string[] = []): HostError {
  const next = successors.length === 0 ? message('next.k8s-list') : message('next.k8s-successors', { pods: successors.join(', ') });
  return hostError('not-found', 'error.k8s-no-pod', { context, pod }, { next });
}

export function containerMissing(context: string, pod: string, container: string, known: string): HostError {
  return hostError('not-found', 'error.k8s-no-container', { context, pod, container, known }, { next: message('next.k8s-list') });
}

export function podNotRunning(context: string, pod: string, container: string, state: string): HostError {
  return hostError('unreachable', 'error.k8s-not-running', { context, pod, container, state }, { next: message('next.k8s-list') });
}

export function kubernetesCancelled(context: string): HostError {
  return hostError('cancelled', 'error.k8s-cancelled', { context });
}
