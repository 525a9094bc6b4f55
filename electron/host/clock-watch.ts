import type { CancelSignal, Transport } from '../../shared/collect/transport.ts';
import { clockReading, type ClockReading } from '../../shared/evidence/target-clock.ts';

const LIMITS = { timeoutMs: 5000, maxBytes: 4096 };
/** A `date` that does not know `%N` prints it, or nothing, in its place. */
const TOLD = /^(\d{9,11})(?:\.(\d{9})|\.%?N|\.)?$/;
/** A clock read less than this ago is not asked again: the end of one step is the beginning of the next. */
const FRESH_MS = 2000;

/** Compares the clock of one target with this computer's. */
export class ClockWatch {
  #last: { readonly reading: ClockReading | null; readonly at: number } | null = null;

  /** As of now or a moment ago; null where the target does not tell. */
  async recent(transport: Transport, signal: CancelSignal): Promise<ClockReading | null> {
    const isFresh = this.#last !== null && performance.now() - this.#last.at < FRESH_MS;
    return isFresh && this.#last !== null ? this.#last.reading : this.now(transport, signal);
  }

  async now(transport: Transport, signal: CancelSignal): Promise<ClockReading | null> {
    const reading = await readTargetClock(transport, signal);
    this.#last = { reading, at: performance.now() };
    return reading;
  }
}

/** Asks `date` between two looks at our own clock. Busybox and other systems tell whole seconds; the uncertainty then says so. */
async function readTargetClock(transport: Transport, signal: CancelSignal): Promise<ClockReading | null> {
  let text = '';
  let answeredAt: number | null = null;
  const askedAt = Date.now();
  await transport.exec(['date', '+%s.%N'], {
    ...LIMITS,
    signal,
    onStdout: (chunk) => {
      answeredAt ??= Date.now();
      text += Buffer.from(chunk).toString('latin1');
    },
    onStderr: () => {},
  });
  // A login shell's own words may stand before it.
  const found = text.split('\n').map((line) => TOLD.exec(line.trim())).find((match) => match !== null);
  const [, seconds, nanoseconds] = found ?? [];
  if (answeredAt === null || seconds === undefined) return null;
  if (nanoseconds === undefined) return clockReading(askedAt, Number(seconds) * 1000, 1000, answeredAt);
  return clockReading(askedAt, Number(seconds) * 1000 + Number(nanoseconds) / 1e6, 0, answeredAt);
}
