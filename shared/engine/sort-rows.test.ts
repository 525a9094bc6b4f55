import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SortKey } from '../artifacts/table-view.ts';
import type { ColumnTable } from '../base/column-table.ts';
import { textColumn } from '../base/text-column-builder.ts';
import { compareNaturally } from './compare-naturally.ts';
import { rankTexts } from './rank-texts.ts';
import { sortRows, TextRanker } from './sort-rows.ts';

type Row = { readonly n: number; readonly m: number; readonly t: string | null };

function tableOf(rows: readonly Row[]): ColumnTable {
  return {
    rowCount: rows.length,
    columns: { n: { type: 'number', values: Float64Array.from(rows, ({ n }) => n) }, m: { type: 'number', values: Float64Array.from(rows, ({ m }) => m) }, t: textColumn(rows.length, (row) => rows[row]?.t ?? null) },
    firstLine: new Uint32Array(rows.length),
    lastLine: new Uint32Array(rows.length),
  };
}

/** The rule itself, slowly. */
function sortedByRule(rows: readonly Row[], sort: readonly SortKey[]): readonly number[] {
  const compare = (a: Row, b: Row, { column, descending }: SortKey): number => {
    const [x, y] = [a[column as keyof Row], b[column as keyof Row]];
    const [isXNull, isYNull] = [x === null || Number.isNaN(x), y === null || Number.isNaN(y)];
    if (isXNull || isYNull) return Number(isXNull) - Number(isYNull);
    const difference = typeof x === 'string' ? compareNaturally(x, String(y)) : Number(x) - Number(y);
    return descending ? -difference : difference;
  };
  return rows.map((_, i) => i).toSorted((a, b) => sort.map((key) => compare(rows[a]!, rows[b]!, key)).find((difference) => difference !== 0 && !Number.isNaN(difference)) ?? 0);
}

const text = fc.oneof(fc.constantFrom('exec-2', 'exec-10', 'Exec-2', 'exec-02', 'exec', '한글-3', 'pool-1-thread-12', 'pool-1-thread-9', ''), fc.string({ unit: fc.constantFrom('a', 'A', 'b', '0', '1', '9', '-', '한', 'ÿ', '\0'), maxLength: 12 }));
const row = fc.record({ n: fc.oneof(fc.double(), fc.constantFrom(0, -0, Infinity, -Infinity, NaN)), m: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(NaN)), t: fc.option(text) });
const key = fc.record({ column: fc.constantFrom('n', 'm', 't'), descending: fc.boolean() });

describe('sorting rows', () => {
  it('[ENG-01] sorts by several keys, stable, with rows that say nothing last either way', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.uniqueArray(key, { selector: ({ column }) => column, maxLength: 3 }), (rows, sort) => {
        expect([...sortRows(tableOf(rows), sort, new TextRanker())]).toEqual(sortedByRule(rows, sort));
      }),
      { numRuns: 500 },
    );
  });

  it('[ENG-01] passes over columns that the table lacks', () => {
    expect([...sortRows(tableOf([{ n: 2, m: 0, t: 'x' }, { n: 1, m: 0, t: 'y' }]), [{ column: '__proto__', descending: false }, { column: 'gone', descending: true }], new TextRanker())]).toEqual([0, 1]);
  });

  it('[ENG-02] orders numbers inside texts by value and letters without case', () => {
    expect(['exec-10', 'exec-2', 'Exec-1', 'exec', 'b', 'a'].toSorted(compareNaturally)).toEqual(['a', 'b', 'exec', 'Exec-1', 'exec-2', 'exec-10']);
  });

  it('[ENG-02] ranks every set of texts as the comparison orders them', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), fc.constantFrom('', 'http-nio-8080-exec-', 'x12'), (texts, prefix) => {
        const dictionary = texts.map((entry) => prefix + entry);
        const ranks = rankTexts(dictionary);
        for (let i = 1; i < dictionary.length; i++) {
          expect(Math.sign(ranks[i]! - ranks[i + 1]!)).toBe(Math.sign(compareNaturally(dictionary[i - 1]!, dictionary[i]!)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
