import { assertNever } from '../../shared/base/assert-never.ts';
import type { Cell } from '../../shared/base/column-table.ts';
import type { ColumnSpec } from '../../shared/artifacts/table-view.ts';
import type { ColumnFilter, TableQuery, TableShape, TableWindow } from '../../shared/engine/table-query.ts';

const STATES = ['RUNNABLE', 'BLOCKED', 'WAITING', 'TIMED_WAITING', null] as const;
const CHANGES = ['changed', 'added', 'removed', 'unchanged'] as const;
const FRAMES = ['java.net.SocketInputStream.socketRead0', 'com.acme.shop.InventoryLedger.reserve', 'jdk.internal.misc.Unsafe.park', 'java.lang.Object.wait'] as const;

export const COLUMNS: readonly ColumnSpec[] = [
  { id: 'name', header: 'gallery.name', type: 'text', unit: 'none', look: 'code', width: 190 },
  { id: 'state', header: 'gallery.state', type: 'text', unit: 'none', look: 'thread-state', width: 130 },
  { id: 'nid', header: 'gallery.nid', hint: 'gallery.nid.hint', type: 'number', unit: 'id', look: 'plain', width: 70 },
  { id: 'cpu', header: 'gallery.cpu', type: 'number', unit: 'milliseconds', look: 'plain', width: 90 },
  { id: 'bytes', header: 'gallery.bytes', type: 'number', unit: 'bytes', look: 'plain', width: 90 },
  { id: 'delta', header: 'gallery.delta', type: 'number', unit: 'bytes', look: 'delta', width: 90 },
  { id: 'change', header: 'gallery.change', type: 'text', unit: 'none', look: 'change', width: 90 },
  { id: 'locks', header: 'gallery.locks', type: 'number', unit: 'count', look: 'plain', width: 70 },
  { id: 'frame', header: 'gallery.frame', type: 'text', unit: 'none', look: 'code', width: 330 },
  { id: 'hidden', header: 'gallery.hidden', type: 'text', unit: 'none', look: 'plain', width: 100, hiddenAtFirst: true },
];

/** Row i of a table that is never stored: hashes make values that look like a busy server's. */
export function cellsOf(row: number): readonly Cell[] {
  const hash = Math.imul(row + 1, 2_654_435_761) >>> 0;
  const state = STATES[hash % STATES.length] ?? null;
  const name = row === 7 ? '<img src=x onerror=alert(1)> \u202egnp.exe\u001b[31m' : `http-nio-8080-exec-${row}`;
  const frame = `${FRAMES[(hash >>> 4) % FRAMES.length]}(${(hash >>> 8) % 900})`;
  return [name, state, 4000 + row, (hash >>> 5) % 7 === 0 ? 0 : (hash % 900_000) / 3, hash % 3 === 0 ? null : hash % 90_000_000, (hash % 20_000) - 10_000, CHANGES[hash % CHANGES.length] ?? null, hash % 5 === 0 ? hash % 9 : 0, frame, null];
}

function passes(cells: readonly Cell[], filter: ColumnFilter): boolean {
  const value = cells[COLUMNS.findIndex((column) => column.id === filter.column)] ?? null;
  switch (filter.op) {
    case 'contains':
      return typeof value === 'string' && value.toLowerCase().includes(filter.text.toLowerCase());
    case 'regex':
      return new RegExp(filter.pattern, 'i').test(String(value ?? ''));
    case 'in':
      return filter.values.includes(value);
    case 'not-in':
      return !filter.values.includes(value);
    case 'range':
      return typeof value === 'number' && (filter.min === null || value >= filter.min) && (filter.max === null || value <= filter.max);
    default:
      return assertNever(filter);
  }
}

function pick(total: number, { filters, search, sort }: TableQuery): readonly number[] | null {
  if (filters.length === 0 && search === '' && sort.length === 0) return null;
  const picked: number[] = [];
  for (let row = 0; row < total; row += 1) {
    const cells = cellsOf(row);
    if (filters.every((filter) => passes(cells, filter)) && (search === '' || cells.some((cell) => typeof cell === 'string' && cell.includes(search)))) picked.push(row);
  }
  const first = sort[0];
  if (first === undefined) return picked;
  const at = COLUMNS.findIndex((column) => column.id === first.column);
  const keys = new Map(picked.map((row) => [row, cellsOf(row)[at] ?? null]));
  const compare = (a: Cell, b: Cell): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1);
  return picked.sort((a, b) => compare(keys.get(a) ?? null, keys.get(b) ?? null) * (first.descending ? -1 : 1) || a - b);
}

/** Stands for the engine: answers after a delay, as another process would. */
export function generatedSource(total: number, delayMs: number, sortAtFirst: TableShape['sort']) {
  let picked: { readonly query: TableQuery; readonly rows: readonly number[] | null } | null = null;
  const later = <Value>(value: Value): Promise<Value> => new Promise((resolve) => setTimeout(() => resolve(value), delayMs));
  return {
    key: `generated-${total}`,
    shape: (): Promise<TableShape> => later({ title: 'gallery.title', columns: COLUMNS, sort: sortAtFirst, rowCount: total }),
    window: (query: TableQuery, from: number, count: number): Promise<TableWindow> => {
      if (picked?.query !== query) picked = { query, rows: pick(total, query) };
      const { rows } = picked;
      const matched = rows?.length ?? total;
      const length = Math.max(0, Math.min(count, matched - from));
      const answer = Array.from({ length }, (_, i) => {
        const row = rows?.[from + i] ?? from + i;
        return { row, cells: cellsOf(row), span: { first: row * 10 + 1, last: row * 10 + 9 } };
      });
      return later({ total, matched, from, rows: answer });
    },
    distinct: (column: string, limit: number) => {
      const at = COLUMNS.findIndex((spec) => spec.id === column);
      const counts = new Map<string | null, number>();
      for (let row = 0; row < Math.min(total, 20_000); row += 1) {
        const value = cellsOf(row)[at] ?? null;
        if (typeof value !== 'number') counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return later([...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count).slice(0, limit));
    },
  };
}
