import type { ColumnTable } from '../../../base/column-table.ts';
import type { ColumnSpec, TableView } from '../../table-view.ts';
import { ApplicationFrames } from '../threads/application-frame.ts';
import { frameCount, framesOf, isVirtual, lockClass, lockIdBesideClass, lockWaitedFor, stateOf, text, threadName } from '../dump-reading.ts';
import { fieldCells, fieldColumns } from '../dialects/header-fields.ts';
import { FLAG_DAEMON, type ThreadDump } from '../model.ts';
import { numberColumn, table, textColumn, textsColumn } from './table-builder.ts';
import { activityOf } from '../threads/thread-activity.ts';

export function column(id: string, type: ColumnSpec['type'], width: number, more: Partial<ColumnSpec> = {}): ColumnSpec {
  return { id, header: `threadDump.column.${id}`, type, unit: 'none', look: 'plain', width, ...more };
}

export const THREADS_TABLE: TableView<ThreadDump> = {
  id: 'threads',
  title: 'threadDump.table.threads',
  sort: [],
  columns: [
    column('name', 'text', 240, { look: 'code', pinnedAtFirst: true }),
    column('state', 'text', 146, { look: 'thread-state' }),
    column('doing', 'text', 170, { words: 'threadDump.activity', hint: 'threadDump.hint.doing' }),
    column('applicationFrame', 'text', 300, { look: 'code', hint: 'threadDump.hint.applicationFrame' }),
    column('topFrame', 'text', 300, { look: 'code' }),
    column('waitsFor', 'text', 220, { look: 'code' }),
    column('owner', 'text', 160, { look: 'code', hint: 'threadDump.hint.owner' }),
    column('cpuMs', 'number', 90, { unit: 'milliseconds' }),
    column('elapsedMs', 'number', 90, { unit: 'milliseconds', hiddenAtFirst: true }),
    column('javaId', 'number', 70, { unit: 'id' }),
    column('nid', 'number', 80, { unit: 'id', hint: 'threadDump.hint.nid' }),
    column('frames', 'number', 70, { unit: 'count', hiddenAtFirst: true }),
    column('headerState', 'text', 170, { hiddenAtFirst: true }),
    column('thread', 'text', 80, { hiddenAtFirst: true, hint: 'threadDump.hint.thread' }),
    column('priority', 'number', 60, { hiddenAtFirst: true }),
    column('activity', 'text', 160, { hiddenAtFirst: true }),
    column('extra', 'text', 160, { hiddenAtFirst: true }),
    column('line', 'number', 70, { unit: 'line', hiddenAtFirst: true }),
  ],
  moreColumns: fieldColumns,
  rowCount: ({ threads }) => threads.count,
  build: buildThreads,
};

function buildThreads(dump: ThreadDump): ColumnTable {
  const { threads } = dump;
  const { count } = threads;
  const rows = Array.from({ length: count }, (_, row) => row);
  const decode = (id: number): string => text(dump, id);
  const waits = lockWaitedFor(dump);
  const frames = new ApplicationFrames(dump);
  const named = (row: number): string | null => (threads.name[row] === 0 ? threadName(dump, row) : null);
  const names = rows.some((row) => named(row) !== null) ? textsColumn(rows.map((row) => threadName(dump, row))) : textColumn(threads.name, decode);
  return table(count, {
    name: names,
    state: textsColumn(rows.map((row) => (stateOf(dump, row) === 'none' ? null : stateOf(dump, row)))),
    doing: textsColumn(rows.map((row) => activityOf(dump, row))),
    applicationFrame: textColumn(rows.map((row) => frames.top(row)), decode),
    topFrame: textColumn(rows.map((row) => framesOf(dump, row)[0] ?? 0), decode),
    waitsFor: textsColumn(rows.map((row) => waitText(dump, waits[row] ?? -1))),
    owner: textsColumn(rows.map((row) => ownerText(dump, waits[row] ?? -1))),
    cpuMs: numberColumn(threads.cpuMs),
    elapsedMs: numberColumn(threads.elapsedMs),
    javaId: numberColumn(threads.javaId),
    nid: numberColumn(threads.nid),
    frames: numberColumn(rows.map((row) => frameCount(dump, row))),
    headerState: textColumn(threads.headerState, decode),
    thread: textsColumn(rows.map((row) => sortOf(dump, row))),
    priority: numberColumn(threads.priority),
    activity: textColumn(threads.activity, decode),
    extra: textColumn(threads.extra, decode),
    line: numberColumn(threads.firstLine),
    ...fieldCells(dump),
  }, threads.firstLine, threads.lastLine);
}

function waitText(dump: ThreadDump, lock: number): string | null {
  return lock < 0 ? null : lockLabel(dump, lock);
}

/** `java.lang.Object 0x…`; a class-init wait shows the class only. */
export function lockLabel(dump: ThreadDump, lock: number): string {
  const className = lockClass(dump, lock);
  const id = lockIdBesideClass(dump, lock);
  return className === '' || className === id ? id : `${className} ${id}`;
}

function ownerText(dump: ThreadDump, lock: number): string | null {
  const owner = lock < 0 ? -1 : (dump.locks.owner[lock] ?? -1);
  return owner < 0 ? null : threadName(dump, owner);
}

/** `virtual`, `daemon` or, for the JVM's own threads, `vm`. */
function sortOf(dump: ThreadDump, row: number): string {
  if (isVirtual(dump, row)) return 'virtual';
  if (((dump.threads.flags[row] ?? 0) & FLAG_DAEMON) !== 0) return 'daemon';
  return stateOf(dump, row) === 'none' && frameCount(dump, row) === 0 ? 'vm' : 'user';
}
