import { formatTargetUri } from '../../shared/collect/target-uri.ts';
import type { Target } from '../../shared/collect/target.ts';
import type { Transport } from '../../shared/collect/transport.ts';
import { targetOf } from './target-book.ts';

/** One transport per target, shared by everything that talks to it and closed when nobody has for a while. */
export interface Connections {
  /** Lends the transport while `use` runs. */
  with<Result>(uri: string, use: (transport: Transport) => Promise<Result>): Promise<Result>;
  disconnect(uri: string): Promise<void>;
  close(): Promise<void>;
}

interface Line {
  readonly transport: Transport;
  users: number;
  idleTimer: NodeJS.Timeout | null;
}

const IDLE_MS = 5 * 60_000;

export function createConnections(openTransport: (target: Target) => Transport, idleMs = IDLE_MS): Connections {
  const lines = new Map<string, Line>();

  const drop = async (uri: string): Promise<void> => {
    const line = lines.get(uri);
    lines.delete(uri);
    if (line?.idleTimer) clearTimeout(line.idleTimer);
    await line?.transport.close();
  };

  const lineOf = (target: Target): Line => {
    const uri = formatTargetUri(target);
    const line = lines.get(uri) ?? { transport: openTransport(target), users: 0, idleTimer: null };
    lines.set(uri, line);
    return line;
  };

  return {
    async with(given, use) {
      const target = targetOf(given);
      const uri = formatTargetUri(target);
      const line = lineOf(target);
      if (line.idleTimer) clearTimeout(line.idleTimer);
      line.users += 1;
      try {
        return await use(line.transport);
      } finally {
        line.users -= 1;
        if (line.users === 0 && lines.get(uri) === line) {
          line.idleTimer = setTimeout(() => void drop(uri).catch(() => undefined), idleMs);
          line.idleTimer.unref();
        }
      }
    },
    disconnect: (uri) => drop(formatTargetUri(targetOf(uri))),
    async close() {
      await Promise.all(Array.from(lines.keys(), (uri) => drop(uri)));
    },
  };
}
