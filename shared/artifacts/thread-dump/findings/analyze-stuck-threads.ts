import { message } from '../../../base/message.ts';
import { isNonEmpty, type NonEmpty } from '../../../base/non-empty.ts';
import type { Evidence, Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { ApplicationFrames, placeOf } from '../threads/application-frame.ts';
import { Blocking } from '../locks/blocking.ts';
import { cpuDelta } from '../diff.ts';
import { followThreads } from '../threads/follow-threads.ts';
import { STATE_BLOCKED, STATE_RUNNABLE, THREAD_STATES, type ThreadDump } from '../model.ts';
import { isIdle } from '../threads/thread-activity.ts';
import { stackSignature } from '../threads/stack-signature.ts';

const MAX_EVIDENCE = 20;

interface StuckGroup {
  readonly state: number;
  readonly place: string;
  readonly names: string[];
  readonly evidence: Evidence[];
  /** CPU time the threads used from the first dump to the last; null where it is not printed. */
  cpuMs: number | null;
}

/** Which threads stand on the same stack in every dump, in the application's code or blocked by what the dump does not name? Queues for a lock are told with that lock. */
export function analyzeStuckThreads(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): readonly Finding[] {
  const dumps = artifacts.map(({ parsed }) => parsed.model);
  const first = dumps[0] as ThreadDump;
  const frames = new ApplicationFrames(first);
  const { waitsFor } = new Blocking(first);
  const groups = new Map<string, StuckGroup>();
  for (const { key: name, rows } of followThreads(dumps).tracks) {
    const row = rows[0] ?? -1;
    const state = first.threads.state[row] ?? 0;
    const isBusy = state === STATE_RUNNABLE && frames.top(row) !== 0 && !isIdle(first, row);
    if (row < 0 || first.threads.stack[row] === 0 || (waitsFor[row] ?? -1) >= 0 || (state !== STATE_BLOCKED && !isBusy)) continue;
    const stack = stackSignature(first.symbols, first.threads.stack[row] ?? 0);
    if (!rows.every((at, index) => at >= 0 && isThere(dumps[index] as ThreadDump, at, state, stack))) continue;
    const key = `${state} ${stack}`;
    const group = groups.get(key) ?? { state, place: placeOf(first, row, frames), names: [], evidence: [], cpuMs: null };
    group.names.push(name);
    const cpuMs = cpuDelta(dumps, rows);
    if (cpuMs !== null) group.cpuMs = (group.cpuMs ?? 0) + cpuMs;
    group.evidence.push(...artifacts.map(({ id, parsed }, index) => ({ artifact: id, line: parsed.model.threads.firstLine[rows[index] ?? 0] ?? 0 })));
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => toFinding(group, artifacts.length));
}

function isThere({ threads, symbols }: ThreadDump, row: number, state: number, stack: string): boolean {
  return threads.state[row] === state && stackSignature(symbols, threads.stack[row] ?? 0) === stack;
}

function toFinding(group: StuckGroup, dumps: number): readonly Finding[] {
  const evidence = group.evidence.slice(0, MAX_EVIDENCE);
  if (!isNonEmpty(evidence)) return [];
  return [{
    rule: 'stuck-threads',
    severity: dumps >= 3 || group.state === STATE_BLOCKED ? 'warning' : 'info',
    certainty: 'inferred',
    title: message('threadDump.finding.stuck', { count: group.names.length, dumps, state: THREAD_STATES[group.state] ?? 'none', place: group.place, names: shown(group.names) }),
    details: [...(group.cpuMs === null ? [] : [message('threadDump.finding.stuckCpu', { cpuMs: group.cpuMs })]), message('threadDump.finding.stuckDoubt')],
    evidence,
    weight: group.names.length,
  }];
}

function shown(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(', ')}, …` : names.join(', ');
}
