import { describe, expect, it } from 'vitest';
import type { ArtifactId } from '../../base/ids.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import { diffTables } from './diff.ts';
import { elapsedMs, type LoadedTables } from './loaded-times.ts';
import { ProcessTableParser } from './parse.ts';
import { cpuRates, rowSeries } from './row-series.ts';
import { seriesView } from './series-view.ts';

/** Real text, so that the reading stays under test as well. */
function series(...captures: readonly { readonly text: string; readonly takenAt?: string }[]): LoadedTables {
  const tables = captures.flatMap(({ text, takenAt }, capture) => {
    const parser = new ProcessTableParser('processes', 'processes');
    parser.push(new TextEncoder().encode(text));
    return parser.finish().map((parsed, i) => ({ id: `c${capture}.${i}` as ArtifactId, parsed, takenAt: takenAt ?? null }));
  });
  if (!isNonEmpty(tables)) throw new Error('no tables');
  return tables;
}

const ps = (...rows: readonly string[]): string => `  PID PPID   RSS                  STARTED     TIME COMMAND\n${rows.join('\n')}\n`;
const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 21, 16, 0, seconds)).toISOString();
const START = 'Sat Nov 21 16:04:20 2026';

describe('comparing processes', () => {
  it('[PT-07] pairs by id and start, and lists what gained CPU time first', () => {
    const { added, removed, changed } = diffTables(
      series(
        { text: ps(`1 0 100 ${START} 00:00:10 init`, `2 1 100 ${START} 00:00:01 gone`, `3 1 100 ${START} 00:00:05 worker`, `4 1 100 ${START} 00:00:05 idle`), takenAt: at(0) },
        { text: ps(`1 0 200 ${START} 00:00:11 init`, `3 1 100 ${START} 00:00:15 worker`, `4 1 100 ${START} 00:00:05 idle`, `5 1 100 Sat Nov 21 16:30:00 2026 00:00:00 new`), takenAt: at(10) },
      ),
    );
    expect(added).toMatchObject([{ key: '5 2026-11-21T16:30:00', after: { pid: 5, command: 'new' } }]);
    expect(removed).toMatchObject([{ key: '2 2026-11-21T16:04:20', before: { command: 'gone' } }]);
    expect(changed).toMatchObject([
      { key: '3 2026-11-21T16:04:20', delta: { cpuTimeMs: 10_000, rssBytes: 0, cpuRatePercent: 100 } },
      { key: '1 2026-11-21T16:04:20', delta: { cpuTimeMs: 1000, rssBytes: 102_400, cpuRatePercent: 10 } },
    ]);
  });

  it('[PT-07] takes an id that was given to another process for two processes', () => {
    const reused = series({ text: ps(`9 1 100 ${START} 00:00:10 old`) }, { text: ps('9 1 100 Sat Nov 21 16:09:00 2026 00:00:20 new') });
    expect(rowSeries(reused).map(({ command, rows }) => [command, rows])).toEqual([['old', [0, -1]], ['new', [-1, 0]]]);
    const moved = series({ text: ps(`9 1 100 ${START} 00:00:10 same`) }, { text: ps('9 1 100 Sat Nov 21 16:04:21 2026 00:00:20 same') });
    expect(rowSeries(moved)).toHaveLength(1);
  });

  it('[PT-07] takes CPU time that fell for another process where no full start time is printed', () => {
    const text = (time: string, start: string): string => `USER PID %CPU STAT START TIME COMMAND\nroot 7 1.0 S ${start} ${time} java\n`;
    expect(rowSeries(series({ text: text('0:50', '16:04') }, { text: text('0:02', '16:09') }))).toHaveLength(2);
    expect(rowSeries(series({ text: text('0:50', '16:04') }, { text: text('0:55', 'Nov21') }))).toHaveLength(1);
  });

  it('[PT-07] gives the values between and the growth of the memory for more than two captures', () => {
    const { changed } = diffTables(series(...[100, 200, 300].map((rss, i) => ({ text: ps(`3 1 ${rss} ${START} 00:00:05 leaking`), takenAt: at(i * 30) }))));
    expect(changed).toMatchObject([{ values: [{ rssBytes: 102_400 }, { rssBytes: 204_800 }, { rssBytes: 307_200 }], growth: { slopePerHour: expect.closeTo(102_400 * 120, 3), r2: expect.closeTo(1, 9), etaToLimit: null } }]);
  });

  it('[PT-07] says of each row whether it came, went, changed or stayed', () => {
    const { columns } = seriesView('processes', 'processes-diff', 'processes').build(series({ text: ps(`1 0 1 ${START} 00:00:10 a`, `2 0 1 ${START} 00:00:10 b`, `3 0 1 ${START} 00:00:10 c`) }, { text: ps(`1 0 1 ${START} 00:00:10 a`, `2 0 1 ${START} 00:00:12 b`, `4 0 1 ${START} 00:00:10 d`) }));
    const change = columns['change'];
    expect(change?.type === 'text' && Array.from(change.codes, (code) => change.dictionary[code - 1])).toEqual(['same', 'changed', 'removed', 'added']);
  });
});

describe('CPU rates', () => {
  it('[PT-08] draws the rate of every round, and has none for the first capture', () => {
    const captures = [5, 5, 15, 20].map((seconds, i) => ({ text: ps(`3 1 1 ${START} 00:00:${String(seconds).padStart(2, '0')} a`), takenAt: at(i * 10) }));
    const { columns } = seriesView('processes', 'processes-diff', 'processes').build(series(...captures));
    expect(columns['values']).toMatchObject({ type: 'text', dictionary: ['- 0 100 50'] });
  });

  it('[PT-08] divides what was gained by the time between, and takes the step off for the least that it can have been', () => {
    const tables = series({ text: ps(`3 1 1 ${START} 00:00:05 a`), takenAt: at(0) }, { text: ps(`3 1 1 ${START} 00:00:09 a`), takenAt: at(5) });
    expect([...(cpuRates(tables)?.values() ?? [])]).toEqual([{ percent: 80, atLeast: 60 }]);
  });

  it('[PT-08] gives none where times are unknown or the same', () => {
    const text = ps(`3 1 1 ${START} 00:00:05 a`);
    expect(cpuRates(series({ text }, { text }))).toBeNull();
    expect(cpuRates(series({ text, takenAt: at(1) }, { text, takenAt: at(1) }))).toBeNull();
  });

  it('[PT-08] reads the time between iterations of one top from its clock, over midnight too', () => {
    const top = (clock: string): string => `top - ${clock} up 1 min\nTasks:   1 total,   1 running,   0 sleeping,   0 stopped,   0 zombie\n\n  PID USER S %CPU TIME+ COMMAND\n    7 root R 50.0 0:01.00 java\n\n`;
    expect(elapsedMs(series({ text: top('23:59:57') + top('23:59:58') + top('00:00:01') }))).toEqual([0, 3000]);
  });
});
