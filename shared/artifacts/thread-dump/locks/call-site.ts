import { framesOfStack, text } from '../dump-reading.ts';
import { isJdkFrame } from '../threads/application-frame.ts';
import type { Symbols, ThreadDump } from '../model.ts';

/** Calls that return once something limited is had: a lock, a permit, a pooled connection. */
const ACQUIRES =
  /\bjava\.util\.concurrent\.(locks\.(ReentrantLock|ReentrantReadWriteLock\$(Read|Write)Lock|StampedLock)\.(lock|tryLock|readLock|writeLock|acquireRead|acquireWrite)\w*|Semaphore\.(acquire|tryAcquire)\w*)\(|\.(getConnection|borrowObject|borrow|checkoutResource|leaseConnection|getPoolEntryBlocking|reserveResource)\(/;
/** Pools call themselves several deep; the one who asks stands below. */
const OF_A_POOL = /\b(com\.zaxxer\.hikari|org\.apache\.(tomcat\.(jdbc|dbcp)|commons\.(dbcp2?|pool2?)|http|hc)|com\.mchange\.v2|com\.alibaba\.druid|com\.jolbox|oracle\.ucp|weblogic\.(common|jdbc)|org\.jboss\.jca|org\.springframework\.jdbc)\./;
const LOOKED_AT = 40;

/** Where code is, read from a frame such as `a.B.c(B.java:7)`; without the module, and the number a lambda's class has in one run of a JVM. */
export interface CodePlace {
  /** `a.B.c` */
  readonly method: string;
  /** `a.B` */
  readonly className: string;
  /** Source line; null where the frame has none. */
  readonly sourceLine: number | null;
}

export function codePlace(frame: string): CodePlace {
  const bracket = frame.indexOf('(');
  const named = bracket < 0 ? frame : frame.slice(0, bracket);
  const stable = named.includes('$$Lambda') ? named.replace(/\$\$Lambda(?:\$\d+)?(?:\/0x[0-9a-f]+)?/, () => '$$Lambda') : named;
  const method = stable.slice(stable.lastIndexOf('/') + 1);
  const line = /:(\d+)\)$/.exec(frame)?.[1];
  return { method, className: method.slice(0, Math.max(0, method.lastIndexOf('.'))), sourceLine: line === undefined ? null : Number(line) };
}

/** What is known of the frames of a capture, which its dumps share: each is read once. */
interface KnownFrames {
  readonly places: Map<number, CodePlace>;
  readonly parts: Map<number, AskingPart>;
}

/** The part a frame plays where something limited is asked for: the call itself, what stands between, or the code that asks. */
type AskingPart = 'acquires' | 'between' | 'asks';

const knownFrames = new WeakMap<Symbols, KnownFrames>();

function framesKnownOf({ symbols }: ThreadDump): KnownFrames {
  let known = knownFrames.get(symbols);
  if (known === undefined) knownFrames.set(symbols, (known = { places: new Map(), parts: new Map() }));
  return known;
}

export function codePlaceOf(dump: ThreadDump, frame: number): CodePlace {
  const { places } = framesKnownOf(dump);
  let place = places.get(frame);
  if (place === undefined) places.set(frame, (place = codePlace(text(dump, frame))));
  return place;
}

function partOf(line: string): AskingPart {
  if (ACQUIRES.test(line)) return 'acquires';
  return isJdkFrame(line) || OF_A_POOL.test(line) ? 'between' : 'asks';
}

/** Frame of the code that asked for what its thread waits for; null when the stack is not one of acquiring. */
export function acquiringFrame(dump: ThreadDump, stack: number): { readonly frame: number; readonly acquires: string } | null {
  const { parts } = framesKnownOf(dump);
  let acquires: number | null = null;
  for (const frame of framesOfStack(dump, stack).subarray(0, LOOKED_AT)) {
    let part = parts.get(frame);
    if (part === undefined) parts.set(frame, (part = partOf(text(dump, frame))));
    if (part === 'acquires') acquires = frame;
    else if (part === 'asks') return acquires === null ? null : { frame, acquires: text(dump, acquires) };
  }
  return null;
}
