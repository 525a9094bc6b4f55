import type { ColumnTable } from '../../../base/column-table.ts';
import type { NonEmpty } from '../../../base/non-empty.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import type { ColumnSpec, SeriesView } from '../../table-view.ts';
import { threadName } from '../dump-reading.ts';
import type { ThreadDump } from '../model.ts';
import { namePattern } from '../threads/pool-pattern.ts';
import { numberColumn, seriesTable, textsColumn } from './table-builder.ts';
import { activityOf } from '../threads/thread-activity.ts';
import { column } from './threads-table.ts';

/** Captures with a column each; of more, only what stands out. */
const MOST_COLUMNS = 8;

/** The same pools doing the same things in several JVMs (pods, hosts): the capture that differs most stands on top. */
export const SIDE_BY_SIDE: SeriesView<ThreadDump> = {
  id: 'side-by-side',
  title: 'threadDump.series.sideBySide',
  everyCapture: true,
  sort: [{ column: 'deviation', descending: true }],
  columns: (captures) => [
    column('pattern', 'text', 220, { look: 'code', hint: 'threadDump.hint.pattern' }),
    column('doing', 'text', 180, { words: 'threadDump.activity' }),
    column('deviation', 'number', 110, { unit: 'count', hint: 'threadDump.hint.deviation' }),
    column('odd', 'number', 120, { unit: 'id', hint: 'threadDump.hint.odd' }),
    column('oddThreads', 'number', 100, { unit: 'count' }),
    column('median', 'number', 90, { unit: 'count' }),
    ...captureColumns(captures),
  ],
  build: buildSideBySide,
};

function captureColumns(captures: number): readonly ColumnSpec[] {
  return captures > MOST_COLUMNS ? [] : Array.from({ length: captures }, (_, index) => column(`capture${index + 1}`, 'number', 100, { unit: 'count' }));
}

interface Group {
  readonly pattern: string;
  readonly doing: string;
  /** Threads in each capture. */
  readonly counts: number[];
  /** Row in the last capture that has one. */
  index: number;
  row: number;
  dump: ThreadDump;
}

function buildSideBySide(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): ColumnTable {
  const groups = groupsOf(artifacts.map(({ parsed }) => parsed.model));
  const odd = groups.map(({ counts }) => oddOneOut(counts));
  return seriesTable({
    pattern: textsColumn(groups.map(({ pattern }) => pattern)),
    doing: textsColumn(groups.map(({ doing }) => doing)),
    deviation: numberColumn(odd.map(({ deviation }) => deviation)),
    odd: numberColumn(odd.map(({ deviation, at }) => (deviation === 0 ? null : at + 1))),
    oddThreads: numberColumn(groups.map(({ counts }, index) => (odd[index]?.deviation === 0 ? null : (counts[odd[index]?.at ?? 0] ?? 0)))),
    median: numberColumn(odd.map(({ median }) => median)),
    ...Object.fromEntries(captureColumns(artifacts.length).map(({ id }, index) => [id, numberColumn(groups.map(({ counts }) => counts[index] ?? 0))])),
  }, groups);
}

function groupsOf(dumps: readonly ThreadDump[]): readonly Group[] {
  const groups = new Map<string, Group>();
  dumps.forEach((dump, index) => {
    for (let row = 0; row < dump.threads.count; row++) {
      const pattern = namePattern(threadName(dump, row));
      const doing = activityOf(dump, row);
      const key = `${doing} ${pattern}`;
      let group = groups.get(key);
      if (group === undefined) {
        group = { pattern, doing, counts: dumps.map(() => 0), index, row, dump };
        groups.set(key, group);
      }
      group.counts[index] = (group.counts[index] ?? 0) + 1;
      group.index = index;
      group.row = row;
      group.dump = dump;
    }
  });
  return [...groups.values()];
}

/** The capture farthest from the median of all; of two captures the second is compared with the first. */
function oddOneOut(counts: readonly number[]): { readonly at: number; readonly deviation: number; readonly median: number } {
  const sorted = counts.toSorted((a, b) => a - b);
  const median = counts.length === 2 ? (counts[0] ?? 0) : (sorted[Math.floor((sorted.length - 1) / 2)] ?? 0);
  let at = 0;
  counts.forEach((count, index) => {
    if (Math.abs(count - median) > Math.abs((counts[at] ?? 0) - median)) at = index;
  });
  return { at, deviation: Math.abs((counts[at] ?? 0) - median), median };
}
