import { assertNever } from '../../shared/base/assert-never.ts';
import type { Target } from '../../shared/collect/target.ts';
import type { Transport } from '../../shared/collect/transport.ts';
import { hostError } from './host-errors.ts';
import { createLocalTransport } from './transports/local/local-transport.ts';

/** THE TABLE of transports: one line for each kind of target. */
export function openTransport(target: Target): Transport {
  switch (target.kind) {
    case 'local':
      return createLocalTransport();
    case 'ssh':
      throw hostError('unreachable', 'error.bad-target', { uri: target.host });
    default:
      return assertNever(target);
  }
}
