import { framesOf, text } from './dump-reading.ts';
import { STATE_BLOCKED, STATE_NONE, STATE_RUNNABLE, type ThreadDump } from './model.ts';

/** What a thread does, as its state and its first frames show. */
export type Activity = 'reads-socket' | 'writes-socket' | 'accepts' | 'selects' | 'sleeps' | 'waits' | 'parks' | 'is-blocked' | 'runs' | 'unknown';

const LOOKED_AT = 12;

/** The first match of the topmost frames decides; order matters where one stack shows two. */
const SIGNS: readonly (readonly [RegExp, Activity])[] = [
  [/^java\.lang\.Thread\.(sleep|sleep0|sleepNanos0)\(/, 'sleeps'],
  [/^java\.lang\.Object\.wait0?\(/, 'waits'],
  [/^(jdk\.internal\.misc|sun\.misc)\.Unsafe\.park\(/, 'parks'],
  [/\.(EPoll\.wait|EPollArrayWrapper\.epollWait|KQueue\.poll|KQueueArrayWrapper\.kevent0|WindowsSelectorImpl\$SubSelector\.poll0?|PollArrayWrapper\.poll0?)\(/, 'selects'],
  [/\.(socketAccept|accept0|implAccept|NioSocketImpl\.accept|Net\.accept)\(/, 'accepts'],
  [/\.(socketRead0|SocketDispatcher\.read0|NioSocketImpl\.(implRead|tryRead|read)|SocketInputStream\.read|SocketChannelImpl\.read)\(/, 'reads-socket'],
  [/\.(socketWrite0|SocketDispatcher\.writev?0|NioSocketImpl\.(implWrite|tryWrite|write)|SocketOutputStream\.write|SocketChannelImpl\.write)\(/, 'writes-socket'],
];

export function activityOf(dump: ThreadDump, row: number): Activity {
  const state = dump.threads.state[row];
  // JVMs before 6 print no State line; their header says it.
  if (state === STATE_BLOCKED || (state === STATE_NONE && text(dump, dump.threads.headerState[row]) === 'waiting for monitor entry')) return 'is-blocked';
  const frames = framesOf(dump, row);
  if (frames.length === 0) return 'unknown';
  for (const frame of frames.subarray(0, LOOKED_AT)) {
    const line = text(dump, frame);
    const sign = SIGNS.find(([pattern]) => pattern.test(line));
    if (sign) return sign[1];
  }
  return state === STATE_RUNNABLE || state === STATE_NONE ? 'runs' : 'unknown';
}

/** Waits for something outside the JVM, or for time to pass: whoever holds a lock meanwhile holds up the others. */
export function isSlowCall(activity: Activity): boolean {
  return activity === 'reads-socket' || activity === 'writes-socket' || activity === 'accepts' || activity === 'sleeps';
}

const TAKES_WORK = /\.(getTask|take|poll|awaitWork|scan|idleAwait|reserve|transfer)\(|BlockingQueue|ForkJoinPool\.(awaitWork|runWorker)|ReferenceQueue\.remove|TimerThread|DelayedWorkQueue/;

/** Waits for work: a pool thread between tasks, a timer, a reference queue. */
export function isIdle(dump: ThreadDump, row: number): boolean {
  const activity = activityOf(dump, row);
  if (activity === 'selects' || activity === 'accepts') return true;
  if (activity !== 'parks' && activity !== 'waits') return false;
  return Array.from(framesOf(dump, row).subarray(0, LOOKED_AT)).some((frame) => TAKES_WORK.test(text(dump, frame)));
}
