import { acquiringFrame, codePlaceOf, type CodePlace } from './call-site.ts';
import { isJdkFrame, isLibraryFrame } from '../threads/application-frame.ts';
import { traceCode, type CodeTraces, type Trace } from './code-traces.ts';
import { queueOf, stackLines, text } from '../dump-reading.ts';
import { QUEUE_PARKED, WORLD_SYNCHRONIZER, type ThreadDump } from '../model.ts';
import { POOLED_CONNECTION } from '../threads/pooled-connection.ts';
import { isIdle } from '../threads/thread-activity.ts';

/**
 * How likely a thread holds what others wait for, judged from stacks alone. High: it stands in the method the waiters ask in, past the line they ask at, or inside a
 * connection of the pool. Medium: in that method, at a line that says no more. Low: elsewhere in that class.
 */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface OwnerCandidate {
  readonly thread: number;
  readonly confidence: Confidence;
  /** Line of the capture with the frame that says so. */
  readonly line: number;
}

/** Threads that wait for one thing nobody is shown to own, and who may hold it. */
export interface UnownedQueue {
  readonly lock: number;
  readonly waiters: readonly { readonly thread: number; readonly line: number }[];
  /** Frame text of the code that asks. */
  readonly askedAt: string;
  /** Most likely first; low ones only where there are no better. Looked for when first asked for. */
  readonly candidates: readonly OwnerCandidate[];
}

const ASKS_A_POOL = /\.(getConnection|borrowObject|borrow|checkoutResource|reserveResource)\(/;
const MAX_CANDIDATES = 12;
/** Faint signs listed where there are no others. */
const MAX_FAINT = 5;
/** Asking stacks looked at for each lock. */
const MAX_SITES = 8;

/** Findings, views and joins ask the same of one dump. */
const knownQueues = new WeakMap<ThreadDump, readonly UnownedQueue[]>();

/** Queues for locks, permits and pooled connections without a known owner. Parking elsewhere (conditions, queues, latches) is no queue for an owner. */
export function unownedQueues(dump: ThreadDump): readonly UnownedQueue[] {
  const known = knownQueues.get(dump) ?? findQueues(dump);
  knownQueues.set(dump, known);
  return known;
}

/** A queue before anyone looked for who may own what it waits for. */
interface AskedQueue extends Omit<UnownedQueue, 'candidates'> {
  readonly sites: readonly CodePlace[];
  readonly asksPool: boolean;
}

function findQueues(dump: ThreadDump): readonly UnownedQueue[] {
  const queues = askedQueues(dump);
  let judge: QueueJudge | null = null;
  const judgeOfAll = (): QueueJudge => (judge ??= new QueueJudge(dump, tracesOf(dump, queues)));
  return queues.map((queue) => new JudgedQueue(queue, judgeOfAll));
}

function tracesOf(dump: ThreadDump, queues: readonly AskedQueue[]): CodeTraces {
  const sites = queues.flatMap((queue) => queue.sites);
  return traceCode(dump, {
    methods: new Set(sites.map(({ method }) => method)),
    classes: new Set(sites.map(({ className }) => className).filter(isOwnCode)),
    frames: queues.some(({ asksPool }) => asksPool) ? POOLED_CONNECTION : null,
  });
}

class JudgedQueue implements UnownedQueue {
  readonly lock: number;
  readonly waiters: UnownedQueue['waiters'];
  readonly askedAt: string;
  readonly #find: () => readonly OwnerCandidate[];
  #candidates: readonly OwnerCandidate[] | null = null;

  constructor({ lock, waiters, askedAt, sites, asksPool }: AskedQueue, judge: () => QueueJudge) {
    this.lock = lock;
    this.waiters = waiters;
    this.askedAt = askedAt;
    this.#find = () => judge().candidates(sites, asksPool, new Set(waiters.map(({ thread }) => thread)));
  }

  get candidates(): readonly OwnerCandidate[] {
    return (this.#candidates ??= this.#find());
  }
}

/** Many queues are asked for at the same places: the threads there are ranked once. */
class QueueJudge {
  readonly #dump: ThreadDump;
  readonly #traces: CodeTraces;
  readonly #threadsByStack: ReadonlyMap<number, readonly number[]>;
  readonly #ranked = new Map<string, readonly FoundThread[]>();
  readonly #frameLines = new Map<number, readonly number[]>();

  constructor(dump: ThreadDump, traces: CodeTraces) {
    this.#dump = dump;
    this.#traces = traces;
    this.#threadsByStack = busyThreads(dump);
  }

  candidates(asked: readonly CodePlace[], asksPool: boolean, waiting: ReadonlySet<number>): readonly OwnerCandidate[] {
    const key = asked.map(({ method, sourceLine }) => `${method}:${sourceLine ?? ''}`).join(' ');
    const likely = this.#of(`${String(asksPool)} ${key}`, () => likelyStacks(asked, asksPool, this.#traces));
    const better = firstOthers(likely, waiting, MAX_CANDIDATES);
    const kept = better.length > 0 ? better : firstOthers(this.#of(`faint ${key}`, () => faintStacks(asked, this.#traces)), waiting, MAX_FAINT);
    return kept.map(({ thread, confidence, depth }) => ({ thread, confidence, line: this.#lineOf(thread, depth) }));
  }

  #lineOf(thread: number, depth: number): number {
    let lines = this.#frameLines.get(thread);
    if (lines === undefined) {
      lines = stackLines(this.#dump, thread).flatMap(({ kind, line }) => (kind === 'frame' ? [line] : []));
      this.#frameLines.set(thread, lines);
    }
    return lines[depth] ?? this.#dump.threads.firstLine[thread] ?? 0;
  }

  /** The threads of these stacks, the surest first. */
  #of(key: string, verdicts: () => readonly Verdict[]): readonly FoundThread[] {
    let ranked = this.#ranked.get(key);
    if (ranked === undefined) {
      ranked = verdicts()
        .flatMap(({ stack, ...verdict }) => (this.#threadsByStack.get(stack) ?? []).map((thread) => ({ thread, ...verdict })))
        .toSorted((a, b) => rankOf(a) - rankOf(b) || a.thread - b.thread);
      this.#ranked.set(key, ranked);
    }
    return ranked;
  }
}

function firstOthers(ranked: readonly FoundThread[], waiting: ReadonlySet<number>, most: number): readonly FoundThread[] {
  const first: FoundThread[] = [];
  for (const found of ranked) {
    if (first.length === most) break;
    if (!waiting.has(found.thread)) first.push(found);
  }
  return first;
}

function askedQueues(dump: ThreadDump): readonly AskedQueue[] {
  const queues: AskedQueue[] = [];
  const asked = new Map<number, ReturnType<typeof acquiringFrame>>();
  const askedAt = (thread: number): ReturnType<typeof acquiringFrame> => {
    if (isIdle(dump, thread)) return null;
    const stack = dump.threads.stack[thread] ?? 0;
    const known = asked.get(stack);
    if (known !== undefined) return known;
    const frame = acquiringFrame(dump, stack);
    asked.set(stack, frame);
    return frame;
  };
  for (let lock = 0; lock < dump.locks.count; lock++) {
    if (dump.locks.world[lock] !== WORLD_SYNCHRONIZER || (dump.locks.owner[lock] ?? -1) >= 0) continue;
    const asking = queueOf(dump, lock).flatMap(({ thread, role, line }) => {
      const at = role === QUEUE_PARKED ? askedAt(thread) : null;
      return at === null ? [] : [{ thread, line, at }];
    });
    const [first] = asking;
    if (first === undefined) continue;
    const sites = [...new Set(asking.map(({ at }) => at.frame))].slice(0, MAX_SITES).map((frame) => codePlaceOf(dump, frame));
    queues.push({ lock, waiters: asking, askedAt: text(dump, first.at.frame), sites, asksPool: asking.some(({ at }) => ASKS_A_POOL.test(at.acquires)) });
  }
  return queues;
}

/** Threads that do something, by their stack. */
function busyThreads(dump: ThreadDump): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (let thread = 0; thread < dump.threads.count; thread++) {
    if (isIdle(dump, thread)) continue;
    const stack = dump.threads.stack[thread] ?? 0;
    const group = groups.get(stack);
    if (group === undefined) groups.set(stack, [thread]);
    else group.push(thread);
  }
  return groups;
}

function isOwnCode(className: string): boolean {
  return !isJdkFrame(`${className}.`) && !isLibraryFrame(`${className}.`);
}

interface Verdict {
  readonly stack: number;
  readonly confidence: Confidence;
  readonly depth: number;
}

interface FoundThread extends Omit<Verdict, 'stack'> {
  readonly thread: number;
}

function rankOf({ confidence }: { readonly confidence: Confidence }): number {
  return CONFIDENCES.indexOf(confidence);
}

/** Stacks in the methods that the waiters ask in, or inside a connection of the pool they ask: of each its surest, uppermost frame. */
function likelyStacks(asked: readonly CodePlace[], asksPool: boolean, traces: CodeTraces): readonly Verdict[] {
  const best = new Map<number, Verdict>();
  const judge = ({ stack, depth }: Trace, confidence: Confidence): void => {
    const verdict = { stack, confidence, depth };
    const known = best.get(stack);
    if (known === undefined || rankOf(verdict) < rankOf(known) || (rankOf(verdict) === rankOf(known) && depth < known.depth)) best.set(stack, verdict);
  };
  if (asksPool) for (const trace of traces.byFrame) judge(trace, 'high');
  for (const method of new Set(asked.map((site) => site.method))) {
    const sites = asked.filter((site) => site.method === method);
    for (const trace of traces.byMethod.get(method) ?? []) judge(trace, sites.some((site) => site.sourceLine !== null && trace.sourceLine !== null && trace.sourceLine > site.sourceLine) ? 'high' : 'medium');
  }
  return [...best.values()];
}

function faintStacks(asked: readonly CodePlace[], { byClass }: CodeTraces): readonly Verdict[] {
  const uppermost = new Map<number, Verdict>();
  for (const className of new Set(asked.map((site) => site.className))) {
    for (const { stack, depth } of byClass.get(className) ?? []) {
      if (depth < (uppermost.get(stack)?.depth ?? Infinity)) uppermost.set(stack, { stack, confidence: 'low', depth });
    }
  }
  return [...uppermost.values()];
}
