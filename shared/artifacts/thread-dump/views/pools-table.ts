import type { ColumnTable } from '../../../base/column-table.ts';
import type { TableView } from '../../table-view.ts';
import type { Activity } from '../threads/activity-rules.ts';
import { ApplicationFrames } from '../threads/application-frame.ts';
import { isVirtual, text, threadName } from '../dump-reading.ts';
import { STATE_BLOCKED, STATE_RUNNABLE, type ThreadDump } from '../model.ts';
import { poolPatterns } from '../threads/pool-pattern.ts';
import { numberColumn, table, textsColumn } from './table-builder.ts';
import { activityOf, isIdle } from '../threads/thread-activity.ts';
import { column } from './threads-table.ts';

/** Threads whose names differ in a number only. */
export interface ThreadPool {
  readonly pattern: string;
  /** Thread rows in the order printed. */
  readonly threads: readonly number[];
}

/** Virtual threads are rarely named: those without a name are one group. */
const UNNAMED_VIRTUAL = '(virtual)';

/** Asked for by views, series and joins. */
const knownPools = new WeakMap<ThreadDump, readonly ThreadPool[]>();

export function threadPools(dump: ThreadDump): readonly ThreadPool[] {
  const known = knownPools.get(dump) ?? findPools(dump);
  knownPools.set(dump, known);
  return known;
}

function findPools(dump: ThreadDump): readonly ThreadPool[] {
  const rows = Array.from({ length: dump.threads.count }, (_, row) => row);
  const patterns = poolPatterns(rows.map((row) => (dump.threads.name[row] === 0 && isVirtual(dump, row) ? UNNAMED_VIRTUAL : threadName(dump, row))));
  const pools = new Map<string, number[]>();
  patterns.forEach((pattern, row) => {
    const pool = pools.get(pattern);
    if (pool === undefined) pools.set(pattern, [row]);
    else pool.push(row);
  });
  return [...pools].map(([pattern, threads]) => ({ pattern, threads }));
}

export const POOLS_TABLE: TableView<ThreadDump> = {
  id: 'pools',
  title: 'threadDump.table.pools',
  sort: [{ column: 'threads', descending: true }],
  columns: [
    column('pattern', 'text', 220, { look: 'code', hint: 'threadDump.hint.pattern' }),
    column('threads', 'number', 90, { unit: 'count' }),
    column('doing', 'text', 190, { words: 'threadDump.activity', hint: 'threadDump.hint.poolDoing' }),
    column('doingThreads', 'number', 100, { unit: 'count', hint: 'threadDump.hint.doingThreads' }),
    column('idle', 'number', 80, { unit: 'count', hint: 'threadDump.hint.idle' }),
    column('runnable', 'number', 100, { unit: 'count' }),
    column('blocked', 'number', 90, { unit: 'count' }),
    column('waiting', 'number', 90, { unit: 'count', hint: 'threadDump.hint.waiting' }),
    column('applicationFrame', 'text', 300, { look: 'code', hint: 'threadDump.hint.poolFrame' }),
    column('cpuMs', 'number', 90, { unit: 'milliseconds' }),
  ],
  rowCount: (dump) => threadPools(dump).length,
  build: buildPools,
};

function buildPools(dump: ThreadDump): ColumnTable {
  const pools = threadPools(dump);
  const frames = new ApplicationFrames(dump);
  const inState = (pool: ThreadPool, isIt: (state: number) => boolean): number => pool.threads.reduce((sum, row) => sum + (isIt(dump.threads.state[row] ?? 0) ? 1 : 0), 0);
  const doing = pools.map(({ threads }) => mostOf<Activity>(threads.map((row) => activityOf(dump, row)), (activity) => activity !== 'idle'));
  const firstRows = pools.map(({ threads }) => threads[0] ?? 0);
  return table(pools.length, {
    pattern: textsColumn(pools.map(({ pattern }) => pattern)),
    threads: numberColumn(pools.map(({ threads }) => threads.length)),
    idle: numberColumn(pools.map(({ threads }) => threads.reduce((sum, row) => sum + (isIdle(dump, row) ? 1 : 0), 0))),
    runnable: numberColumn(pools.map((pool) => inState(pool, (state) => state === STATE_RUNNABLE))),
    blocked: numberColumn(pools.map((pool) => inState(pool, (state) => state === STATE_BLOCKED))),
    waiting: numberColumn(pools.map((pool) => inState(pool, (state) => state > STATE_BLOCKED))),
    doing: textsColumn(doing.map((most) => most?.value ?? null)),
    doingThreads: numberColumn(doing.map((most) => most?.count ?? null)),
    applicationFrame: textsColumn(pools.map(({ threads }) => text(dump, mostOf(threads.map((row) => frames.top(row)), (frame) => frame !== 0)?.value) || null)),
    cpuMs: numberColumn(pools.map(({ threads }) => sumOfKnown(threads.map((row) => dump.threads.cpuMs[row] ?? Number.NaN)))),
  }, firstRows.map((row) => dump.threads.firstLine[row] ?? 0), firstRows.map((row) => dump.threads.lastLine[row] ?? 0));
}

/** The most frequent value, preferring those that say more; null of nothing. */
function mostOf<Value>(values: readonly Value[], saysMore: (value: Value) => boolean): { readonly value: Value; readonly count: number } | null {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => Number(saysMore(b[0])) - Number(saysMore(a[0])) || b[1] - a[1]);
  const [most] = ranked;
  return most === undefined ? null : { value: most[0], count: most[1] };
}

function sumOfKnown(values: readonly number[]): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
