import { codePlace, type CodePlace } from './call-site.ts';
import { framesOfStack, text } from '../dump-reading.ts';
import type { Symbols, ThreadDump } from '../model.ts';

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

/** Frames are shared by the dumps of a capture: each is read once. */
const knownPlaces = new WeakMap<Symbols, Map<number, CodePlace>>();

function placesOf({ symbols }: ThreadDump): Map<number, CodePlace> {
  let places = knownPlaces.get(symbols);
  if (places === undefined) knownPlaces.set(symbols, (places = new Map()));
  return places;
}

/** One pass over the stacks, however many places are asked for. */
export function traceCode(dump: ThreadDump, { methods, classes, frames }: WantedCode): CodeTraces {
  const [byMethod, byClass, byFrame] = [new Map<string, Trace[]>(), new Map<string, Trace[]>(), [] as Trace[]];
  const places = placesOf(dump);
  const placeOf = (frame: number): CodePlace => {
    let place = places.get(frame);
    if (place === undefined) places.set(frame, (place = codePlace(text(dump, frame))));
    return place;
  };
  const add = (found: Map<string, Trace[]>, key: string, trace: Trace): void => {
    const traces = found.get(key);
    if (traces === undefined) found.set(key, [trace]);
    else traces.push(trace);
  };
  for (const stack of new Set(dump.threads.stack.subarray(0, dump.threads.count))) {
    framesOfStack(dump, stack).forEach((frame, depth) => {
      const { method, className, sourceLine } = placeOf(frame);
      const trace = { stack, depth, sourceLine };
      if (methods.has(method)) add(byMethod, method, trace);
      if (classes.has(className) && byClass.get(className)?.at(-1)?.stack !== stack) add(byClass, className, trace);
      if (frames?.test(text(dump, frame)) === true) byFrame.push(trace);
    });
  }
  return { byMethod, byClass, byFrame };
}
