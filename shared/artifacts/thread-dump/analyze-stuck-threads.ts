import { message } from '../../base/message.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';
import type { Evidence, Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { ApplicationFrames, placeOf } from './application-frame.ts';
import { Blocking } from './blocking.ts';
import { STATE_BLOCKED, STATE_RUNNABLE, THREAD_STATES, type ThreadDump } from './model.ts';
import { isIdle } from './thread-activity.ts';
import { stackSignature } from './stack-signature.ts';
import { threadKey } from './thread-key.ts';

const MAX_EVIDENCE = 20;

interface StuckGroup {
  readonly state: number;
  readonly place: string;
  readonly names: string[];
  readonly evidence: Evidence[];
}

/** Which threads stand on the same stack in every dump, in the application's code or blocked by what the dump does not name? Queues for a lock are told with that lock. */
export function analyzeStuckThreads(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): readonly Finding[] {
  const candidates = artifacts.slice(1).reduce((left, artifact) => keepUnmoved(left, artifact), candidatesOf(artifacts[0]));
  const groups = new Map<string, StuckGroup>();
  for (const { stack, state, place, name, evidence } of candidates.values()) {
    const key = `${state} ${stack}`;
    const group = groups.get(key) ?? { state, place, names: [], evidence: [] };
    group.names.push(name);
    group.evidence.push(...evidence);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => toFinding(group, artifacts.length));
}

interface Candidate {
  readonly stack: string;
  readonly state: number;
  readonly place: string;
  readonly name: string;
  readonly evidence: readonly Evidence[];
}

function candidatesOf({ id, parsed: { model } }: LoadedArtifact<ThreadDump>): Map<string, Candidate> {
  const frames = new ApplicationFrames(model);
  const { waitsFor } = new Blocking(model);
  const candidates = new Map<string, Candidate>();
  for (let row = 0; row < model.threads.count; row++) {
    const state = model.threads.state[row] ?? 0;
    const isBusy = state === STATE_RUNNABLE && frames.top(row) !== 0 && !isIdle(model, row);
    if (model.threads.stack[row] === 0 || (waitsFor[row] ?? -1) >= 0 || (state !== STATE_BLOCKED && !isBusy)) continue;
    const key = threadKey(model, row);
    candidates.set(key, { stack: stackSignature(model.symbols, model.threads.stack[row] ?? 0), state, place: placeOf(model, row, frames), name: key, evidence: [{ artifact: id, line: model.threads.firstLine[row] ?? 0 }] });
  }
  return candidates;
}

function keepUnmoved(candidates: ReadonlyMap<string, Candidate>, { id, parsed: { model } }: LoadedArtifact<ThreadDump>): Map<string, Candidate> {
  const kept = new Map<string, Candidate>();
  for (let row = 0; row < model.threads.count && candidates.size > 0; row++) {
    const key = threadKey(model, row);
    const candidate = candidates.get(key);
    if (candidate === undefined || candidate.state !== model.threads.state[row] || candidate.stack !== stackSignature(model.symbols, model.threads.stack[row] ?? 0)) continue;
    kept.set(key, { ...candidate, evidence: [...candidate.evidence, { artifact: id, line: model.threads.firstLine[row] ?? 0 }] });
  }
  return kept;
}

function toFinding(group: StuckGroup, dumps: number): readonly Finding[] {
  const evidence = group.evidence.slice(0, MAX_EVIDENCE);
  if (!isNonEmpty(evidence)) return [];
  return [{
    rule: 'stuck-threads',
    severity: dumps >= 3 || group.state === STATE_BLOCKED ? 'warning' : 'info',
    certainty: 'inferred',
    title: message('threadDump.finding.stuck', { count: group.names.length, dumps, state: THREAD_STATES[group.state] ?? 'none', place: group.place, names: shown(group.names) }),
    details: [message('threadDump.finding.stuckDoubt')],
    evidence,
    weight: group.names.length,
  }];
}

function shown(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(', ')}, …` : names.join(', ');
}
