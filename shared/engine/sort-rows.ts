import type { SortKey } from '../artifacts/table-view.ts';
import type { Column, ColumnTable, NumberColumn, TextColumn } from '../base/column-table.ts';
import { radixOrder, type RadixKeys } from './radix-order.ts';
import { rankTexts } from './rank-texts.ts';

const NULL_KEY = 0xffffffff;

/** Remembers the order of a column's texts, which costs more than the sort itself. */
export class TextRanker {
  readonly #ranks = new WeakMap<TextColumn, Uint32Array>();

  ranks(column: TextColumn): Uint32Array {
    let ranks = this.#ranks.get(column);
    if (!ranks) {
      ranks = rankTexts(column.dictionary);
      this.#ranks.set(column, ranks);
    }
    return ranks;
  }
}

/** The rows in sorted order: stable, several keys, and rows without a value last whichever way a column is sorted. Unknown columns are passed over. */
export function sortRows(table: ColumnTable, sort: readonly SortKey[], ranker: TextRanker): Uint32Array {
  let order: Uint32Array = new Uint32Array(table.rowCount);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (const { column: id, descending } of sort.toReversed()) {
    const column = Object.hasOwn(table.columns, id) ? table.columns[id] : undefined;
    if (column) order = radixOrder(order, keysOf(column, descending, ranker));
  }
  return order;
}

function keysOf(column: Column, descending: boolean, ranker: TextRanker): RadixKeys {
  if (column.type === 'text') return textKeys(column, descending, ranker.ranks(column));
  return smallIntegerKeys(column, descending) ?? numberKeys(column, descending);
}

/** Counts, sizes and ids mostly span less than 32 bits: half the passes. null when they do not. */
function smallIntegerKeys({ values }: NumberColumn, descending: boolean): RadixKeys | null {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) continue;
    if (!Number.isInteger(value)) return null;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(max - min < NULL_KEY)) return null;
  const high = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    high[i] = value === value ? (descending ? max - value : value - min) : NULL_KEY;
  }
  return { high, low: null };
}

/** IEEE 754 bits, turned so that they sort as unsigned integers. */
function numberKeys({ values }: NumberColumn, descending: boolean): RadixKeys {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const lowFirst = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;
  const high = new Uint32Array(values.length);
  const low = new Uint32Array(values.length);
  const turn = descending ? 0xffffffff : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) {
      high[i] = NULL_KEY;
      low[i] = NULL_KEY;
      continue;
    }
    // 0 and -0 are one value.
    const highBits = value === 0 ? 0 : (bits[i * 2 + 1 - lowFirst] as number);
    const lowBits = bits[i * 2 + lowFirst] as number;
    const negative = highBits >>> 31 === 1;
    high[i] = (negative ? ~highBits : highBits ^ 0x80000000) ^ turn;
    low[i] = (negative ? ~lowBits : lowBits) ^ turn;
  }
  return { high, low };
}

function textKeys({ codes, dictionary }: TextColumn, descending: boolean, ranks: Uint32Array): RadixKeys {
  const high = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code === 0) high[i] = NULL_KEY;
    else high[i] = descending ? dictionary.length - (ranks[code] as number) : (ranks[code] as number);
  }
  return { high, low: null };
}
