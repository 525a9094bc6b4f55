import { message, type Message } from '../base/message.ts';
import type { RawCapture } from './raw-capture.ts';
import { bestReading, clockDriftMs, knownOffsetMs, type ClockReading } from './target-clock.ts';

/** What the captures of a target tell of its clock. */
export interface TargetClock {
  /** Target URI. */
  readonly target: string;
  /** The narrowest of all readings. */
  readonly reading: ClockReading;
  /** The largest change during one capture; 0: none that could be seen. */
  readonly driftMs: number;
}

/** The clock of each target whose clock was read, in the order of the captures. */
export function clocksOfTargets(captures: readonly RawCapture[]): readonly TargetClock[] {
  const clocks = new Map<string, TargetClock>();
  for (const { target, clock } of captures) {
    const reading = clock === undefined ? null : bestReading(clock);
    if (target === null || clock === undefined || reading === null) continue;
    const known = clocks.get(target);
    const drift = clockDriftMs(clock) ?? 0;
    clocks.set(target, {
      target,
      reading: known !== undefined && known.reading.uncertaintyMs <= reading.uncertaintyMs ? known.reading : reading,
      driftMs: known !== undefined && Math.abs(known.driftMs) >= Math.abs(drift) ? known.driftMs : drift,
    });
  }
  return [...clocks.values()];
}

/** Whether times by this clock are not those of this computer's. */
export function isOff({ reading, driftMs }: TargetClock): boolean {
  return driftMs !== 0 || knownOffsetMs({ begin: reading, end: null }) !== 0;
}

/** `target` as it is to be called. */
export function clockSentence({ reading, driftMs }: TargetClock, target: string): Message {
  const { offsetMs, uncertaintyMs } = reading;
  if (driftMs !== 0) return message('clock.was-set', { target, drift: Math.abs(driftMs), offset: Math.abs(offsetMs) });
  if (Math.abs(offsetMs) <= uncertaintyMs) return message('clock.agrees', { target, uncertainty: uncertaintyMs });
  return message(offsetMs > 0 ? 'clock.ahead' : 'clock.behind', { target, offset: Math.abs(offsetMs), uncertainty: uncertaintyMs });
}
