import { codePlaceOf } from './call-site.ts';
import { framesOfStack, text } from '../dump-reading.ts';
import type { ThreadDump } from '../model.ts';

/** A frame of a stack: which one, and its source line, null where it has none. */
export interface Trace {
  readonly stack: number;
  readonly depth: number;
  readonly sourceLine: number | null;
}

/** What is looked for in all stacks at once. */
export interface WantedCode {
  readonly methods: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  /** Frames told by their whole text; null when none are wanted. */
  readonly frames: RegExp | null;
}

/** Where wanted code stands in the stacks of a dump; of a class, the uppermost frame of each stack. */
export interface CodeTraces {
  readonly byMethod: ReadonlyMap<string, readonly Trace[]>;
  readonly byClass: ReadonlyMap<string, readonly Trace[]>;
  readonly byFrame: readonly Trace[];
}

/** Why a frame is looked for. */
interface WantedFrame {
  /** Null where the method, or the class, is none of those wanted. */
  readonly method: string | null;
  readonly className: string | null;
  readonly byText: boolean;
  readonly sourceLine: number | null;
}

/** One pass over the stacks, however many places are asked for. */
export function traceCode(dump: ThreadDump, { methods, classes, frames }: WantedCode): CodeTraces {
  const [byMethod, byClass, byFrame] = [new Map<string, Trace[]>(), new Map<string, Trace[]>(), [] as Trace[]];
  const judge = (frame: number): WantedFrame | null => {
    const { method, className, sourceLine } = codePlaceOf(dump, frame);
    const wanted = { method: methods.has(method) ? method : null, className: classes.has(className) ? className : null, byText: frames?.test(text(dump, frame)) === true, sourceLine };
    return wanted.method === null && wanted.className === null && !wanted.byText ? null : wanted;
  };
  const judged = new Map<number, WantedFrame | null>();
  for (const stack of new Set(dump.threads.stack.subarray(0, dump.threads.count))) {
    framesOfStack(dump, stack).forEach((frame, depth) => {
      let wanted = judged.get(frame);
      if (wanted === undefined) judged.set(frame, (wanted = judge(frame)));
      if (wanted === null) return;
      const trace = { stack, depth, sourceLine: wanted.sourceLine };
      if (wanted.method !== null) add(byMethod, wanted.method, trace);
      if (wanted.className !== null && byClass.get(wanted.className)?.at(-1)?.stack !== stack) add(byClass, wanted.className, trace);
      if (wanted.byText) byFrame.push(trace);
    });
  }
  return { byMethod, byClass, byFrame };
}

function add(found: Map<string, Trace[]>, key: string, trace: Trace): void {
  const traces = found.get(key);
  if (traces === undefined) found.set(key, [trace]);
  else traces.push(trace);
}
