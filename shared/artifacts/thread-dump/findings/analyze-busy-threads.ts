import { message } from '../../../base/message.ts';
import type { NonEmpty } from '../../../base/non-empty.ts';
import type { Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { ApplicationFrames, placeOf } from '../threads/application-frame.ts';
import { cpuDelta } from '../diff.ts';
import { threadName } from '../dump-reading.ts';
import { followThreads } from '../threads/follow-threads.ts';
import type { ThreadDump } from '../model.ts';
import { ageDelta } from '../views/timeline-table.ts';

const BUSY_SHARE = 0.8;
const SHORTEST_MS = 500;
const MOST = 5;

/** Which threads kept a processor busy from the first dump to the last? */
export function analyzeBusyThreads(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): readonly Finding[] {
  const dumps = artifacts.map(({ parsed }) => parsed.model);
  const busy = followThreads(dumps).tracks.flatMap(({ rows }) => {
    const [usedMs, wallMs] = [cpuDelta(dumps, rows), ageDelta(dumps, rows)];
    return usedMs === null || wallMs === null || wallMs < SHORTEST_MS || usedMs < wallMs * BUSY_SHARE ? [] : [{ rows, usedMs, wallMs }];
  });
  return busy.toSorted((a, b) => b.usedMs - a.usedMs).slice(0, MOST).flatMap(({ rows, usedMs, wallMs }): readonly Finding[] => {
    const [first, last] = [rows.findIndex((row) => row >= 0), rows.findLastIndex((row) => row >= 0)];
    const [before, after] = [artifacts[first], artifacts[last]];
    if (before === undefined || after === undefined) return [];
    const { model } = after.parsed;
    const row = rows[last] ?? 0;
    return [{
      rule: 'busy-thread',
      severity: 'warning',
      certainty: 'computed',
      title: message('threadDump.finding.busy', { name: threadName(model, row), usedMs, wallMs, place: placeOf(model, row, new ApplicationFrames(model)) || '–' }),
      details: [],
      evidence: [{ artifact: after.id, line: model.threads.firstLine[row] ?? 0 }, { artifact: before.id, line: before.parsed.model.threads.firstLine[rows[first] ?? 0] ?? 0 }],
      weight: 2,
    }];
  });
}
