import path from 'node:path';
import { assertNever } from '../../shared/base/assert-never.ts';
import { formatTargetUri } from '../../shared/collect/target-uri.ts';
import type { Target } from '../../shared/collect/target.ts';
import type { Transport } from '../../shared/collect/transport.ts';
import type { Prompts } from './prompts.ts';
import type { DialSsh } from './transports/docker/docker-client.ts';
import { createDockerTransport } from './transports/docker/docker-transport.ts';
import { createLocalTransport } from './transports/local/local-transport.ts';
import { createSshByConfig } from './transports/openssh/ssh-by-config.ts';

/** What transports need of the host. */
export interface TransportNeeds {
  readonly prompts: Prompts;
  readonly dataFolder: string;
  readonly dialSsh: DialSsh;
}

/** THE TABLE of transports: one case for each kind of target. */
export function openTransport(target: Target, { prompts, dataFolder, dialSsh }: TransportNeeds): Transport {
  switch (target.kind) {
    case 'local':
      return createLocalTransport();
    case 'ssh': {
      const { host, port, user, via = null } = target;
      return createSshByConfig({ uri: formatTargetUri(target), host, port, user, via, prompts, additionsFile: path.join(dataFolder, 'known_hosts') });
    }
    case 'docker':
      return createDockerTransport({ uri: formatTargetUri(target), context: target.context, container: target.container, dialSsh });
    default:
      return assertNever(target);
  }
}
