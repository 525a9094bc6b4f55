import type { ColumnTable } from '../../../base/column-table.ts';
import type { NonEmpty } from '../../../base/non-empty.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import type { SeriesView } from '../../table-view.ts';
import { ApplicationFrames } from '../threads/application-frame.ts';
import { changeOf, cpuDelta } from '../diff.ts';
import { text, threadName } from '../dump-reading.ts';
import { followThreads } from '../threads/follow-threads.ts';
import type { ThreadDump } from '../model.ts';
import { stackSignature } from '../threads/stack-signature.ts';
import { numberColumn, seriesTable, textsColumn } from './table-builder.ts';
import { activityOf, isIdle } from '../threads/thread-activity.ts';
import { column } from './threads-table.ts';

/** Letters by state code; a middle dot where the thread is not there. */
const LETTERS = ['-', 'N', 'R', 'B', 'W', 'T', 'X'] as const;
const ABSENT = '·';
const RESTART = '|';

/** px of a letter of a strip, and of the cell's edges. */
const LETTER = 8.5;
const CELL_EDGES = 20;

/** All states in sight, as far as some place is left for the rest. */
function stripWidth(captures: number): number {
  return Math.round(Math.min(420, Math.max(110, captures * LETTER + CELL_EDGES)));
}

export const TIMELINE: SeriesView<ThreadDump> = {
  id: 'timeline',
  title: 'threadDump.series.timeline',
  everyCapture: true,
  sort: [{ column: 'streak', descending: true }, { column: 'cpuDelta', descending: true }],
  columns: (captures) => [
    column('name', 'text', 200, { look: 'code', pinnedAtFirst: true }),
    column('states', 'text', stripWidth(captures), { look: 'state-strip', hint: 'threadDump.hint.states' }),
    column('change', 'text', 90, { words: 'threadDump.change' }),
    column('streak', 'number', 110, { unit: 'count', hint: 'threadDump.hint.streak' }),
    column('cpuDelta', 'number', 100, { unit: 'milliseconds', look: 'delta' }),
    column('cpuShare', 'number', 100, { unit: 'percent', hint: 'threadDump.hint.cpuShare' }),
    column('allocatedDelta', 'number', 100, { unit: 'bytes', look: 'delta', hint: 'threadDump.hint.allocatedDelta' }),
    column('doing', 'text', 170, { words: 'threadDump.activity' }),
    column('applicationFrame', 'text', 300, { look: 'code' }),
    column('renamedFrom', 'text', 160, { look: 'code', hint: 'threadDump.hint.renamedFrom' }),
    column('javaId', 'number', 70, { unit: 'id' }),
    column('nid', 'number', 80, { unit: 'id' }),
  ],
  build: buildTimeline,
};

function buildTimeline(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): ColumnTable {
  const dumps = artifacts.map(({ parsed }) => parsed.model);
  const { tracks, restarted } = followThreads(dumps);
  const frames = dumps.map((dump) => new ApplicationFrames(dump));
  const last = tracks.map(({ rows }) => {
    const index = rows.findLastIndex((row) => row >= 0);
    return { index, row: rows[index] ?? 0, dump: dumps[index] ?? artifacts[0].parsed.model };
  });
  return seriesTable({
    name: textsColumn(last.map(({ dump, row }) => threadName(dump, row))),
    states: textsColumn(tracks.map(({ rows }) => stripOf(dumps, rows, restarted))),
    change: textsColumn(tracks.map(({ rows }) => changeOf(dumps, rows))),
    streak: numberColumn(tracks.map(({ rows }) => longestStreak(dumps, rows))),
    cpuDelta: numberColumn(tracks.map(({ rows }) => cpuDelta(dumps, rows))),
    cpuShare: numberColumn(tracks.map(({ rows }) => cpuShare(dumps, rows))),
    allocatedDelta: numberColumn(tracks.map(({ rows }) => allocatedDelta(dumps, rows))),
    doing: textsColumn(last.map(({ dump, row }) => activityOf(dump, row))),
    applicationFrame: textsColumn(last.map(({ dump, row, index }) => text(dump, frames[index]?.top(row)) || null)),
    renamedFrom: textsColumn(tracks.map(({ rows }, at) => renamedFrom(dumps, rows, last[at]?.row ?? 0))),
    javaId: numberColumn(last.map(({ dump, row }) => dump.threads.javaId[row] ?? null)),
    nid: numberColumn(last.map(({ dump, row }) => dump.threads.nid[row] ?? null)),
  }, last);
}

/** One letter a dump, `|` before a dump of another run of the JVM. */
function stripOf(dumps: readonly ThreadDump[], rows: readonly number[], restarted: readonly boolean[]): string {
  return rows.map((row, index) => (restarted[index] === true ? RESTART : '') + (row < 0 ? ABSENT : (LETTERS[dumps[index]?.threads.state[row] ?? 0] ?? '-'))).join('');
}

/** Most dumps in a row on one stack in one state; null for threads without a stack, 0 where it only ever waits for work. */
function longestStreak(dumps: readonly ThreadDump[], rows: readonly number[]): number | null {
  let longest: number | null = null;
  let run = 0;
  let before: { readonly dump: ThreadDump; readonly stack: number; readonly state: number } | null = null;
  for (const [index, row] of rows.entries()) {
    const dump = dumps[index];
    const stack = row < 0 ? 0 : (dump?.threads.stack[row] ?? 0);
    if (dump === undefined || stack === 0 || isIdle(dump, row)) {
      if (stack !== 0) longest ??= 0;
      run = 0;
      before = null;
      continue;
    }
    const state = dump.threads.state[row] ?? 0;
    run = before !== null && before.state === state && isSameStack(before.dump, before.stack, dump, stack) ? run + 1 : 1;
    before = { dump, stack, state };
    longest = Math.max(longest ?? 0, run);
  }
  return longest;
}

/** Dumps of one capture share their stacks; those of two are compared by signature. */
function isSameStack(before: ThreadDump, earlier: number, after: ThreadDump, stack: number): boolean {
  return before.symbols === after.symbols ? earlier === stack : stackSignature(before.symbols, earlier) === stackSignature(after.symbols, stack);
}

/** CPU time as a share of the time between the first and the last dump, by the thread's own age. */
function cpuShare(dumps: readonly ThreadDump[], rows: readonly number[]): number | null {
  const used = cpuDelta(dumps, rows);
  const wall = ageDelta(dumps, rows);
  return used === null || wall === null || wall <= 0 ? null : Math.round((used / wall) * 1000) / 10;
}

/** Milliseconds between the first and the last dump that show the thread; null where ages are not printed. */
export function ageDelta(dumps: readonly ThreadDump[], rows: readonly number[]): number | null {
  return deltaOf(rows, (index, row) => dumps[index]?.threads.elapsedMs[row] ?? Number.NaN);
}

function deltaOf(rows: readonly number[], valueAt: (index: number, row: number) => number): number | null {
  const first = rows.findIndex((row) => row >= 0);
  const last = rows.findLastIndex((row) => row >= 0);
  const delta = first === last ? Number.NaN : valueAt(last, rows[last] ?? 0) - valueAt(first, rows[first] ?? 0);
  return Number.isNaN(delta) ? null : delta;
}

const ALLOCATED = /(?:^|\s)allocated=([\d.,]+)([BKMGT]?)/;
const UNITS = 'BKMGT';

/** Heap bytes allocated in between, as `Thread.print -e` prints them (rounded: steps may show as 0). */
function allocatedDelta(dumps: readonly ThreadDump[], rows: readonly number[]): number | null {
  return deltaOf(rows, (index, row) => {
    const dump = dumps[index];
    const found = dump === undefined ? null : ALLOCATED.exec(text(dump, dump.threads.extra[row]));
    if (found === null) return Number.NaN;
    return Math.round(Number((found[1] ?? '').replace(',', '.')) * 1024 ** Math.max(0, UNITS.indexOf(found[2] || 'B')));
  });
}

function renamedFrom(dumps: readonly ThreadDump[], rows: readonly number[], lastRow: number): string | null {
  const first = rows.findIndex((row) => row >= 0);
  const last = rows.findLastIndex((row) => row >= 0);
  const [before, after] = [dumps[first], dumps[last]];
  if (before === undefined || after === undefined) return null;
  const name = threadName(before, rows[first] ?? 0);
  return name === threadName(after, lastRow) ? null : name;
}
