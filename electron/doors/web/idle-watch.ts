import type { HostApi } from '../../../shared/host-api/contract.ts';

/** Notices when no page is open and no job runs for a while. */
export interface IdleWatch {
  /** Call when a request starts; call what it returns when it ends. */
  enter(): () => void;
  stop(): void;
}

export function createIdleWatch(host: HostApi, idleStopMs: number | null, onIdle: () => void): IdleWatch {
  if (idleStopMs === null) return { enter: () => () => undefined, stop: () => undefined };
  let open = 0;
  let idleSince = performance.now();
  const look = async (): Promise<void> => {
    if (open > 0 || performance.now() - idleSince < idleStopMs) return;
    const jobs = await host.call('jobs.list', {});
    if (jobs.some(({ state }) => state === 'running')) idleSince = performance.now();
    else if (open === 0) onIdle();
  };
  const timer = setInterval(() => void look().catch(onIdle), Math.max(50, Math.min(idleStopMs / 4, 30_000)));
  timer.unref();
  return {
    enter() {
      open += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        open -= 1;
        idleSince = performance.now();
      };
    },
    stop: () => clearInterval(timer),
  };
}
