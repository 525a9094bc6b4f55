import { listJvms } from '../list-jvms.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

export function targetHandlers({ targets, connections, browseSource, events, closing }: HostContext): HandlersOf<Area<'targets'>> {
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
    'targets.browse': async ({ uri }) => browseSource(uri),
    'targets.jvms': async ({ uri }) => connections.with(uri, (transport) => listJvms(transport, closing)),
    'targets.disconnect': async ({ uri }) => {
      await connections.disconnect(uri);
      events.emit('targets.changed', {});
      return null;
    },
  };
}
