import type { ConsoleLog, ExecOptions, ExecOutcome, Transport } from '../../shared/collect/transport.ts';
import { SIGQUIT_SCRIPT } from './sigquit.ts';

/** After the dump's end more may follow, such as the deadlocks and the heap: so long must it be quiet. */
const QUIET_MS = 1000;
const LOOK_EVERY_MS = 100;

export interface ConsoleDump {
  readonly pid: number;
  readonly startTicks: string | null;
  /** Whether the end marker has been handed on. */
  readonly isWhole: () => boolean;
}

/** Opens the container's log, sends SIGQUIT with all its checks, and hands on what is printed until the dump is whole and the log quiet. */
export async function sigquitOverConsole(transport: Transport, console: ConsoleLog, { pid, startTicks, isWhole }: ConsoleDump, options: ExecOptions): Promise<ExecOutcome> {
  const done = new AbortController();
  const onAbort = (): void => done.abort();
  options.signal.addEventListener('abort', onAbort);
  if (options.signal.aborted) done.abort();
  const log: { lastOutputAt: number; ended: ExecOutcome | null } = { lastOutputAt: performance.now(), ended: null };
  let opened = (): void => {};
  const isOpen = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const following = console.follow({
    timeoutMs: options.timeoutMs,
    maxBytes: options.maxBytes,
    signal: done.signal,
    onOpen: () => opened(),
    onStdout: (chunk) => {
      log.lastOutputAt = performance.now();
      options.onStdout(chunk);
    },
    onStderr: (chunk) => options.onStderr(chunk),
  });
  // A receiver's error counts when the log is awaited below.
  const end = following.then((outcome) => (log.ended = outcome), () => undefined).then(() => opened());
  try {
    await isOpen;
    if (log.ended === null) {
      const sent = await transport.exec(['sh', '-s', '--', String(pid), startTicks ?? '', 'console'], { ...options, stdin: Buffer.from(SIGQUIT_SCRIPT), onStdout: () => {} });
      if (sent.end !== 'exited' || sent.exitStatus !== 0) return sent;
      while (log.ended === null && !(isWhole() && performance.now() - log.lastOutputAt >= QUIET_MS)) await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
    }
    return log.ended ?? { exitStatus: 0, signal: null, end: 'exited', detail: '' };
  } finally {
    options.signal.removeEventListener('abort', onAbort);
    done.abort();
    await end;
    await following;
  }
}
