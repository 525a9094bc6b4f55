import path from 'node:path';
import { assertNever } from '../../shared/base/assert-never.ts';
import { formatTargetUri } from '../../shared/collect/target-uri.ts';
import type { Target } from '../../shared/collect/target.ts';
import type { Transport } from '../../shared/collect/transport.ts';
import { borrowTransport, type Lend } from './borrow-transport.ts';
import type { Prompts } from './prompts.ts';
import type { DialSsh } from './transports/docker/docker-client.ts';
import { createDockerTransport } from './transports/docker/docker-transport.ts';
import { createKubernetesTransport } from './transports/kubernetes/kubernetes-transport.ts';
import { createLocalTransport } from './transports/local/local-transport.ts';
import { createSshByConfig } from './transports/openssh/ssh-by-config.ts';
import { createWithUserTransport } from './transports/with-user/with-user-transport.ts';

/** What transports need of the host. */
export interface TransportNeeds {
  readonly prompts: Prompts;
  readonly dataFolder: string;
  readonly dialSsh: DialSsh;
  readonly lend: Lend;
}

/** The place of a target, with its commands run as another user where the target says so. */
export function openTransport(target: Target, needs: TransportNeeds): Transport {
  const { become, ...place } = target;
  if (become === undefined) return openPlace(target, needs);
  // One connection a host, also for several users of it.
  const opened = target.kind === 'ssh' ? borrowTransport(formatTargetUri(target), formatTargetUri(place), needs.lend) : openPlace(target, needs);
  return createWithUserTransport(opened, become, needs.prompts);
}

/** THE TABLE of transports: one case for each kind of target. */
function openPlace(target: Target, { prompts, dataFolder, dialSsh }: TransportNeeds): Transport {
  switch (target.kind) {
    case 'local':
      return createLocalTransport(process.env, formatTargetUri(target));
    case 'ssh': {
      const { host, port, user, via = null } = target;
      return createSshByConfig({ uri: formatTargetUri(target), host, port, user, via, prompts, additionsFile: path.join(dataFolder, 'known_hosts') });
    }
    case 'docker':
      return createDockerTransport({ uri: formatTargetUri(target), context: target.context, container: target.container, dialSsh });
    case 'kubernetes':
      return createKubernetesTransport({ uri: formatTargetUri(target), context: target.context, namespace: target.namespace, pod: target.pod, container: target.container });
    default:
      return assertNever(target);
  }
}
