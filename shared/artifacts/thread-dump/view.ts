import type { ColumnTable } from '../../base/column-table.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { ColumnSpec, SeriesView, TableView } from '../table-view.ts';
import { ApplicationFrames } from './threads/application-frame.ts';
import { cpuDelta, threadHistories } from './diff.ts';
import { countInQueue, framesOfStack, lockClass, lockId, lockWorld, ownerUnknownBecause, stateOf, text, threadName } from './dump-reading.ts';
import { QUEUE_ENTRY, QUEUE_PARKED, QUEUE_WAIT_SET, THREAD_STATES, type ThreadDump } from './model.ts';
import { unownedQueues } from './locks/owner-candidates.ts';
import { POOLS_TABLE } from './views/pools-table.ts';
import { SIDE_BY_SIDE } from './views/side-by-side-table.ts';
import { stackGroups } from './threads/stack-groups.ts';
import { numberColumn, seriesTable, table, textColumn, textsColumn } from './views/table-builder.ts';
import { column, THREADS_TABLE } from './views/threads-table.ts';
import { TIMELINE } from './views/timeline-table.ts';
import { UNPARSED_TABLE } from './views/unparsed-table.ts';

const MAX_STATE_COLUMNS = 6;

const LOCKS_TABLE: TableView<ThreadDump> = {
  id: 'locks',
  title: 'threadDump.table.locks',
  sort: [{ column: 'entryWaiters', descending: true }, { column: 'parked', descending: true }],
  columns: [
    column('className', 'text', 230, { look: 'code' }),
    column('owner', 'text', 140, { look: 'code' }),
    column('ownerUnknown', 'text', 240, { hint: 'threadDump.hint.ownerUnknown', words: 'threadDump.ownerUnknown' }),
    column('entryWaiters', 'number', 110, { unit: 'count', hint: 'threadDump.hint.entryWaiters' }),
    column('parked', 'number', 80, { unit: 'count' }),
    column('candidates', 'text', 180, { look: 'code', hint: 'threadDump.hint.candidates' }),
    column('waitSet', 'number', 80, { unit: 'count', hint: 'threadDump.hint.waitSet' }),
    column('world', 'text', 150, { words: 'threadDump.world' }),
    column('id', 'text', 170, { look: 'code' }),
    column('line', 'number', 70, { unit: 'line', hiddenAtFirst: true }),
  ],
  rowCount: ({ locks }) => locks.count,
  build: buildLocks,
};

function buildLocks(dump: ThreadDump): ColumnTable {
  const { locks } = dump;
  const all = Array.from({ length: locks.count }, (_, lock) => lock);
  const candidates = new Map(unownedQueues(dump).filter((queue) => queue.candidates.length > 0).map((queue) => [queue.lock, queue.candidates.map(({ thread }) => `${threadName(dump, thread)}?`).join(', ')]));
  return table(locks.count, {
    className: textsColumn(all.map((lock) => lockClass(dump, lock) || null)),
    id: textsColumn(all.map((lock) => lockId(dump, lock))),
    world: textsColumn(all.map((lock) => lockWorld(dump, lock))),
    owner: textsColumn(all.map((lock) => ((locks.owner[lock] ?? -1) < 0 ? null : threadName(dump, locks.owner[lock] ?? 0)))),
    ownerUnknown: textsColumn(all.map((lock) => ownerUnknownBecause(dump, lock) || null)),
    candidates: textsColumn(all.map((lock) => candidates.get(lock) ?? null)),
    entryWaiters: numberColumn(all.map((lock) => countInQueue(dump, lock, QUEUE_ENTRY))),
    parked: numberColumn(all.map((lock) => countInQueue(dump, lock, QUEUE_PARKED))),
    waitSet: numberColumn(all.map((lock) => countInQueue(dump, lock, QUEUE_WAIT_SET))),
    line: numberColumn(locks.line),
  }, locks.line, locks.line);
}

const STACKS_TABLE: TableView<ThreadDump> = {
  id: 'stacks',
  title: 'threadDump.table.stacks',
  sort: [{ column: 'threads', descending: true }],
  columns: [
    column('threads', 'number', 80, { unit: 'count' }),
    column('state', 'text', 130, { look: 'thread-state' }),
    column('applicationFrame', 'text', 320, { look: 'code', hint: 'threadDump.hint.applicationFrame' }),
    column('topFrame', 'text', 320, { look: 'code' }),
    column('frames', 'number', 70, { unit: 'count' }),
    column('names', 'text', 320, { look: 'code' }),
  ],
  rowCount: (dump) => stackGroups(dump, 1).length,
  build: buildStacks,
};

const NAMES_SHOWN = 5;

function buildStacks(dump: ThreadDump): ColumnTable {
  const groups = stackGroups(dump, 1);
  const frames = new ApplicationFrames(dump);
  const first = groups.map(({ threads }) => threads[0] ?? 0);
  const decode = (id: number): string => text(dump, id);
  return table(groups.length, {
    threads: numberColumn(groups.map(({ threads }) => threads.length)),
    state: textsColumn(groups.map(({ state }) => (state === 0 ? null : (THREAD_STATES[state] ?? null)))),
    applicationFrame: textColumn(first.map((row) => frames.top(row)), decode),
    topFrame: textColumn(groups.map(({ stack }) => framesOfStack(dump, stack)[0] ?? 0), decode),
    frames: numberColumn(groups.map(({ stack }) => framesOfStack(dump, stack).length)),
    names: textsColumn(groups.map(({ threads }) => threads.slice(0, NAMES_SHOWN).map((row) => threadName(dump, row)).join(', ') + (threads.length > NAMES_SHOWN ? ', …' : ''))),
  }, first.map((row) => dump.threads.firstLine[row] ?? 0), first.map((row) => dump.threads.lastLine[row] ?? 0));
}

const THREADS_DIFF: SeriesView<ThreadDump> = {
  id: 'threads-diff',
  title: 'threadDump.series.threads',
  sort: [{ column: 'change', descending: false }, { column: 'cpuDelta', descending: true }],
  columns: diffColumns,
  build: buildDiff,
};

function stateColumns(captures: number): readonly number[] {
  return captures <= MAX_STATE_COLUMNS ? Array.from({ length: captures }, (_, index) => index) : [0, captures - 1];
}

function diffColumns(captures: number): readonly ColumnSpec[] {
  const shown = stateColumns(captures);
  const states = shown.map((_, position): ColumnSpec => {
    const which = captures > MAX_STATE_COLUMNS && position > 0 ? 'Last' : String(position + 1);
    return { ...column(`state${position + 1}`, 'text', 120, { look: 'thread-state' }), header: `threadDump.column.state${which}` };
  });
  return [
    column('change', 'text', 90, { look: 'change' }),
    column('name', 'text', 220, { look: 'code', pinnedAtFirst: true }),
    ...states,
    column('cpuDelta', 'number', 100, { unit: 'milliseconds', look: 'delta' }),
    column('applicationFrame', 'text', 300, { look: 'code' }),
    column('topFrame', 'text', 300, { look: 'code' }),
    column('javaId', 'number', 70, { unit: 'id' }),
    column('nid', 'number', 80, { unit: 'id' }),
  ];
}

function buildDiff(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): ColumnTable {
  const dumps = artifacts.map(({ parsed }) => parsed.model);
  const histories = threadHistories(dumps);
  const frames = dumps.map((dump) => new ApplicationFrames(dump));
  /** Where each thread was last seen. */
  const seen = histories.map(({ rows }) => {
    const index = rows.findLastIndex((row) => row >= 0);
    return { index, row: rows[index] ?? 0, dump: dumps[index] ?? artifacts[0].parsed.model };
  });
  const stateAt = (capture: number) => textsColumn(histories.map(({ rows }) => stateOrNull(dumps[capture], rows[capture] ?? -1)));
  return seriesTable({
    change: textsColumn(histories.map(({ change }) => change)),
    name: textsColumn(seen.map(({ dump, row }) => threadName(dump, row))),
    ...Object.fromEntries(stateColumns(dumps.length).map((capture, position) => [`state${position + 1}`, stateAt(capture)])),
    cpuDelta: numberColumn(histories.map(({ rows }) => cpuDelta(dumps, rows))),
    applicationFrame: textsColumn(seen.map(({ dump, row, index }) => text(dump, frames[index]?.top(row)) || null)),
    topFrame: textsColumn(seen.map(({ dump, row }) => text(dump, framesOfStack(dump, dump.threads.stack[row] ?? 0)[0]) || null)),
    javaId: numberColumn(seen.map(({ dump, row }) => dump.threads.javaId[row] ?? null)),
    nid: numberColumn(seen.map(({ dump, row }) => dump.threads.nid[row] ?? null)),
  }, seen);
}

function stateOrNull(dump: ThreadDump | undefined, row: number): string | null {
  if (dump === undefined || row < 0) return null;
  const state = stateOf(dump, row);
  return state === 'none' ? null : state;
}

export const TABLES: readonly TableView<ThreadDump>[] = [THREADS_TABLE, LOCKS_TABLE, STACKS_TABLE, POOLS_TABLE, UNPARSED_TABLE];
export const SERIES: readonly SeriesView<ThreadDump>[] = [TIMELINE, THREADS_DIFF, SIDE_BY_SIDE];
