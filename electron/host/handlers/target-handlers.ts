import { formatTargetUri } from '../../../shared/collect/target-uri.ts';
import type { Target } from '../../../shared/collect/target.ts';
import { hostError } from '../host-errors.ts';
import { listJvms } from '../list-jvms.ts';
import { targetOf } from '../target-book.ts';
import { addDebugContainer } from '../transports/kubernetes/debug-container.ts';
import { listEvents } from '../transports/kubernetes/list-events.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

export function targetHandlers({ targets, connections, transcript, browseSource, events, prompts, closing }: HostContext): HandlersOf<Area<'targets'>> {
  return {
    'targets.list': async () => targets.list(),
    'targets.remember': async ({ uri }) => {
      const info = await targets.remember(uri);
      events.emit('targets.changed', {});
      return info;
    },
    'targets.forget': async ({ uri }) => {
      await targets.forget(uri);
      await connections.disconnect(uri);
      events.emit('targets.changed', {});
      return null;
    },
    'targets.setFavourite': async ({ uri, favourite }) => {
      const info = await targets.setFavourite(uri, favourite);
      events.emit('targets.changed', {});
      return info;
    },
    'targets.browse': async ({ uri }) => browseSource(uri),
    'targets.events': async ({ uri }) => listEvents({ ...podOf(uri), environment: process.env }, closing),
    'targets.addDebugContainer': async ({ uri, image }) => {
      const added = await addDebugContainer({ ...podOf(uri), image, environment: process.env, prompts }, closing);
      const info = await targets.remember(added);
      events.emit('targets.changed', {});
      return info;
    },
    'targets.jvms': async ({ uri }) => connections.with(uri, (transport) => listJvms(transport, closing)),
    'targets.transcript': async ({ uri }) => transcript.of(formatTargetUri(targetOf(uri))),
    'targets.disconnect': async ({ uri }) => {
      await connections.disconnect(uri);
      events.emit('targets.changed', {});
      return null;
    },
  };
}

function podOf(uri: string): Extract<Target, { readonly kind: 'kubernetes' }> {
  const target = targetOf(uri);
  if (target.kind !== 'kubernetes') throw hostError('bad-input', 'error.not-a-pod', { uri });
  return target;
}
