import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostError } from '../../host/host-errors.ts';
import type { HostApi } from '../../../shared/host-api/contract.ts';
import { createIdleWatch } from './idle-watch.ts';
import { createSessions } from './session.ts';
import { handleRequest, type WebRoutes } from './web-routes.ts';

export interface WebDoorOptions {
  readonly host: HostApi;
  /** Folder of the built page (dist/renderer). */
  readonly rendererFolder: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Stop after this long without a page or a running job; null = never. */
  readonly idleStopMs: number | null;
  readonly onIdle: () => void;
}

export interface WebDoor {
  readonly port: number;
  /** A link with a fresh token in its fragment; good for one browser. */
  newUrl(): string;
  close(): Promise<void>;
}

async function listen(server: Server, port: number, address: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Serves the page and the host's contract on this computer only: 127.0.0.1 and, where there is IPv6, ::1. */
export async function openWebDoor(options: WebDoorOptions): Promise<WebDoor> {
  const sessions = createSessions();
  let port = 0;
  const routes: WebRoutes = { host: options.host, rendererFolder: options.rendererFolder, sessions, port: () => port };
  const idle = createIdleWatch(options.host, options.idleStopMs, options.onIdle);
  const serve = (): Server =>
    createServer((request, response) => {
      response.on('close', idle.enter());
      void handleRequest(routes, request, response);
    });
  const servers = [serve()];
  try {
    port = await listen(servers[0] as Server, options.port, '127.0.0.1');
  } catch (error) {
    idle.stop();
    throw hostError('storage', 'error.port-taken', { port: options.port }, { details: String(error) });
  }
  const second = serve();
  // Without IPv6, or with the port taken there, the first address is enough: it is the one in the link.
  await listen(second, port, '::1').then(() => servers.push(second), () => undefined);
  return {
    port,
    newUrl: () => `http://127.0.0.1:${port}/#token=${sessions.issueToken()}`,
    async close() {
      idle.stop();
      await Promise.all(
        servers.map((server) => {
          const closed = new Promise<void>((resolve) => server.close(() => resolve()));
          server.closeAllConnections();
          return closed;
        }),
      );
    },
  };
}
