import { message, type Message } from '../../../base/message.ts';
import { isNonEmpty } from '../../../base/non-empty.ts';
import type { Evidence, Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { codePlace } from '../locks/call-site.ts';
import { lockClass, lockIdBesideClass, ownerUnknownBecause, threadName } from '../dump-reading.ts';
import { numberSubjects } from './finding-subject.ts';
import type { ThreadDump } from '../model.ts';
import { unownedQueues, type UnownedQueue } from '../locks/owner-candidates.ts';

/** Fewer threads parked are everyday life. */
const WORTH_SAYING = 3;
const MAX_EVIDENCE = 20;
const MAX_NAMED = 5;

/** Do threads queue for a lock, a permit or a connection whose holder the dump does not name, and who may it be? */
export function analyzeUnownedQueues(artifact: LoadedArtifact<ThreadDump>): readonly Finding[] {
  const queues = unownedQueues(artifact.parsed.model).filter(({ waiters }) => waiters.length >= WORTH_SAYING);
  return numberSubjects(queues.flatMap((queue) => toFinding(artifact, queue)));
}

function toFinding({ id, parsed: { model } }: LoadedArtifact<ThreadDump>, { lock, waiters, askedAt, candidates }: UnownedQueue): readonly Finding[] {
  const likely = candidates.filter(({ confidence }) => confidence !== 'low');
  const lines = [...likely.slice(0, MAX_NAMED).map(({ line }) => line), ...waiters.map(({ line }) => line)];
  const evidence = [...new Set(lines)].filter((line) => line > 0).slice(0, MAX_EVIDENCE).map((line): Evidence => ({ artifact: id, line }));
  if (!isNonEmpty(evidence)) return [];
  const named = likely.slice(0, MAX_NAMED).map(({ thread, confidence }) => message(`threadDump.finding.candidate.${confidence}`, { name: threadName(model, thread) }));
  const faint = candidates.length - likely.length;
  const more: readonly Message[] = faint > 0 ? [message('threadDump.finding.candidate.low', { count: faint })] : likely.length > MAX_NAMED ? [message('threadDump.finding.moreCandidates', { count: likely.length - MAX_NAMED })] : [];
  return [{
    rule: 'unowned-queue',
    severity: 'warning',
    certainty: likely.length > 0 ? 'candidate' : 'computed',
    title: message('threadDump.finding.unownedQueue', { count: waiters.length, className: lockClass(model, lock), id: lockIdBesideClass(model, lock), place: askedAt }),
    details: [message(`threadDump.ownerUnknown.sentence.${ownerUnknownBecause(model, lock)}`), ...named, ...more],
    evidence,
    subject: `${lockClass(model, lock)} asked for in ${codePlace(askedAt).method}`,
    weight: waiters.length,
  }];
}
