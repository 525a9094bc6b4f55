import { acquiringFrame, codePlace, type CodePlace } from './call-site.ts';
import { isJdkFrame, isLibraryFrame } from './application-frame.ts';
import { framesOfStack, queueOf, stackLines, text } from './dump-reading.ts';
import { QUEUE_PARKED, WORLD_SYNCHRONIZER, type ThreadDump } from './model.ts';
import { isIdle } from './thread-activity.ts';

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
  /** Most likely first; low ones only where there are no better. */
  readonly candidates: readonly OwnerCandidate[];
}

/** A connection in use is called through its pool's wrapper. */
const POOLED_CONNECTION = /\b(com\.zaxxer\.hikari\.pool\.(HikariProxy|Proxy)\w+|org\.apache\.(commons\.dbcp2?|tomcat\.dbcp\.dbcp2?)\.Delegating\w+|org\.apache\.tomcat\.jdbc\.pool\.(StatementFacade|ProxyConnection|DisposableConnectionFacade)|com\.mchange\.v2\.c3p0\.impl\.NewProxy\w+|com\.alibaba\.druid\.pool\.DruidPooled\w+)/;
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

function findQueues(dump: ThreadDump): readonly UnownedQueue[] {
  const queues: UnownedQueue[] = [];
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
    const frames = [...new Set(asking.map(({ at }) => at.frame))].slice(0, MAX_SITES).map((frame) => text(dump, frame));
    const asksPool = asking.some(({ at }) => ASKS_A_POOL.test(at.acquires));
    queues.push({ lock, waiters: asking, askedAt: text(dump, first.at.frame), candidates: candidatesFor(dump, new Set(asking.map(({ thread }) => thread)), frames, asksPool) });
  }
  return queues;
}

function candidatesFor(dump: ThreadDump, waiting: ReadonlySet<number>, askedAt: readonly string[], asksPool: boolean): readonly OwnerCandidate[] {
  const judge = new StackJudge(dump, askedAt.map(codePlace), asksPool);
  const found: OwnerCandidate[] = [];
  for (let thread = 0; thread < dump.threads.count; thread++) {
    const verdict = waiting.has(thread) ? null : judge.of(dump.threads.stack[thread] ?? 0);
    if (verdict === null || isIdle(dump, thread)) continue;
    found.push({ thread, confidence: verdict.confidence, line: lineOfFrame(dump, thread, verdict.depth) });
  }
  const better = found.filter(({ confidence }) => confidence !== 'low');
  const kept = better.length > 0 ? better : found.slice(0, MAX_FAINT);
  return kept.toSorted((a, b) => CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence)).slice(0, MAX_CANDIDATES);
}

/** Stacks repeat: each is judged once. */
class StackJudge {
  readonly #dump: ThreadDump;
  readonly #byMethod = new Map<string, CodePlace[]>();
  readonly #classes: ReadonlySet<string>;
  readonly #asksPool: boolean;
  readonly #byStack = new Map<number, { readonly confidence: Confidence; readonly depth: number } | null>();

  constructor(dump: ThreadDump, sites: readonly CodePlace[], asksPool: boolean) {
    this.#dump = dump;
    this.#asksPool = asksPool;
    for (const site of sites) this.#byMethod.set(site.method, [...(this.#byMethod.get(site.method) ?? []), site]);
    this.#classes = new Set(sites.map(({ className }) => className).filter((name) => !isJdkFrame(`${name}.`) && !isLibraryFrame(`${name}.`)));
  }

  of(stack: number): { readonly confidence: Confidence; readonly depth: number } | null {
    let known = this.#byStack.get(stack);
    if (known === undefined) {
      known = this.#judge(stack);
      this.#byStack.set(stack, known);
    }
    return known;
  }

  #judge(stack: number): { readonly confidence: Confidence; readonly depth: number } | null {
    let best: { readonly confidence: Confidence; readonly depth: number } | null = null;
    const frames = framesOfStack(this.#dump, stack);
    for (let depth = 0; depth < frames.length; depth++) {
      const confidence = this.#ofFrame(text(this.#dump, frames[depth]));
      if (confidence === 'high') return { confidence, depth };
      if (confidence !== null && (best === null || (confidence === 'medium' && best.confidence === 'low'))) best = { confidence, depth };
    }
    return best;
  }

  #ofFrame(frame: string): Confidence | null {
    if (this.#asksPool && POOLED_CONNECTION.test(frame)) return 'high';
    const { method, className, sourceLine } = codePlace(frame);
    const sites = this.#byMethod.get(method);
    if (sites !== undefined) return sites.some((site) => site.sourceLine !== null && sourceLine !== null && sourceLine > site.sourceLine) ? 'high' : 'medium';
    return this.#classes.has(className) ? 'low' : null;
  }
}

function lineOfFrame(dump: ThreadDump, thread: number, depth: number): number {
  return stackLines(dump, thread).filter(({ kind }) => kind === 'frame')[depth]?.line ?? dump.threads.firstLine[thread] ?? 0;
}
