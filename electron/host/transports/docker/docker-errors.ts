import { message } from '../../../../shared/base/message.ts';
import type { HostError } from '../../../../shared/host-api/host-error.ts';
import { errnoOf, hostError, textOf } from '../../host-errors.ts';
import type { DockerEndpoint } from './docker-endpoint.ts';

/** The engine answered, with a status that is not success. */
export class DockerStatusError extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

export function contextMissing(context: string, chosenBy: string, file: string): HostError {
  return hostError('not-found', 'error.docker-context-missing', { context, chosenBy }, { next: message('next.docker-context'), details: file });
}

export function configUnreadable(file: string, why: string): HostError {
  return hostError('refused', 'error.docker-config-unreadable', { file, why }, { next: message('next.check-path') });
}

export function endpointUnsupported(context: string, url: string): HostError {
  return hostError('bad-input', 'error.docker-endpoint-unsupported', { context, url }, { next: message('next.docker-endpoint') });
}

/** Why the engine of a context could not be asked. Names the context and the address, so that nobody takes another engine for it. */
export function engineUnreachable({ context, url, chosenBy }: DockerEndpoint, error: unknown): HostError {
  const why = errnoOf(error) || textOf(error);
  const details = `${chosenBy}: ${textOf(error)}`;
  if (why === 'EACCES' || why === 'EPERM') return hostError('refused', 'error.docker-forbidden', { context, url }, { next: message('next.docker-group'), details });
  return hostError('unreachable', 'error.docker-unreachable', { context, url, why, chosenBy }, { next: message('next.docker-start'), details });
}

/** What the engine refused, in its own words. */
export function engineRefused({ context }: DockerEndpoint, error: DockerStatusError): HostError {
  const isForbidden = error.status === 401 || error.status === 403;
  return hostError(isForbidden ? 'refused' : 'unreachable', 'error.docker-refused', { context, status: error.status, why: error.message });
}

export function containerMissing(context: string, container: string): HostError {
  return hostError('not-found', 'error.docker-no-container', { context, container }, { next: message('next.docker-list') });
}

export function containerNotRunning(context: string, container: string, state: string): HostError {
  return hostError('unreachable', 'error.docker-not-running', { context, container, state }, { next: message('next.docker-list') });
}

export function dockerCancelled(context: string): HostError {
  return hostError('cancelled', 'error.docker-cancelled', { context });
}
