import { assertNever } from '../../shared/base/assert-never.ts';
import { message } from '../../shared/base/message.ts';
import { parseSourceUri } from '../../shared/collect/target-source.ts';
import type { CancelSignal } from '../../shared/collect/transport.ts';
import type { SourceListing } from '../../shared/host-api/views.ts';
import { hostError } from './host-errors.ts';
import type { DialSsh } from './transports/docker/docker-client.ts';
import { listContainers } from './transports/docker/list-containers.ts';
import { listPods } from './transports/kubernetes/list-pods.ts';

/** What an engine or a cluster runs. Rejects with HostError that names the context when it cannot be asked. */
export async function listSource(uri: string, dialSsh: DialSsh, signal: CancelSignal): Promise<SourceListing> {
  const source = parseSourceUri(uri);
  if (source === null) throw hostError('bad-input', 'error.bad-source', { uri }, { next: message('next.source-form') });
  switch (source.kind) {
    case 'docker':
      return listContainers({ uri, context: source.context, dialSsh, environment: process.env }, signal);
    case 'kubernetes':
      return listPods({ uri, context: source.context, namespace: source.namespace, environment: process.env }, signal);
    default:
      return assertNever(source);
  }
}
