import { message, type Message } from '../../../base/message.ts';
import { isNonEmpty } from '../../../base/non-empty.ts';
import type { Evidence, Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { ApplicationFrames, placeOf } from '../threads/application-frame.ts';
import { Blocking } from '../locks/blocking.ts';
import { lockClass, lockIdBesideClass, ownerUnknownBecause, threadName } from '../dump-reading.ts';
import { methodOf, numberSubjects } from './finding-subject.ts';
import { WORLD_CLASS_INIT, WORLD_SYNCHRONIZER, type ThreadDump } from '../model.ts';
import { activityOf, isSlowCall, situationOf } from '../threads/thread-activity.ts';

const MAX_EVIDENCE = 20;
const MAX_STEPS = 6;
/** Fewer threads parked on an owned synchronizer are everyday life. */
const PARKED_WORTH_SAYING = 3;

/** Which locks do threads queue for, who owns them, and what does the owner do? */
export function analyzeContention(artifact: LoadedArtifact<ThreadDump>): readonly Finding[] {
  const dump = artifact.parsed.model;
  const blocking = new Blocking(dump);
  const frames = new ApplicationFrames(dump);
  const owned = blocking.rootOwners().flatMap((owner) => blocking.ownedLocks(owner).map((lock) => findOwned(artifact, blocking, frames, lock)));
  const ownerless = blocking.ownerlessLocks().map((lock) => findOwnerless(artifact, blocking, frames, lock));
  return numberSubjects([...owned, ...ownerless].filter((finding) => finding !== null));
}

function findOwned(artifact: LoadedArtifact<ThreadDump>, blocking: Blocking, frames: ApplicationFrames, lock: number): Finding | null {
  const { dump } = blocking;
  const waiters = blocking.waiters(lock);
  const owner = blocking.owner(lock);
  const world = dump.locks.world[lock];
  const isParking = world === WORLD_SYNCHRONIZER;
  const behind = blocking.threadsBehind([lock], [owner]);
  if (isParking && behind.length < PARKED_WORTH_SAYING) return null;
  const lines = [dump.locks.ownerLine[lock] ?? 0, dump.threads.firstLine[owner] ?? 0, ...waiters.map(({ line }) => line)];
  const evidence = evidenceAt(artifact, lines);
  if (!isNonEmpty(evidence)) return null;
  const place = placeOf(dump, owner, frames);
  const situation = place === '' ? 'unknown' : world === WORLD_CLASS_INIT ? 'class-init' : situationOf(dump, owner);
  return {
    rule: isParking ? 'synchronizer-queue' : world === WORLD_CLASS_INIT ? 'class-init-wait' : 'contended-monitor',
    severity: behind.length >= 2 || isSlowCall(activityOf(dump, owner)) ? 'warning' : 'info',
    certainty: 'computed',
    title: message(`threadDump.finding.contention.${situation}`, {
      count: waiters.length, className: lockClass(dump, lock), id: lockIdBesideClass(dump, lock), owner: threadName(dump, owner), place,
    }),
    details: [...chain(blocking, lock, behind.length - waiters.length), ...waitersAt(blocking, lock, frames), message('threadDump.finding.oneInstant')],
    evidence,
    subject: `${lockClass(dump, lock)} owned in ${methodOf(dump, owner, frames)}`,
    weight: behind.length,
  };
}

function findOwnerless(artifact: LoadedArtifact<ThreadDump>, blocking: Blocking, frames: ApplicationFrames, lock: number): Finding | null {
  const { dump } = blocking;
  const waiters = blocking.waiters(lock);
  const evidence = evidenceAt(artifact, waiters.map(({ line }) => line));
  if (!isNonEmpty(evidence)) return null;
  return {
    rule: 'contended-monitor',
    severity: waiters.length >= 2 ? 'warning' : 'info',
    certainty: 'computed',
    title: message('threadDump.finding.contention.ownerless', { count: waiters.length, className: lockClass(dump, lock), id: lockIdBesideClass(dump, lock) }),
    details: [message(`threadDump.ownerUnknown.sentence.${ownerUnknownBecause(dump, lock)}`), message('threadDump.finding.ownerless')],
    evidence,
    subject: `${lockClass(dump, lock)} wanted in ${methodOf(dump, waiters[0]?.thread ?? 0, frames)}`,
    weight: waiters.length,
  };
}

function evidenceAt({ id }: LoadedArtifact<ThreadDump>, lines: readonly number[]): readonly Evidence[] {
  return [...new Set(lines)].filter((line) => line > 0).slice(0, MAX_EVIDENCE).map((line) => ({ artifact: id, line }));
}

/** Waiters that own locks themselves, and who waits behind them. */
function chain(blocking: Blocking, root: number, further: number): readonly Message[] {
  if (further <= 0) return [];
  const { dump } = blocking;
  const steps: Message[] = [];
  const todo = [root];
  const seen = new Set<number>();
  for (let lock = todo.shift(); lock !== undefined && steps.length < MAX_STEPS; lock = todo.shift()) {
    for (const { thread } of blocking.waiters(lock)) {
      if (seen.has(thread)) continue;
      seen.add(thread);
      for (const next of blocking.ownedLocks(thread)) {
        todo.push(next);
        steps.push(message('threadDump.finding.chain', {
          count: blocking.waiters(next).length, className: lockClass(dump, next), id: lockIdBesideClass(dump, next), owner: threadName(dump, thread),
        }));
      }
    }
  }
  return [message('threadDump.finding.further', { count: further }), ...steps.slice(0, MAX_STEPS)];
}

/** Where most of the waiters stand. */
function waitersAt(blocking: Blocking, lock: number, frames: ApplicationFrames): readonly Message[] {
  const byPlace = new Map<string, number>();
  for (const { thread } of blocking.waiters(lock)) {
    const place = placeOf(blocking.dump, thread, frames);
    if (place !== '') byPlace.set(place, (byPlace.get(place) ?? 0) + 1);
  }
  const [most] = [...byPlace].sort((a, b) => b[1] - a[1]);
  return most === undefined ? [] : [message('threadDump.finding.waitersAt', { count: most[1], place: most[0] })];
}
