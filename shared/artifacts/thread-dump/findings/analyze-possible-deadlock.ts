import { message } from '../../../base/message.ts';
import { isNonEmpty } from '../../../base/non-empty.ts';
import type { Evidence, Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { Blocking } from '../locks/blocking.ts';
import { threadName } from '../dump-reading.ts';
import { numberSubjects } from './finding-subject.ts';
import type { ThreadDump } from '../model.ts';
import { unownedQueues } from '../locks/owner-candidates.ts';

interface Wait {
  readonly on: number;
  /** Lines that say so. */
  readonly lines: readonly number[];
  readonly isGuess: boolean;
}

/** Would threads wait for each other in a circle, if the only candidates for locks of unknown owners own them? The JVM looks for no deadlocks of virtual threads. */
export function analyzePossibleDeadlock({ id, parsed: { model } }: LoadedArtifact<ThreadDump>): readonly Finding[] {
  const waits = guessedWaits(model);
  if (waits.size === 0) return [];
  addKnownWaits(model, waits);
  return numberSubjects(circlesOf(waits).flatMap((threads): readonly Finding[] => {
    const lines = threads.flatMap((thread) => waits.get(thread)?.lines ?? []);
    const evidence = [...new Set(lines)].filter((line) => line > 0).map((line): Evidence => ({ artifact: id, line }));
    const names = threads.map((thread) => threadName(model, thread));
    if (!isNonEmpty(evidence)) return [];
    return [{
      rule: 'possible-deadlock',
      severity: 'warning',
      certainty: 'candidate',
      title: message('threadDump.finding.possibleDeadlock', { count: names.length, names: names.join(', ') }),
      details: [message('threadDump.finding.possibleDeadlockWhy')],
      evidence,
      subject: JSON.stringify(names.toSorted()),
      weight: names.length,
    }];
  }));
}

/** Threads that wait for a lock with one candidate only, better than faint. */
function guessedWaits(dump: ThreadDump): Map<number, Wait> {
  const waits = new Map<number, Wait>();
  for (const { waiters, candidates } of unownedQueues(dump)) {
    const [only, ...more] = candidates;
    if (only === undefined || more.length > 0 || only.confidence === 'low') continue;
    for (const { thread, line } of waiters) waits.set(thread, { on: only.thread, lines: [line, only.line], isGuess: true });
  }
  return waits;
}

function addKnownWaits(dump: ThreadDump, waits: Map<number, Wait>): void {
  const blocking = new Blocking(dump);
  blocking.waitsFor.forEach((lock, thread) => {
    const owner = lock < 0 ? -1 : blocking.owner(lock);
    if (owner < 0 || owner === thread) return;
    waits.set(thread, { on: owner, lines: [blocking.waiters(lock).find((waiter) => waiter.thread === thread)?.line ?? 0], isGuess: false });
  });
}

/** Circles with at least one guess in them; those without are deadlocks and told as such. */
function circlesOf(waits: ReadonlyMap<number, Wait>): readonly (readonly number[])[] {
  const walkOf = new Map<number, number>();
  const circles: (readonly number[])[] = [];
  for (const start of waits.keys()) {
    const path: number[] = [];
    let at = start;
    for (let next = waits.get(at); next !== undefined && !walkOf.has(at); next = waits.get(at)) {
      walkOf.set(at, start);
      path.push(at);
      at = next.on;
    }
    if (walkOf.get(at) !== start || !path.includes(at)) continue;
    const circle = path.slice(path.indexOf(at));
    if (circle.some((thread) => waits.get(thread)?.isGuess === true)) circles.push(circle);
  }
  return circles;
}
