import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalAt, memoryAt, readCpuTime } from './scan-numbers.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function cpuTime(text: string): readonly [ms: number, stepMs: number] | null {
  const time = { ms: 0, stepMs: 0 };
  return readCpuTime(bytesOf(text), 0, text.length, time) ? [Math.round(time.ms), time.stepMs] : null;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('numbers of ps and top', () => {
  it.each([
    ['0:03', 3 * SECOND, SECOND],
    ['00:00:10', 10 * SECOND, SECOND],
    ['1:02:03', HOUR + 2 * MINUTE + 3 * SECOND, SECOND],
    ['1-02:03:04', DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND, SECOND],
    ['7:53.61', 7 * MINUTE + 53_610, 10],
    ['123:45.67', 123 * MINUTE + 45_670, 10],
    ['0:01,47', 1470, 10],
    ['51,12', 51 * HOUR + 12 * MINUTE, MINUTE],
    ['26h', 26 * HOUR, HOUR],
    ['3d', 3 * DAY, DAY],
    ['2w', 14 * DAY, 7 * DAY],
    ['23h45', 23 * HOUR + 45 * MINUTE, MINUTE],
    ['3d08', 3 * DAY + 8 * HOUR, HOUR],
    ['4711', 4711 * SECOND, SECOND],
  ])('[PT-04] reads the time %s', (text, ms, stepMs) => {
    expect(cpuTime(text)).toEqual([ms, stepMs]);
  });

  it.each(['', '-', ':', '1:', 'x', '1:x', '1:02:', '1-', '-1:02', '1h:02', '0:01.', '12q', '1:2.3.4'])('[PT-04] takes %j for no time', (text) => {
    expect(cpuTime(text)).toBeNull();
  });

  it('[PT-04] reads back any time that ps can print', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(23), fc.nat(59), fc.nat(59), (days, hours, minutes, seconds) => {
        const two = (value: number): string => String(value).padStart(2, '0');
        const text = `${days > 0 ? `${days}-` : ''}${two(hours)}:${two(minutes)}:${two(seconds)}`;
        expect(cpuTime(text)?.[0]).toBe(days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND);
      }),
    );
  });

  it.each([
    ['4711', 4711 * 1024],
    ['12m', 12 * 1024 ** 2],
    ['1.2g', Math.round(1.2 * 1024 ** 3)],
    ['0,9t', Math.round(0.9 * 1024 ** 4)],
    ['0', 0],
    ['12x', Number.NaN],
    ['', Number.NaN],
    ['m', Number.NaN],
  ])('[PT-04] reads the memory %j', (text, expected) => {
    expect(memoryAt(bytesOf(text), 0, text.length)).toBe(expected);
  });

  it.each([
    ['6.2', 6.2],
    ['6,2', 6.2],
    ['0%', 0],
    ['1234', 1234],
    ['.', Number.NaN],
    ['%', Number.NaN],
    ['1.2.3', Number.NaN],
    ['-1', Number.NaN],
  ])('[PT-04] reads the decimal %j', (text, expected) => {
    expect(decimalAt(bytesOf(text), 0, text.length)).toBe(expected);
  });
});
