import { message, type Message } from '../../../base/message.ts';
import { isNonEmpty } from '../../../base/non-empty.ts';
import type { Evidence, Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { Blocking } from '../locks/blocking.ts';
import { lockClass, lockIdBesideClass, threadName } from '../dump-reading.ts';
import { numberSubjects } from './finding-subject.ts';
import type { Deadlock, ThreadDump } from '../model.ts';

const MAX_NAMED = 8;

/** Do threads wait for each other in a circle? */
export function analyzeDeadlock({ id, parsed: { model } }: LoadedArtifact<ThreadDump>): readonly Finding[] {
  if (model.deadlocks.length === 0) return [];
  const blocking = new Blocking(model);
  return numberSubjects(model.deadlocks.flatMap((deadlock): readonly Finding[] => {
    const lines = deadlock.printedLine === null ? deadlock.waitLines : [deadlock.printedLine, ...deadlock.waitLines];
    const evidence = [...new Set(lines)].filter((line) => line > 0).map((line): Evidence => ({ artifact: id, line }));
    if (!isNonEmpty(evidence)) return [];
    const behind = blocking.threadsBehind(deadlock.threads.flatMap((row) => blocking.ownedLocks(row)), deadlock.threads);
    return [{
      rule: 'deadlock',
      severity: 'critical',
      certainty: deadlock.printedLine === null ? 'computed' : 'printed',
      title: message('threadDump.finding.deadlock.title', { count: deadlock.threads.length, names: namesOf(model, deadlock.threads) }),
      details: [...stepsOf(blocking, deadlock), ...behindIt(model, behind), ...(deadlock.printedLine === null ? [message('threadDump.finding.deadlock.computed')] : [])],
      evidence,
      subject: JSON.stringify(deadlock.threads.map((row) => threadName(model, row)).toSorted()),
      weight: deadlock.threads.length + behind.length,
    }];
  }));
}

function namesOf(dump: ThreadDump, rows: readonly number[]): string {
  const names = rows.slice(0, MAX_NAMED).map((row) => threadName(dump, row)).join(', ');
  return rows.length > MAX_NAMED ? `${names}, …` : names;
}

function stepsOf(blocking: Blocking, { threads, computed }: Deadlock): readonly Message[] {
  if (!computed) return [];
  const { dump } = blocking;
  return threads.slice(0, MAX_NAMED).flatMap((row) => {
    const lock = blocking.nextLock(row);
    if (lock < 0) return [];
    return [message('threadDump.finding.step', { waiter: threadName(dump, row), className: lockClass(dump, lock), id: lockIdBesideClass(dump, lock), owner: threadName(dump, blocking.owner(lock)) })];
  });
}

function behindIt(dump: ThreadDump, behind: readonly number[]): readonly Message[] {
  return behind.length === 0 ? [] : [message('threadDump.finding.deadlock.behind', { count: behind.length, names: namesOf(dump, behind) })];
}
