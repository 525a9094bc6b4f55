import type { Duplex } from 'node:stream';
import { formatTargetUri } from '../../shared/collect/target-uri.ts';
import type { Connections } from './connections.ts';
import type { DialSsh } from './transports/docker/docker-client.ts';
import { openUnixSocketOver } from './transports/unix-socket-dialer.ts';

/** Reaches a socket of another host over the SSH connection that everything else to that host uses too; it is kept while the stream is open. */
export function dialSshOver(connections: () => Connections): DialSsh {
  return ({ host, port, user, path }, signal) =>
    new Promise<Duplex>((resolve, reject) => {
      const lend = connections().with(formatTargetUri({ kind: 'ssh', host, port, user }), async (transport) => {
        const stream = await openUnixSocketOver(transport, path, signal);
        const closed = new Promise<void>((done) => stream.once('close', () => done()));
        resolve(stream);
        await closed;
      });
      lend.catch(reject);
    });
}
