import type { ServerResponse } from 'node:http';
import { HOST_EVENT_NAMES, type HostApi } from '../../../shared/host-api/contract.ts';

const KEEP_ALIVE_MS = 15_000;

/** Sends every event of the host as server-sent events until the page goes. */
export function streamEvents(host: HostApi, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write('retry: 1000\n\n');
  const ends = HOST_EVENT_NAMES.map((name) => host.on(name, (event) => response.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`)));
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  keepAlive.unref();
  response.on('close', () => {
    clearInterval(keepAlive);
    for (const end of ends) end();
  });
}
