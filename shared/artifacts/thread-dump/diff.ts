import type { JsonObject } from '../../base/json.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { SeriesDiff } from '../artifact-kind.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { framesOf, stateOf, text, textOrNull } from './dump-reading.ts';
import { followThreads, type ThreadTrack } from './threads/follow-threads.ts';
import type { ThreadDump } from './model.ts';
import { stackSignature } from './threads/stack-signature.ts';

export type ThreadChange = 'added' | 'removed' | 'changed' | 'same';

/** A thread through a series, and what became of it; `changed` compares each dump with the one before. */
export interface ThreadHistory extends ThreadTrack {
  readonly change: ThreadChange;
}

export function threadHistories(dumps: readonly ThreadDump[]): readonly ThreadHistory[] {
  return followThreads(dumps).tracks.map(({ key, rows }) => ({ key, rows, change: changeOf(dumps, rows) }));
}

export function changeOf(dumps: readonly ThreadDump[], rows: readonly number[]): ThreadChange {
  const last = dumps.length - 1;
  if ((rows[last] ?? -1) < 0) return 'removed';
  if ((rows[0] ?? -1) < 0) return 'added';
  const differs = rows.some((row, index) => {
    if (index === 0) return false;
    const before = rows[index - 1] ?? -1;
    if (row < 0 || before < 0) return true;
    return standing(dumps[index], row) !== standing(dumps[index - 1], before);
  });
  return differs ? 'changed' : 'same';
}

/** State and stack in one text. */
function standing(dump: ThreadDump | undefined, row: number): string | null {
  return dump === undefined ? null : `${dump.threads.state[row]} ${stackSignature(dump.symbols, dump.threads.stack[row] ?? 0)}`;
}

export function diff(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): SeriesDiff {
  const dumps = artifacts.map(({ parsed }) => parsed.model);
  const added: JsonObject[] = [];
  const removed: JsonObject[] = [];
  const changed: JsonObject[] = [];
  for (const { key, rows, change } of threadHistories(dumps)) {
    const facts = rows.map((row, index) => factsOf(dumps[index], row));
    const present = facts.filter((fact) => fact !== null);
    if (change === 'added') added.push({ key, ...present.at(-1) });
    else if (change === 'removed') removed.push({ key, ...present.at(-1) });
    else if (change === 'changed') changed.push({ key, before: facts[0] ?? null, after: facts.at(-1) ?? null, delta: { cpuMs: cpuDelta(dumps, rows) }, ...(facts.length > 2 ? { values: facts, growth: null } : {}) });
  }
  return { added, removed, changed };
}

/** CPU time used between the first and the last dump; null where one of them does not say. */
export function cpuDelta(dumps: readonly ThreadDump[], rows: readonly number[]): number | null {
  const first = rows.findIndex((row) => row >= 0);
  const last = rows.findLastIndex((row) => row >= 0);
  const delta = (dumps[last]?.threads.cpuMs[rows[last] ?? -1] ?? Number.NaN) - (dumps[first]?.threads.cpuMs[rows[first] ?? -1] ?? Number.NaN);
  return Number.isNaN(delta) || first === last ? null : Math.round(delta * 100) / 100;
}

function factsOf(dump: ThreadDump | undefined, row: number): JsonObject | null {
  if (dump === undefined || row < 0) return null;
  const state = stateOf(dump, row);
  const cpuMs = dump.threads.cpuMs[row] ?? Number.NaN;
  return {
    name: text(dump, dump.threads.name[row]),
    state: state === 'none' ? null : state,
    topFrame: textOrNull(dump, framesOf(dump, row)[0]),
    cpuMs: Number.isNaN(cpuMs) ? null : cpuMs,
    line: dump.threads.firstLine[row] ?? 0,
  };
}
