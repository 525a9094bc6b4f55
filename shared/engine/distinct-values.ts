import type { Column } from '../base/column-table.ts';
import { compareNaturally } from './compare-naturally.ts';

export interface DistinctValue {
  readonly value: string | null;
  readonly count: number;
}

/** Distinct texts of a column with their counts, most frequent first; columns of numbers have none to choose from. */
export function distinctValues(column: Column, limit: number): readonly DistinctValue[] {
  if (column.type === 'number') return [];
  const counts = new Uint32Array(column.dictionary.length + 1);
  for (const code of column.codes) counts[code] = (counts[code] ?? 0) + 1;
  const used: number[] = [];
  for (let code = 0; code < counts.length; code++) if ((counts[code] ?? 0) > 0) used.push(code);
  const text = (code: number): string => column.dictionary[code - 1] ?? '';
  used.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || compareNaturally(text(a), text(b)));
  return used.slice(0, limit).map((code) => ({ value: code === 0 ? null : text(code), count: counts[code] ?? 0 }));
}
