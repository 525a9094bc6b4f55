import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface SilentServer {
  /** `127.0.0.1:38107` */
  readonly endpoint: string;
  /** Connections on which something was asked. */
  asked(): number;
  stop(): void;
}

/** A backend that takes what it is asked and never answers. `port` 0: any. */
export async function startSilentServer(host: string, port = 0): Promise<SilentServer> {
  const asked = new Set<Socket>();
  const connected = new Set<Socket>();
  const server = createServer((socket) => {
    connected.add(socket);
    socket.on('data', () => asked.add(socket)).on('error', () => socket.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    endpoint: `${host}:${(server.address() as AddressInfo).port}`,
    asked: () => asked.size,
    stop: () => {
      for (const socket of connected) socket.destroy();
      server.close();
    },
  };
}
