/** One comparison of a target's clock with this computer's. */
export interface ClockReading {
  /** Positive: the target's clock is ahead. Milliseconds, to the nearest one. */
  readonly offsetMs: number;
  /** The true offset lies within this of `offsetMs`: half the time that asking took, and half the step in which the target tells its time. */
  readonly uncertaintyMs: number;
}

/** The target's clock beside this computer's when a capture began and when it ended; null: could not be read then. */
export interface ClockComparison {
  readonly begin: ClockReading | null;
  readonly end: ClockReading | null;
}

/** What was read between two moments of this computer's clock. `targetMs` is the last step of the target's clock, `stepMs` the step's length. */
export function clockReading(beforeMs: number, targetMs: number, stepMs: number, afterMs: number): ClockReading {
  return {
    offsetMs: Math.round(targetMs + stepMs / 2 - (beforeMs + afterMs) / 2),
    uncertaintyMs: Math.ceil((afterMs - beforeMs + stepMs) / 2),
  };
}

/** The narrower of the two readings; null when neither could be taken. */
export function bestReading({ begin, end }: ClockComparison): ClockReading | null {
  if (begin === null || end === null) return begin ?? end;
  return end.uncertaintyMs < begin.uncertaintyMs ? end : begin;
}

/** How far the target's clock is ahead for certain enough to reckon with it; 0 where it may as well be right. null: not known. */
export function knownOffsetMs(comparison: ClockComparison | undefined): number | null {
  const reading = comparison === undefined ? null : bestReading(comparison);
  if (reading === null) return null;
  return Math.abs(reading.offsetMs) > reading.uncertaintyMs ? reading.offsetMs : 0;
}

/** By how much the target's clock gained on ours during the capture; 0 where the readings may as well agree. null: not read twice. */
export function clockDriftMs({ begin, end }: ClockComparison): number | null {
  if (begin === null || end === null) return null;
  const gained = end.offsetMs - begin.offsetMs;
  return Math.abs(gained) > begin.uncertaintyMs + end.uncertaintyMs ? gained : 0;
}
