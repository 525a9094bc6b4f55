import { assertNever } from '../../../shared/base/assert-never.ts';
import type { ExecOptions, ExecOutcome } from '../../../shared/collect/transport.ts';

/** An end that this side brought about. */
export type StopReason = 'timeout' | 'cancelled' | 'output-cap' | 'receiver-failed';

/** Watches the limits of one run and says once why it must stop. */
export class StopWatch {
  #reason: StopReason | null = null;
  readonly #timer: NodeJS.Timeout;
  readonly #options: ExecOptions;
  readonly #onStop: (reason: StopReason) => void;
  readonly #onAbort = (): void => this.stop('cancelled');

  constructor(options: ExecOptions, onStop: (reason: StopReason) => void) {
    this.#options = options;
    this.#onStop = onStop;
    this.#timer = setTimeout(() => this.stop('timeout'), options.timeoutMs);
    options.signal.addEventListener('abort', this.#onAbort);
  }

  get reason(): StopReason | null {
    return this.#reason;
  }

  /** The first reason counts. */
  stop(reason: StopReason): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.release();
    this.#onStop(reason);
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#options.signal.removeEventListener('abort', this.#onAbort);
  }
}

export function stoppedOutcome(reason: StopReason, options: ExecOptions): ExecOutcome {
  switch (reason) {
    case 'timeout':
      return { exitStatus: null, signal: null, end: 'timeout', detail: `stopped after ${options.timeoutMs} ms` };
    case 'output-cap':
      return { exitStatus: null, signal: null, end: 'output-cap', detail: `output cut after ${options.maxBytes} bytes` };
    case 'cancelled':
    case 'receiver-failed':
      return { exitStatus: null, signal: null, end: 'cancelled', detail: 'cancelled' };
    default:
      return assertNever(reason);
  }
}

export function notStarted(detail: string): ExecOutcome {
  return { exitStatus: null, signal: null, end: 'not-started', detail };
}

export function cancelledBeforeStart(): ExecOutcome {
  return { exitStatus: null, signal: null, end: 'cancelled', detail: 'cancelled before it started' };
}
