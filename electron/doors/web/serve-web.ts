import { fileURLToPath } from 'node:url';
import type { HostApi } from '../../../shared/host-api/contract.ts';
import { openWebDoor } from './open-web-door.ts';

const IDLE_STOP_MS = 60 * 60_000;

/** Opens the door beside the built page, prints its link and runs until a signal or an idle hour ends it. */
export async function serveWeb(host: HostApi & { close(): Promise<void> }, argv: readonly string[], print: (line: string) => void): Promise<void> {
  const at = argv.indexOf('--port');
  const port = at >= 0 ? Number(argv[at + 1]) : 0;
  let stop = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    stop = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const door = await openWebDoor({ host, rendererFolder: fileURLToPath(new URL('renderer', import.meta.url)), port, idleStopMs: IDLE_STOP_MS, onIdle: stop });
  print(door.newUrl());
  await ended;
  await door.close();
  await host.close();
}
