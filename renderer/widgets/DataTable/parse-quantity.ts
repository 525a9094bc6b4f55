import type { Unit } from '../../../shared/base/units.ts';

const STEPS: Readonly<Partial<Record<Unit, Readonly<Record<string, number>>>>> = {
  bytes: { b: 1, k: 1024, kb: 1024, m: 1024 ** 2, mb: 1024 ** 2, g: 1024 ** 3, gb: 1024 ** 3, t: 1024 ** 4, tb: 1024 ** 4 },
  milliseconds: { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 },
  percent: { '%': 1 },
};

/** A number as a person types it, with the unit the column is shown in; null when it is not one (or empty). */
export function parseQuantity(text: string, unit: Unit): number | null {
  const match = /^([+-]?(?:\d[\d,_ ]*)?(?:\.\d+)?)\s*([a-z%]*)$/i.exec(text.trim().replace('\u2212', '-'));
  const digits = match?.[1]?.replace(/[,_ ]/g, '') ?? '';
  if (!/\d/.test(digits)) return null;
  const suffix = match?.[2]?.toLowerCase() ?? '';
  const steps = STEPS[unit] ?? {};
  if (suffix === '') return Number(digits);
  return Object.hasOwn(steps, suffix) ? Number(digits) * (steps[suffix] ?? 1) : null;
}
