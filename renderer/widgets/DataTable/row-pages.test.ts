import { describe, expect, it } from 'vitest';
import { PAGE_ROWS, RowPages } from './row-pages.ts';

const page = (from: number): Parameters<RowPages['put']>[0] => ({
  total: 1e6,
  matched: 1e6,
  from,
  rows: Array.from({ length: PAGE_ROWS }, (_, i) => ({ row: from + i, cells: [from + i], span: null, capture: 0 })),
});

describe('row pages', () => {
  it('[TABLE-PAGES] gives back the rows it was given and asks for those it lacks, nearest first', () => {
    const pages = new RowPages();
    expect(pages.missing(150, 850)).toEqual([2, 1, 3, 0, 4]);
    pages.put(page(400));
    expect(pages.row(401)?.cells).toEqual([401]);
    expect(pages.row(399)).toBeUndefined();
    expect(pages.missing(390, 610)).toEqual([1, 3]);
  });

  it('[TABLE-PAGES] keeps a bounded number of pages, the used ones longest', () => {
    const pages = new RowPages();
    pages.put(page(0));
    for (let i = 1; i < 500; i += 1) {
      pages.missing(0, 10);
      pages.put(page(i * PAGE_ROWS));
    }
    expect(pages.row(5)).toBeDefined();
    expect(pages.row(PAGE_ROWS)).toBeUndefined();
    expect([...pages.loaded()].length).toBeLessThanOrEqual(60 * PAGE_ROWS);
  });
});
