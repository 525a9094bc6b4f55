import type { TableSource } from '../../../renderer/widgets/DataTable/table-source.ts';
import { cellsOf, COLUMNS } from '../rows.ts';

/** Rows of a table too tall to be held: windows of it, in the order as built. Answers after a delay, as another process would. */
export function endlessSource(total: number, delayMs: number): TableSource {
  const later = <Value>(value: Value): Promise<Value> => new Promise((resolve) => setTimeout(() => resolve(value), delayMs));
  const refuse = (): Promise<never> => Promise.reject(new Error('an endless table only shows windows of rows'));
  const source: TableSource = {
    key: `endless-${total}`,
    shape: () => later({ title: 'gallery.title', columns: COLUMNS, sort: [], rowCount: total }),
    window: (_, from, count) => {
      const length = Math.max(0, Math.min(count, total - from));
      return later({ total, matched: total, from, rows: Array.from({ length }, (_, i) => ({ row: from + i, cells: cellsOf(from + i), span: { first: (from + i) * 10 + 1, last: (from + i) * 10 + 9 }, capture: 0 })) });
    },
    distinct: refuse,
    totals: refuse,
    find: refuse,
    place: refuse,
    text: refuse,
    grouped: () => source,
  };
  return source;
}
