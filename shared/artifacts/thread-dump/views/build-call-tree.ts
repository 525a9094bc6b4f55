import type { CallFrame, CallTree, CallTreeQuestion, RequestPathOf } from '../../call-tree.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { isJdkFrame, isLibraryFrame } from '../threads/application-frame.ts';
import { codePlace } from '../locks/call-site.ts';
import { framesOfStack, text, threadName } from '../dump-reading.ts';
import type { ThreadDump } from '../model.ts';
import { threadPools } from './pools-table.ts';
import { isIdle } from '../threads/thread-activity.ts';

const MAX_POOLS = 300;
const MAX_THREADS = 300;
/** Node and frame in one key of a map: far more frames than any capture has. */
const FRAMES = 2 ** 24;

export function buildCallTree(artifacts: readonly LoadedArtifact<ThreadDump>[], question: CallTreeQuestion, requestOf: RequestPathOf = () => null): CallTree {
  return { ...mergeStacks(artifacts.map(({ parsed }) => parsed.model), question, requestOf), intervalMs: intervalOf(artifacts) };
}

/** Merges the stacks of all dumps. A stack is walked once per dump and request, however many threads stand on it. */
export function mergeStacks(dumps: readonly ThreadDump[], question: CallTreeQuestion, requestOf: RequestPathOf = () => null): Omit<CallTree, 'intervalMs'> {
  const builder = new CallTreeBuilder();
  const pools = new Map<string, number>();
  const threads = new Map<string, number>();
  let requestSamples = 0;
  dumps.forEach((model, capture) => {
    const stacks = new Map<string, { readonly stack: number; readonly path: string | null; count: number; readonly line: number }>();
    for (const pool of threadPools(model)) {
      const rows = pool.threads.filter((row) => model.threads.stack[row] !== 0 && !(question.busyOnly && isIdle(model, row)));
      if (rows.length > 0) pools.set(pool.pattern, (pools.get(pool.pattern) ?? 0) + rows.length);
      if (question.pool !== null && pool.pattern !== question.pool) continue;
      for (const row of rows) {
        const name = threadName(model, row);
        if (question.pool !== null || question.thread !== null) threads.set(name, (threads.get(name) ?? 0) + 1);
        if (question.thread !== null && name !== question.thread) continue;
        const stack = model.threads.stack[row] ?? 0;
        const path = requestOf(capture, row);
        if (path !== null) requestSamples += 1;
        const key = question.byRequest === true ? `${stack} ${path ?? ''}` : String(stack);
        const seen = stacks.get(key);
        if (seen === undefined) stacks.set(key, { stack, path: question.byRequest === true ? path : null, count: 1, line: model.threads.firstLine[row] ?? 0 });
        else seen.count += 1;
      }
    }
    for (const stack of stacks.values()) builder.add(model, { ...stack, capture });
  });
  return { ...builder.build(question.maxNodes), captures: dumps.length, requestSamples, pools: ranked(pools, MAX_POOLS).map(([pattern, samples]) => ({ pattern, samples })), threads: ranked(threads, MAX_THREADS).map(([name]) => name) };
}

function ranked(counts: ReadonlyMap<string, number>, most: number): readonly (readonly [string, number])[] {
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, most);
}

function intervalOf(artifacts: readonly LoadedArtifact<ThreadDump>[]): number | null {
  const times = [(artifact: LoadedArtifact<ThreadDump>) => artifact.parsed.capturedAt, (artifact: LoadedArtifact<ThreadDump>) => artifact.takenAt ?? null]
    .map((clock) => artifacts.map((artifact) => Date.parse(clock(artifact) ?? '')))
    .find((found) => found.every((time) => !Number.isNaN(time)));
  if (times === undefined || times.length < 2) return null;
  const span = Math.max(...times) - Math.min(...times);
  return span <= 0 ? null : span / (times.length - 1);
}

type Built = Pick<CallTree, 'frames' | 'frame' | 'parent' | 'total' | 'self' | 'capture' | 'line' | 'samples' | 'leftOut'>;

interface MergedStack {
  readonly stack: number;
  /** Of the request under which it stands; null = under none. */
  readonly path: string | null;
  readonly count: number;
  readonly capture: number;
  readonly line: number;
}

class CallTreeBuilder {
  readonly #frames: CallFrame[] = [];
  readonly #frameOf = new Map<string, number>();
  /** Per pool of texts: text id → frame. */
  readonly #known = new WeakMap<object, Map<number, number>>();
  readonly #child = new Map<number, number>();
  readonly #frame = [-1];
  readonly #parent = [-1];
  readonly #total = [0];
  readonly #self = [0];
  readonly #capture = [0];
  readonly #line = [0];

  add(dump: ThreadDump, { stack, path, count, capture, line }: MergedStack): void {
    const known = this.#known.get(dump.symbols) ?? new Map<number, number>();
    this.#known.set(dump.symbols, known);
    const stackFrames = framesOfStack(dump, stack);
    let node = 0;
    this.#total[0] = (this.#total[0] ?? 0) + count;
    if (path !== null) {
      node = this.#childOf(0, this.#requestFrame(path), capture, line);
      this.#total[node] = (this.#total[node] ?? 0) + count;
    }
    for (let i = stackFrames.length - 1; i >= 0; i--) {
      node = this.#childOf(node, this.#frameId(dump, known, stackFrames[i] ?? 0), capture, line);
      this.#total[node] = (this.#total[node] ?? 0) + count;
    }
    this.#self[node] = (this.#self[node] ?? 0) + count;
  }

  #frameId(dump: ThreadDump, known: Map<number, number>, id: number): number {
    let frame = known.get(id);
    if (frame === undefined) {
      frame = this.#intern(text(dump, id));
      known.set(id, frame);
    }
    return frame;
  }

  #requestFrame(path: string): number {
    // No method has such a name.
    const key = `request ${path}`;
    const frame = this.#frameOf.get(key) ?? this.#frames.push({ name: path, file: null, origin: 'request' }) - 1;
    this.#frameOf.set(key, frame);
    return frame;
  }

  #intern(line: string): number {
    const name = codePlace(line).method;
    let frame = this.#frameOf.get(name);
    if (frame === undefined) {
      frame = this.#frames.length;
      this.#frames.push({ name, file: /\((?:[^()]*\/)?([^()/:]+\.\w+)(?::\d+)?\)$/.exec(line)?.[1] ?? null, origin: isJdkFrame(name) ? 'jdk' : isLibraryFrame(name) ? 'library' : 'application' });
      this.#frameOf.set(name, frame);
    }
    return frame;
  }

  #childOf(parent: number, frame: number, capture: number, line: number): number {
    const key = parent * FRAMES + frame;
    let node = this.#child.get(key);
    if (node === undefined) {
      node = this.#frame.length;
      this.#child.set(key, node);
      this.#frame.push(frame);
      this.#parent.push(parent);
      this.#total.push(0);
      this.#self.push(0);
      this.#capture.push(capture);
      this.#line.push(line);
    }
    return node;
  }

  build(maxNodes: number): Built {
    const kept = this.#kept(maxNodes);
    const renumbered = new Map(kept.map((node, index) => [node, index]));
    const pick = (values: readonly number[]): number[] => kept.map((node) => values[node] ?? 0);
    return {
      frames: this.#frames,
      frame: pick(this.#frame),
      parent: kept.map((node) => renumbered.get(this.#parent[node] ?? -1) ?? -1),
      total: pick(this.#total),
      self: pick(this.#self),
      capture: pick(this.#capture),
      line: pick(this.#line),
      samples: this.#total[0] ?? 0,
      leftOut: this.#frame.length - kept.length,
    };
  }

  /** A node is never larger than its parent, so the largest ones make a tree. */
  #kept(maxNodes: number): readonly number[] {
    const all = this.#frame.map((_, node) => node);
    if (maxNodes === 0 || all.length <= maxNodes) return all;
    const largest = all.toSorted((a, b) => (this.#total[b] ?? 0) - (this.#total[a] ?? 0) || a - b).slice(0, maxNodes);
    return largest.sort((a, b) => a - b);
  }
}
