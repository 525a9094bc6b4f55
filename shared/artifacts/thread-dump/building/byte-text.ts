/** Questions about bytes of one line. Words are ASCII byte arrays made once by `ascii`. */

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function startsWith(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  if (to - from < word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word[i]) return false;
  return true;
}

export function contains(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  for (let at = from; at + word.length <= to; at++) if (bytes[at] === word[0] && startsWith(bytes, at, to, word)) return true;
  return false;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** Position of `byte` in `from..to`, or `to`. */
export function find(bytes: Uint8Array, from: number, to: number, byte: number): number {
  let at = from;
  while (at < to && bytes[at] !== byte) at += 1;
  return at;
}

/** Position of the next line feed in `from..to`; there is one. Looks at four bytes at a time. */
export function findLineFeed(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = view.getInt32(at, true) ^ 0x0a0a0a0a;
    if (((word - 0x01010101) & ~word & 0x80808080) !== 0) break;
  }
  while (at < to - 1 && bytes[at] !== 10) at += 1;
  return at;
}

export function skipSpaces(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] === 32 || bytes[at] === 9)) at += 1;
  return at;
}

/** A whole number in `from..to`; NaN when there is none or something else stands there. */
export function parseInteger(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const negative = bytes[at] === 45;
  if (negative) at += 1;
  if (at >= to) return Number.NaN;
  let value = 0;
  for (; at < to; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return negative ? -value : value;
}

/** The number that `from..to` starts with, point or comma before the fraction; the last of them counts, earlier ones group digits. */
export function parseDecimal(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  let digits = 0;
  let scale = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === 44 || byte === 46) {
      scale = 1;
      continue;
    }
    if (byte < 48 || byte > 57) break;
    value = value * 10 + byte - 48;
    scale *= 10;
    digits += 1;
  }
  if (digits === 0) return Number.NaN;
  return scale > 1 ? value / scale : value;
}

/** An OS thread id, `0x1a2b` or decimal. Sign-extended 64-bit prints are cut to their low 32 bits. */
export function parseNativeId(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== 48 || bytes[from + 1] !== 120) return parseInteger(bytes, from, to);
  let value = 0;
  if (to === from + 2) return Number.NaN;
  for (let at = from + 2; at < to; at++) {
    const digit = hexDigit(bytes[at] as number);
    if (digit < 0) return Number.NaN;
    value = value * 16 + digit;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : lowWord(bytes, to);
}

function lowWord(bytes: Uint8Array, to: number): number {
  let value = 0;
  for (let at = to - 8; at < to; at++) value = value * 16 + hexDigit(bytes[at] as number);
  return value;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
