import type { Cell } from '../../shared/base/column-table.ts';
import type { ColumnSpec } from '../../shared/artifacts/table-view.ts';

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
