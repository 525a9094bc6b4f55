import { ACT_NOTE, FLAG_ACTS_BY_DEPTH, FLAG_VIRTUAL, LOCK_WORLDS, OWNER_UNKNOWN, QUEUE_ENTRY, THREAD_STATES, type LockActs, type ThreadDump, type ThreadState } from './model.ts';
import { textOf } from './building/text-pool.ts';

/** Answers in plain words about the rows of a dump; everything that shows or judges a dump reads it through these. */

export function text(dump: ThreadDump, id: number | undefined): string {
  return textOf(dump.symbols.texts, id ?? 0);
}

/** Null for id 0. */
export function textOrNull(dump: ThreadDump, id: number | undefined): string | null {
  return id === undefined || id === 0 ? null : textOf(dump.symbols.texts, id);
}

/** Mounted virtual threads are listed without a name; their number stands in for it wherever a person reads. */
export function threadName(dump: ThreadDump, row: number): string {
  const name = text(dump, dump.threads.name[row]);
  return name === '' && isVirtual(dump, row) ? `#${dump.threads.javaId[row]}` : name;
}

export function isVirtual(dump: ThreadDump, row: number): boolean {
  return ((dump.threads.flags[row] ?? 0) & FLAG_VIRTUAL) !== 0;
}

export function stateOf(dump: ThreadDump, row: number): ThreadState {
  return THREAD_STATES[dump.threads.state[row] ?? 0] ?? 'none';
}

export function frameCount(dump: ThreadDump, row: number): number {
  const stack = dump.threads.stack[row] ?? 0;
  return (dump.symbols.stackOffsets[stack + 1] ?? 0) - (dump.symbols.stackOffsets[stack] ?? 0);
}

/** Frame text ids, top first. */
export function framesOfStack(dump: ThreadDump, stack: number): Uint32Array {
  return dump.symbols.stackFrames.subarray(dump.symbols.stackOffsets[stack], dump.symbols.stackOffsets[stack + 1]);
}

export function framesOf(dump: ThreadDump, row: number): Uint32Array {
  return framesOfStack(dump, dump.threads.stack[row] ?? 0);
}

/** The address as printed, or the class of a class-init wait. */
export function lockId(dump: ThreadDump, lock: number): string {
  return text(dump, dump.locks.object[lock]);
}

/** The identity beside the class: where the identity repeats its class (`Sync@1607526b`), only what follows it. */
export function lockIdBesideClass(dump: ThreadDump, lock: number): string {
  const [id, className] = [lockId(dump, lock), lockClass(dump, lock)];
  return className !== '' && id.startsWith(`${className}@`) ? id.slice(className.length) : id;
}

export function lockClass(dump: ThreadDump, lock: number): string {
  return text(dump, dump.locks.className[lock]);
}

export function lockWorld(dump: ThreadDump, lock: number): (typeof LOCK_WORLDS)[number] {
  return LOCK_WORLDS[dump.locks.world[lock] ?? 0] ?? 'monitor';
}

export function ownerUnknownBecause(dump: ThreadDump, lock: number): (typeof OWNER_UNKNOWN)[number] {
  return OWNER_UNKNOWN[dump.locks.ownerUnknown[lock] ?? 0] ?? '';
}

export interface QueuedThread {
  readonly thread: number;
  readonly role: number;
  readonly line: number;
}

export function queueOf(dump: ThreadDump, lock: number): readonly QueuedThread[] {
  const queue: QueuedThread[] = [];
  for (let i = dump.locks.queueStart[lock] ?? 0; i < (dump.locks.queueStart[lock + 1] ?? 0); i++) {
    queue.push({ thread: dump.locks.queueThread[i] ?? 0, role: dump.locks.queueRole[i] ?? 0, line: dump.locks.queueLine[i] ?? 0 });
  }
  return queue;
}

export function countInQueue(dump: ThreadDump, lock: number, role: number): number {
  let count = 0;
  for (let i = dump.locks.queueStart[lock] ?? 0; i < (dump.locks.queueStart[lock + 1] ?? 0); i++) if (dump.locks.queueRole[i] === role) count += 1;
  return count;
}

/** At least one thread waits to enter; a wait set is not contention. */
export function isContended(dump: ThreadDump, lock: number): boolean {
  return countInQueue(dump, lock, QUEUE_ENTRY) > 0;
}

/** For each thread the lock it waits for; -1 for none. A thread that waits for two stands with the one whose owner is known. */
export function lockWaitedFor(dump: ThreadDump): Int32Array {
  const waits = new Int32Array(dump.threads.count).fill(-1);
  for (let lock = 0; lock < dump.locks.count; lock++) {
    for (let i = dump.locks.queueStart[lock] ?? 0; i < (dump.locks.queueStart[lock + 1] ?? 0); i++) {
      const thread = dump.locks.queueThread[i] ?? 0;
      if ((waits[thread] ?? -1) < 0 || (dump.locks.owner[lock] ?? -1) >= 0) waits[thread] = lock;
    }
  }
  return waits;
}

export type StackLine = { readonly kind: 'frame'; readonly frame: number; readonly line: number } | { readonly kind: 'act'; readonly act: number; readonly line: number };

/** The lines of a thread's stack as printed: frames and, in their places, lock acts (row numbers of `LockActs`). */
export function stackLines(dump: ThreadDump, row: number): readonly StackLine[] {
  const lines: StackLine[] = [];
  const acts: LockActs = dump.acts;
  let act = dump.threads.actStart[row] ?? 0;
  const lastAct = dump.threads.actStart[row + 1] ?? 0;
  if (((dump.threads.flags[row] ?? 0) & FLAG_ACTS_BY_DEPTH) !== 0) return stackLinesByDepth(dump, row);
  let line = dump.threads.stackLine[row] ?? 0;
  const takeActs = (isHere: () => boolean): void => {
    while (act < lastAct && isHere()) {
      const at = acts.line[act] ?? 0;
      if (acts.act[act] !== 0) lines.push({ kind: 'act', act, line: at });
      act += 1;
      line = at + 1;
    }
  };
  for (const frame of framesOf(dump, row)) {
    takeActs(() => acts.line[act] === line);
    lines.push({ kind: 'frame', frame, line });
    line += 1;
  }
  takeActs(() => true);
  return lines;
}

/** For dialects that tell locks apart from frames: each act stands after as many frames as its depth says. */
function stackLinesByDepth(dump: ThreadDump, row: number): readonly StackLine[] {
  const lines: StackLine[] = [];
  const { acts, threads } = dump;
  const lastAct = threads.actStart[row + 1] ?? 0;
  let act = threads.actStart[row] ?? 0;
  let line = threads.stackLine[row] ?? 0;
  const takeActs = (depth: number): void => {
    for (; act < lastAct && (acts.depth[act] ?? 0) <= depth; act++) {
      if (acts.act[act] === ACT_NOTE) line = acts.line[act] ?? 0;
      else lines.push({ kind: 'act', act, line: acts.line[act] ?? 0 });
    }
  };
  framesOf(dump, row).forEach((frame, depth) => {
    takeActs(depth);
    lines.push({ kind: 'frame', frame, line });
    line += 1;
  });
  takeActs(Number.POSITIVE_INFINITY);
  return lines;
}
