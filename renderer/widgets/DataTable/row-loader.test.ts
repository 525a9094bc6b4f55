import { describe, expect, it } from 'vitest';
import type { TableQuery, TableWindow } from '../../../shared/engine/table-query.ts';
import { RowLoader } from './row-loader.ts';
import type { TableSource } from './table-source.ts';

const ALL: TableQuery = { sort: [], filters: [], search: '' };

/** A source whose answers the test gives one by one. */
function heldSource(total: number): Pick<TableSource, 'window'> & { readonly asked: number[]; answer(matched?: number): Promise<void>; fail(): Promise<void> } {
  const waiting: { from: number; count: number; resolve: (window: TableWindow) => void; reject: (error: Error) => void }[] = [];
  const asked: number[] = [];
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 5; i += 1) await Promise.resolve();
  };
  return {
    asked,
    window: (_query, from, count) => {
      asked.push(from);
      return new Promise((resolve, reject) => waiting.push({ from, count, resolve, reject }));
    },
    answer: async (matched = total) => {
      const next = waiting.shift();
      const rows = Array.from({ length: Math.max(0, Math.min(next?.count ?? 0, matched - (next?.from ?? 0))) }, (_, i) => ({ row: (next?.from ?? 0) + i, cells: [], span: null, capture: 0 }));
      next?.resolve({ total, matched, from: next.from, rows });
      await settled();
    },
    fail: async () => {
      waiting.shift()?.reject(new Error('cut'));
      await settled();
    },
  };
}

describe('row loader', () => {
  it('[TABLE-LOAD] asks at most twice at once, and after a fast scroll only for the place reached', async () => {
    const source = heldSource(100_000);
    const loader = new RowLoader(source, ALL, 100_000);
    for (let row = 0; row < 50_000; row += 1000) loader.want(row, row + 40);
    expect(source.asked).toHaveLength(2);
    await source.answer();
    await source.answer();
    expect(source.asked).toEqual([0, 1000, 49_000, 48_800]);
    await source.answer();
    expect(loader.row(49_001)?.row).toBe(49_001);
  });

  it('[TABLE-LOAD] reads ahead of the screen, and says so only when a row on screen changes', async () => {
    const source = heldSource(1000);
    const loader = new RowLoader(source, ALL, 1000);
    loader.want(60, 140);
    expect(source.asked).toEqual([0, 200]);
    await source.answer();
    const [facts, revision] = [loader.snapshot(), loader.revision()];
    expect(revision).toBe(1);
    await source.answer();
    expect(loader.row(220)?.row).toBe(220);
    expect(loader.revision()).toBe(revision);
    expect(loader.snapshot()).toBe(facts);
    loader.want(180, 260);
    expect(source.asked).toEqual([0, 200]);
  });

  it('[TABLE-LOAD] shows the old rows until the new ones are here, and drops answers to old questions', async () => {
    const source = heldSource(1000);
    const loader = new RowLoader(source, ALL, 1000);
    loader.want(0, 40);
    await source.answer();
    loader.change(source, { ...ALL, search: 'a' });
    expect(loader.snapshot()).toMatchObject({ stale: true, matched: 1000 });
    expect(loader.row(3)?.row).toBe(3);
    loader.change(source, { ...ALL, search: 'ab' });
    await source.answer(500);
    expect(loader.snapshot()).toMatchObject({ stale: true, matched: 1000 });
    await source.answer(7);
    expect(loader.snapshot()).toMatchObject({ stale: false, matched: 7 });
    expect(loader.row(7)).toBeUndefined();
  });

  it('[TABLE-LOAD] stays where it was when the same table is refreshed, also when it became shorter', async () => {
    const source = heldSource(1000);
    const loader = new RowLoader(source, ALL, 1000);
    loader.want(800, 840);
    await source.answer();
    loader.change({ ...source }, ALL);
    expect(source.asked).toEqual([800, 600, 800]);
    await source.answer();
    await source.answer(100);
    expect(source.asked).toEqual([800, 600, 800, 0]);
    await source.answer(100);
    expect(loader.snapshot()).toMatchObject({ matched: 100, stale: false });
    expect(loader.row(99)?.row).toBe(99);
  });

  it('[TABLE-LOAD] stops at a failure and goes on when told to', async () => {
    const source = heldSource(1000);
    const loader = new RowLoader(source, ALL, 1000);
    loader.want(0, 40);
    await source.fail();
    expect(loader.snapshot().failure).toBeInstanceOf(Error);
    loader.want(400, 440);
    expect(source.asked).toHaveLength(1);
    loader.retry();
    await source.answer();
    expect(loader.snapshot().failure).toBeNull();
    expect(loader.row(400)?.row).toBe(400);
  });
});
