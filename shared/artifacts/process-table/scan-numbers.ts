const SPACE = 32;
const TAB = 9;
const ZERO = 48;
const NINE = 57;
const POINT = 46;
const COMMA = 44;
const COLON = 58;
const DASH = 45;
const PERCENT = 37;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at += 1;
  return at;
}

export function skipWord(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== SPACE && bytes[at] !== TAB) at += 1;
  return at;
}

/** Digits only; NaN otherwise. */
export function integerAt(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** `6.2`, `6,2`, `12`, `0%`; NaN otherwise. */
export function decimalAt(bytes: Uint8Array, start: number, wordEnd: number): number {
  const end = bytes[wordEnd - 1] === PERCENT ? wordEnd - 1 : wordEnd;
  let value = 0;
  let scale = 0;
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (isDigit(byte)) {
      value = value * 10 + byte - ZERO;
      scale *= 10;
      digits += 1;
    } else if ((byte === POINT || byte === COMMA) && scale === 0) scale = 1;
    else return Number.NaN;
  }
  if (digits === 0) return Number.NaN;
  return scale > 1 ? value / scale : value;
}

const UNIT_BYTES: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4, p: 1024 ** 5 };

/** Memory as ps and top print it: KiB without a unit, else `1.2g`, `12m`, `0,9t`. NaN otherwise. */
export function memoryAt(bytes: Uint8Array, start: number, end: number): number {
  const last = bytes[end - 1];
  if (end > start && isDigit(last)) {
    const kib = integerAt(bytes, start, end);
    // top may print `125.1` when it was told to scale; the scale is then KiB as well.
    return Number.isNaN(kib) ? Math.round(decimalAt(bytes, start, end) * 1024) : kib * 1024;
  }
  const unit = UNIT_BYTES[String.fromCharCode(last ?? 0).toLowerCase()];
  return unit === undefined ? Number.NaN : Math.round(decimalAt(bytes, start, end - 1) * unit);
}

/** CPU time and the step it was printed in, in milliseconds; one object is used again and again. */
export interface CpuTime {
  ms: number;
  stepMs: number;
}

/**
 * Reads every form of TIME: `0:03`, `1:02:03`, `1-02:03:04`, `7:53.61`, top's `123:45.67` and, past its width, `123:45`, `51,12`
 * (hours, minutes), `26h`, `3d`, `2w`; busybox's `23h45` and `3d08`; plain seconds of `cputimes`. False when it is none.
 */
export function readCpuTime(bytes: Uint8Array, start: number, end: number, time: CpuTime): boolean {
  let at = start;
  let days = 0;
  let total = 0;
  let value = 0;
  let digits = 0;
  let colons = 0;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (isDigit(byte)) {
      value = value * 10 + byte - ZERO;
      digits += 1;
    } else if (byte === DASH && colons === 0 && days === 0 && digits > 0) {
      days = value;
      value = 0;
      digits = 0;
    } else if (byte === COLON && digits > 0) {
      total = (total + value) * 60;
      colons += 1;
      value = 0;
      digits = 0;
    } else break;
  }
  if (digits === 0) return false;
  time.ms = days * DAY_MS + (total + value) * SECOND_MS;
  time.stepMs = SECOND_MS;
  return at === end || readFraction(bytes, at, end, colons, value, time);
}

function readFraction(bytes: Uint8Array, at: number, end: number, colons: number, value: number, time: CpuTime): boolean {
  const mark = bytes[at] as number;
  const rest = integerAt(bytes, at + 1, end);
  if ((mark === POINT || mark === COMMA) && colons > 0) {
    time.stepMs = SECOND_MS / 10 ** (end - at - 1);
    time.ms += rest * time.stepMs;
    return !Number.isNaN(rest);
  }
  if (colons > 0) return false;
  const major = mark === 119 ? 7 * DAY_MS : mark === 100 ? DAY_MS : mark === 104 || mark === COMMA ? HOUR_MS : 0;
  if (major === 0) return false;
  const minor = mark === 100 ? HOUR_MS : MINUTE_MS;
  const hasMinor = at + 1 < end;
  time.ms = value * major + (hasMinor ? rest * minor : 0);
  time.stepMs = hasMinor ? minor : major;
  return !hasMinor || !Number.isNaN(rest);
}
