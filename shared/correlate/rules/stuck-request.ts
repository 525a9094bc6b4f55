import { pathOf } from '../../artifacts/requests/model.ts';
import { stateOf } from '../../artifacts/thread-dump/dump-reading.ts';
import { ApplicationFrames, blockingOf, followThreads, isIdle, placeOf, stackSignature, type ThreadTrack } from '../../artifacts/thread-dump/stack-reading.ts';
import { message } from '../../base/message.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import type { JoinedCase, JoinedMoment } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import type { Judgement, Rule } from './rule.ts';
import { named, requestEvidence } from './thread-evidence.ts';

const NAMED = 4;

interface StuckGroup {
  readonly path: string;
  readonly place: string;
  readonly state: string;
  readonly tracks: ThreadTrack[];
  longestMs: number;
}

/** CR-16 */
export const STUCK_REQUEST: Rule = {
  id: 'stuck-request',
  question: 'Does a thread serve the same request on the same stack in every dump?',
  needs: ['thread-dump', 'requests'],
  judge(joined) {
    const { moments } = joined;
    const [first] = moments;
    if (first === undefined || moments.length < 2) return [];
    const groups = new Map<string, StuckGroup>();
    const frames = new ApplicationFrames(first.dump.parsed.model);
    // Who waits for a lock is told with that lock.
    const { waitsFor } = blockingOf(first.dump.parsed.model);
    for (const track of followThreads(moments.map(({ dump }) => dump.parsed.model)).tracks) {
      const row = track.rows[0] ?? -1;
      const request = first.requests.get(row);
      if (request === undefined || (waitsFor[row] ?? -1) >= 0 || !staysThere(moments, track)) continue;
      const place = placeOf(first.dump.parsed.model, row, frames);
      const path = pathOf(request.url);
      const group = groups.get(`${path} ${place}`) ?? { path, place, state: stateOf(first.dump.parsed.model, row), tracks: [], longestMs: 0 };
      group.tracks.push(track);
      group.longestMs = Math.max(group.longestMs, moments.at(-1)?.requests.get(track.rows.at(-1) ?? -1)?.durationMs ?? 0);
      groups.set(`${path} ${place}`, group);
    }
    return [...groups.values()].flatMap((group) => judgeGroup(joined, group));
  },
};

/** One stack and one URL in all dumps, and where each says for how long, ever longer: else it is another request of the same URL. */
function staysThere(moments: readonly JoinedMoment[], { rows }: ThreadTrack): boolean {
  const seen = moments.map(({ dump, requests }, i) => {
    const row = rows[i] ?? -1;
    const { symbols, threads } = dump.parsed.model;
    const request = requests.get(row);
    if (row < 0 || request === undefined || threads.stack[row] === 0 || isIdle(dump.parsed.model, row)) return null;
    return { stack: stackSignature(symbols, threads.stack[row] ?? 0), url: request.url, durationMs: request.durationMs };
  });
  return seen.every((one, i) => {
    const before = seen[i - 1];
    if (one === null || before === null) return false;
    if (before === undefined) return true;
    return one.stack === before.stack && one.url === before.url && (one.durationMs === null || before.durationMs === null || one.durationMs >= before.durationMs);
  });
}

function judgeGroup(joined: JoinedCase, { path, place, state, tracks, longestMs }: StuckGroup): readonly Judgement[] {
  // The latest dump first: its words are told.
  const layers = joined.moments.map((moment, i) => {
    const rows = tracks.map(({ rows }) => rows[i] ?? -1);
    return [...linesOf(moment.dump.id, rows.map((row) => moment.dump.parsed.model.threads.firstLine[row] ?? 0)), ...requestEvidence(moment, rows)];
  });
  const evidence = evidenceList(...layers.toReversed());
  if (evidence === null) return [];
  return [{
    finding: {
      rule: STUCK_REQUEST.id,
      severity: joined.moments.length >= 3 ? 'warning' : 'info',
      certainty: 'inferred',
      title: message(`correlate.rule.stuck${longestMs > 0 ? '.since' : ''}`, { count: tracks.length, path, place, state, dumps: joined.moments.length, longest: longestMs, names: named(tracks.map(({ key }) => key), NAMED) }),
      details: [message('correlate.rule.stuck.falsified'), nextStep('dump', joined)],
      evidence,
      subject: `${path} at ${place}`,
      weight: tracks.length,
    },
    explains: ['stuck-threads', 'long-requests'],
  }];
}
