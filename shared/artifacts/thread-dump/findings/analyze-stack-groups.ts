import { message } from '../../../base/message.ts';
import { isNonEmpty } from '../../../base/non-empty.ts';
import type { Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { ApplicationFrames, placeOf } from '../threads/application-frame.ts';
import { Blocking } from '../locks/blocking.ts';
import { numberSubjects } from './finding-subject.ts';
import { STATE_BLOCKED, THREAD_STATES, type ThreadDump } from '../model.ts';
import { stackGroups, type StackGroup } from '../threads/stack-groups.ts';
import { stackSignature } from '../threads/stack-signature.ts';
import { isIdle } from '../threads/thread-activity.ts';

const SMALLEST = 5;
const MAX_EVIDENCE = 10;

/** Do many threads stand at one place of the application's code? Idle pools do not count. */
export function analyzeStackGroups({ id, parsed: { model } }: LoadedArtifact<ThreadDump>): readonly Finding[] {
  const frames = new ApplicationFrames(model);
  const blocking = new Blocking(model);
  return numberSubjects(stackGroups(model, SMALLEST).filter((group) => isWorthSaying(model, group, frames, blocking)).flatMap((group): readonly Finding[] => {
    const evidence = group.threads.slice(0, MAX_EVIDENCE).map((row) => ({ artifact: id, line: model.threads.firstLine[row] ?? 0 }));
    const first = group.threads[0];
    if (first === undefined || !isNonEmpty(evidence)) return [];
    return [{
      rule: 'identical-stacks',
      severity: 'info',
      certainty: 'computed',
      title: message('threadDump.finding.identicalStacks', { count: group.threads.length, state: THREAD_STATES[group.state] ?? 'none', place: placeOf(model, first, frames) }),
      details: [],
      evidence,
      subject: `${THREAD_STATES[group.state] ?? 'none'} ${stackSignature(model.symbols, group.stack)}`,
      weight: group.threads.length,
    }];
  }));
}

function isWorthSaying(dump: ThreadDump, { threads, state }: StackGroup, frames: ApplicationFrames, blocking: Blocking): boolean {
  const first = threads[0] ?? 0;
  // Those queue for one lock; the finding about that lock names them.
  if (state === STATE_BLOCKED && new Set(threads.map((row) => blocking.waitsFor[row])).size === 1 && (blocking.waitsFor[first] ?? -1) >= 0) return false;
  return state === STATE_BLOCKED || (frames.top(first) !== 0 && !isIdle(dump, first));
}
