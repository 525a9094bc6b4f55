import { describe, expect, it } from 'vitest';
import { clocksOfTargets, clockSentence, isOff } from './clocks-of-targets.ts';
import type { RawCapture } from './raw-capture.ts';
import { bestReading, clockDriftMs, clockReading, knownOffsetMs, type ClockComparison } from './target-clock.ts';

const at = (offsetMs: number, uncertaintyMs: number): { readonly offsetMs: number; readonly uncertaintyMs: number } => ({ offsetMs, uncertaintyMs });
const capture = (target: string, clock?: ClockComparison): RawCapture => ({ target, clock }) as unknown as RawCapture;

describe('a target’s clock beside this computer’s', () => {
  it('[CLOCK-01] lies within half of the time that asking took, and half a step of what the target tells', () => {
    expect(clockReading(1000, 301_020, 0, 1040)).toEqual(at(300_000, 20));
    expect(clockReading(1000, 301_000, 1000, 1040)).toEqual(at(300_480, 520));
  });

  it('[CLOCK-02] is reckoned with only where it is off by more than the uncertainty', () => {
    expect(knownOffsetMs({ begin: at(15, 20), end: null })).toBe(0);
    expect(knownOffsetMs({ begin: at(-4000, 20), end: null })).toBe(-4000);
    expect(knownOffsetMs({ begin: null, end: null })).toBeNull();
    expect(knownOffsetMs(undefined)).toBeNull();
  });

  it('[CLOCK-03] is told by the narrower of two readings, and changed when they cannot both be true', () => {
    expect(bestReading({ begin: at(5000, 500), end: at(5200, 10) })).toEqual(at(5200, 10));
    expect(clockDriftMs({ begin: at(5000, 500), end: at(5200, 10) })).toBe(0);
    expect(clockDriftMs({ begin: at(5000, 10), end: at(65_000, 10) })).toBe(60_000);
    expect(clockDriftMs({ begin: at(5000, 10), end: null })).toBeNull();
  });

  it('[CLOCK-04] is told once for each target, and said to be ahead, behind, right or changed', () => {
    const clocks = clocksOfTargets([
      capture('ssh://a', { begin: at(300_000, 40), end: at(300_005, 12) }),
      capture('ssh://a', { begin: at(300_002, 30), end: null }),
      capture('ssh://b', { begin: at(-8000, 9), end: null }),
      capture('ssh://c', { begin: at(3, 9), end: null }),
      capture('ssh://d', { begin: at(0, 9), end: at(60_000, 9) }),
      capture('local:'),
    ]);
    expect(clocks.map(({ target, reading }) => [target, reading.offsetMs])).toEqual([['ssh://a', 300_005], ['ssh://b', -8000], ['ssh://c', 3], ['ssh://d', 0]]);
    expect(clocks.map((clock) => [isOff(clock), clockSentence(clock, clock.target).key])).toEqual([[true, 'clock.ahead'], [true, 'clock.behind'], [false, 'clock.agrees'], [true, 'clock.was-set']]);
  });
});
