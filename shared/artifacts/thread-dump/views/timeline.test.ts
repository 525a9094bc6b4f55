import { describe, expect, it } from 'vitest';
import type { ColumnTable } from '../../../base/column-table.ts';
import { isNonEmpty, type NonEmpty } from '../../../base/non-empty.ts';
import { createTranslator } from '../../../base/translate.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { followThreads } from '../threads/follow-threads.ts';
import { THREAD_DUMP } from '../kind.ts';
import type { ThreadDump } from '../model.ts';
import { fixtureBytes, loaded, readBytes, readText } from '../testing/read-dumps.ts';
import { TIMELINE } from './timeline-table.ts';

function series(...sources: readonly (string | Uint8Array)[]): NonEmpty<LoadedArtifact<ThreadDump>> {
  const artifacts = loaded(sources.flatMap((source) => (typeof source === 'string' ? readText(source) : readBytes(source))));
  if (!isNonEmpty(artifacts)) throw new Error('no dumps');
  return artifacts;
}

function cellOf(table: ColumnTable, column: string, row: number): string | number | null {
  const found = table.columns[column];
  if (found?.type === 'number') return Number.isNaN(found.values[row]) ? null : (found.values[row] ?? null);
  return found?.dictionary[(found.codes[row] ?? 0) - 1] ?? null;
}

function rowsOf(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>, ...columns: readonly string[]): readonly (readonly (string | number | null)[])[] {
  const table = TIMELINE.build(artifacts);
  return Array.from({ length: table.rowCount }, (_, row) => columns.map((column) => cellOf(table, column, row)));
}

const FOUR = series(fixtureBytes('temurin25--timeline-four-jcmd-e'));
const THREE: NonEmpty<LoadedArtifact<ThreadDump>> = [FOUR[0], FOUR[1]!, FOUR[2]!];

/** One thread of a JVM without Java ids. */
function old(name: string, nid: number, state: string, line = 1): string {
  return `"${name}" prio=10 tid=0x1 nid=0x${nid.toString(16)} runnable [0x1]\n   java.lang.Thread.State: ${state}\n\tat a.B.c(B.java:${line})\n\n`;
}

describe('threads followed through dumps', () => {
  it('[TD-40] follows a thread through its renaming by its Java id', () => {
    expect(rowsOf(THREE, 'name', 'states', 'renamedFrom', 'change')).toContainEqual(['order 4711', 'TTT', 'order', 'same']);
  });

  it('[TD-42] shows who ended and who came', () => {
    const rows = rowsOf(THREE, 'name', 'states', 'change');
    expect(rows).toContainEqual(['short-lived', 'T··', 'removed']);
    expect(rows).toContainEqual(['late', '·TT', 'added']);
    expect(rows).toContainEqual(['VM Thread', '---', 'same']);
  });

  it('[TD-42] counts CPU, allocation and how long a thread stood still', () => {
    const rows = new Map(rowsOf(THREE, 'name', 'streak', 'cpuDelta', 'cpuShare', 'allocatedDelta').map(([name, ...rest]) => [name, rest]));
    expect(rows.get('spinner')).toEqual([3, 2411.46, 95.3, 0]);
    expect(rows.get('allocator')?.[3]).toBe((801 - 330) * 1024 ** 2);
    expect(rows.get('stuck')?.[0]).toBe(3);
    expect(rows.get('Reference Handler')?.[0]).toBe(0);
    expect(rows.get('VM Thread')?.[0]).toBeNull();
  });

  it('[TD-41] lets no thread go on into another run of the JVM', () => {
    expect(followThreads(FOUR.map(({ parsed }) => parsed.model)).restarted).toEqual([false, false, false, true]);
    const spinners = rowsOf(FOUR, 'name', 'states', 'change').filter(([name]) => name === 'spinner');
    expect(spinners).toEqual([['spinner', 'RRR|·', 'removed'], ['spinner', '···|R', 'added']]);
    const findings = THREAD_DUMP.seriesAnalyzers.flatMap((analyze) => analyze(FOUR));
    const translate = createTranslator('en', [THREAD_DUMP.messages]);
    expect(findings.map(({ rule }) => rule)).toEqual(['jvm-restarted', 'busy-thread']);
    expect(translate(findings[0]!.title)).toBe('The JVM was restarted between dump 3 and dump 4.');
  });

  it('[TD-43] tells which thread kept a processor busy', () => {
    const findings = THREAD_DUMP.seriesAnalyzers.flatMap((analyze) => analyze(THREE)).filter(({ rule }) => rule === 'busy-thread');
    const translate = createTranslator('en', [THREAD_DUMP.messages]);
    expect(findings.map(({ title }) => translate(title))).toEqual([expect.stringMatching(/^`spinner` used 2\.4\d? s of CPU in 2\.5\d? s; it last stood at TimeLine\.lambda\$main\$0\(TimeLine\.java:17\)\.$/)]);
  });

  it('[TD-40] takes a thread of another name with the same nid for another thread where no age is printed', () => {
    const before = old('worker', 1, 'RUNNABLE') + old('stays', 2, 'BLOCKED (on object monitor)');
    const after = old('newcomer', 1, 'RUNNABLE') + old('stays', 2, 'RUNNABLE', 2);
    expect(rowsOf(series(before, after), 'name', 'states', 'change')).toEqual([['worker', 'R·', 'removed'], ['stays', 'BR', 'changed'], ['newcomer', '·R', 'added']]);
  });

  it('[TD-40] takes a younger thread with the same nid for another thread', () => {
    const aged = (name: string, elapsed: string) => `"${name}" os_prio=0 cpu=1.00ms elapsed=${elapsed}s tid=0x1 nid=0x9 runnable\n\n"main" #1 prio=5 os_prio=0 cpu=1.00ms elapsed=${Number(elapsed) + 100}s tid=0x1 nid=0x1 runnable\n\n`;
    expect(rowsOf(series(aged('GC Thread#1', '50.00'), aged('GC Thread#1', '90.00')), 'name', 'states')).toEqual([['GC Thread#1', '--'], ['main', '--']]);
    expect(rowsOf(series(aged('GC Thread#1', '50.00').replace('150s', '150s'), aged('GC Thread#1', '2.00').replace('102s', '152s')), 'name', 'states')).toEqual([['GC Thread#1', '-·'], ['main', '--'], ['GC Thread#1', '·-']]);
  });

  it('[TD-40] keeps two threads of one name and no ids apart', () => {
    const nameless = '"t" prio=1 tid=0x1 runnable\n\n"t" prio=1 tid=0x2 runnable\n\n';
    expect(rowsOf(series(nameless, nameless, nameless), 'name', 'states')).toEqual([['t', '---'], ['t', '---']]);
  });
});

describe('captures side by side', () => {
  it('[TD-44] puts what one JVM does otherwise on top', () => {
    const pod = (busy: number) => Array.from({ length: 10 }, (_, n) => old(`http-${n}`, n + 1, n < busy ? 'BLOCKED (on object monitor)' : 'RUNNABLE')).join('');
    const view = THREAD_DUMP.series.find(({ id }) => id === 'side-by-side')!;
    const artifacts = series(pod(1), pod(9), pod(1), pod(0));
    const table = view.build(artifacts);
    const rows = Array.from({ length: table.rowCount }, (_, row) => ['pattern', 'doing', 'deviation', 'odd', 'oddThreads', 'median', 'capture1', 'capture2', 'capture3', 'capture4'].map((column) => cellOf(table, column, row)));
    expect(rows.toSorted((a, b) => Number(b[2]) - Number(a[2]))).toEqual([['http-N', 'is-blocked', 8, 2, 9, 1, 1, 9, 1, 0], ['http-N', 'runs', 8, 2, 1, 9, 9, 1, 9, 10]]);
    expect(view.columns(20).some(({ id }) => id.startsWith('capture'))).toBe(false);
  });
});
