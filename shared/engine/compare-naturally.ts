/**
 * Order of texts in every table: case-insensitive for ASCII, runs of digits by value (`exec-2` before `exec-10`), otherwise by code unit.
 * Texts that differ only in case or in leading zeros are then ordered by code unit, so that no two different texts are equal.
 */
export function compareNaturally(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(j);
    if (isDigit(unitA) && isDigit(unitB)) {
      const endA = endOfDigits(a, i);
      const endB = endOfDigits(b, j);
      const difference = compareDigits(a, i, endA, b, j, endB);
      if (difference !== 0) return difference;
      i = endA;
      j = endB;
      continue;
    }
    if (unitA !== unitB) {
      const difference = folded(unitA) - folded(unitB);
      if (difference !== 0) return difference;
    }
    i += 1;
    j += 1;
  }
  const rest = a.length - i - (b.length - j);
  if (rest !== 0) return rest;
  return a < b ? -1 : Number(a > b);
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function folded(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function compareDigits(a: string, fromA: number, endA: number, b: string, fromB: number, endB: number): number {
  let i = fromA;
  let j = fromB;
  while (i < endA && a.charCodeAt(i) === 48) i += 1;
  while (j < endB && b.charCodeAt(j) === 48) j += 1;
  if (endA - i !== endB - j) return endA - i - (endB - j);
  for (; i < endA; i++, j++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference !== 0) return difference;
  }
  return 0;
}
