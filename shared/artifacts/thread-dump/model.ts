import type { TextPool } from './building/text-pool.ts';
import type { UnparsedLines } from './building/unparsed-lines.ts';

/** How a thread dump was written; each has a reader of its own. */
export type Dialect = 'hotspot-text' | 'hotspot-plain' | 'hotspot-json' | 'hotspot-sa' | 'javacore' | 'jrockit' | 'jmx';

/** Thread states by code; 0 where the dump prints none. */
export const THREAD_STATES = ['none', 'NEW', 'RUNNABLE', 'BLOCKED', 'WAITING', 'TIMED_WAITING', 'TERMINATED'] as const;
export type ThreadState = (typeof THREAD_STATES)[number];
/** Index of a state by its name; STATE_NONE for any other word. */
export function stateCode(word: string | undefined): number {
  return Math.max(STATE_NONE, THREAD_STATES.findIndex((state) => state === word));
}

export const STATE_NONE = 0;
export const STATE_RUNNABLE = 2;
export const STATE_BLOCKED = 3;
export const STATE_TIMED_WAITING = 5;

/** What one line below a frame says, by code. */
/** A line that is part of no stack, between two that are. */
export const ACT_NOTE = 0;
export const ACT_LOCKED = 1;
export const ACT_ELIMINATED = 2;
export const ACT_WAITS_TO_ENTER = 3;
export const ACT_WAITS_IN_WAIT_SET = 4;
export const ACT_WAITS_TO_REENTER = 5;
export const ACT_PARKED_ON = 6;
export const ACT_WAITS_FOR_CLASS_INIT = 7;
export const ACT_OWNS_SYNCHRONIZER = 8;

export const FLAG_DAEMON = 1;
export const FLAG_VIRTUAL = 2;
/** The dump printed this thread's list of ownable synchronizers, if only to say None. */
export const FLAG_SYNCHRONIZERS_LISTED = 4;
/** The lock acts of the stack stand elsewhere in the text: their depth, not their line, says where they belong. A note then tells the line of the next frame. */
export const FLAG_ACTS_BY_DEPTH = 8;

/** Texts and stacks shared by all dumps of one capture. */
export interface Symbols {
  readonly texts: TextPool;
  /** Stack n is the frame texts `stackFrames[stackOffsets[n]..stackOffsets[n + 1]]`, top first, without `at`; stack 0 is the empty one. */
  readonly stackFrames: Uint32Array;
  readonly stackOffsets: Uint32Array;
}

/** Threads column by column. Text columns hold ids into `Symbols.texts`; NaN in a number column is "the dump did not say". */
export interface ThreadColumns {
  readonly count: number;
  readonly name: Uint32Array;
  /** `Thread.threadId()`, printed as `#19` since JDK 8. */
  readonly javaId: Float64Array;
  /** OS thread id as the JVM's own process namespace numbers it, printed hexadecimal or decimal. */
  readonly nid: Float64Array;
  readonly priority: Float64Array;
  readonly cpuMs: Float64Array;
  readonly elapsedMs: Float64Array;
  readonly flags: Uint8Array;
  /** Index into THREAD_STATES. */
  readonly state: Uint8Array;
  /** Words in parentheses after the state, such as `on object monitor`. */
  readonly stateDetail: Uint32Array;
  /** Free text at the end of the header, such as `waiting for monitor entry`. */
  readonly headerState: Uint32Array;
  /** Header fields this version has no column for, as printed. */
  readonly extra: Uint32Array;
  /** What else the JVM says the thread does: a compile task, the virtual thread it carries. */
  readonly activity: Uint32Array;
  readonly stack: Uint32Array;
  /** Line of the first stack line; 0 without a stack. */
  readonly stackLine: Uint32Array;
  readonly firstLine: Uint32Array;
  readonly lastLine: Uint32Array;
  /** Lock acts of thread i are rows `actStart[i]..actStart[i + 1]` of `LockActs`. */
  readonly actStart: Uint32Array;
}

/** Lines of stacks that are not frames, in the order printed. */
export interface LockActs {
  /** One of the ACT_ codes. */
  readonly act: Uint8Array;
  /** How many frames of the stack stand above. */
  readonly depth: Uint32Array;
  /** Address as printed, or for a class-init wait the class; 0 where the dump names no object. Notes hold their text here. */
  readonly object: Uint32Array;
  readonly className: Uint32Array;
  readonly line: Uint32Array;
}

export const LOCK_WORLDS = ['monitor', 'synchronizer', 'class-init'] as const;
export const WORLD_MONITOR = 0;
export const WORLD_SYNCHRONIZER = 1;
export const WORLD_CLASS_INIT = 2;

/** Why a lock's owner is not known, by code; 0 where it is known. */
export const OWNER_UNKNOWN = ['', 'synchronizers-not-listed', 'owner-not-in-dump', 'several-candidates', 'not-exclusively-owned', 'only-waited-on', 'released-in-wait', 'eliminated'] as const;
export const OWNER_KNOWN = 0;
export const OWNER_SYNCHRONIZERS_NOT_LISTED = 1;
export const OWNER_NOT_IN_DUMP = 2;
export const OWNER_SEVERAL_CANDIDATES = 3;
export const OWNER_NOT_EXCLUSIVE = 4;
export const OWNER_ONLY_WAITED_ON = 5;
/** Whoever shows it as locked gave it up in Object.wait. */
export const OWNER_RELEASED_IN_WAIT = 6;
export const OWNER_ELIMINATED = 7;

export const QUEUE_ENTRY = 0;
export const QUEUE_WAIT_SET = 1;
export const QUEUE_PARKED = 2;

/** Every lock the dump names, with its queues. */
export interface LockColumns {
  readonly count: number;
  readonly world: Uint8Array;
  readonly object: Uint32Array;
  readonly className: Uint32Array;
  /** Thread row; -1 when unknown. */
  readonly owner: Int32Array;
  /** Index into OWNER_UNKNOWN. */
  readonly ownerUnknown: Uint8Array;
  /** Line that shows the owner holding it; 0 without an owner. */
  readonly ownerLine: Uint32Array;
  /** First line that names the lock. */
  readonly line: Uint32Array;
  /** Queue rows of lock i are `queueStart[i]..queueStart[i + 1]`. */
  readonly queueStart: Uint32Array;
  readonly queueThread: Uint32Array;
  /** QUEUE_ENTRY (wants to enter), QUEUE_WAIT_SET (in Object.wait) or QUEUE_PARKED. */
  readonly queueRole: Uint8Array;
  readonly queueLine: Uint32Array;
}

export interface Deadlock {
  /** Thread rows in the order of the cycle: each waits for the next. */
  readonly threads: readonly number[];
  /** Line of the report the JVM printed; null when only computed. */
  readonly printedLine: number | null;
  /** Lines where each thread waits. */
  readonly waitLines: readonly number[];
  /** False for a report of the JVM that the locks printed do not show. */
  readonly computed: boolean;
}

/** One thread dump. Plain data: survives `structuredClone`; `symbols` is the same object for all dumps of a capture. */
export interface ThreadDump {
  readonly dialect: Dialect;
  /** As printed in the banner; null without one. */
  readonly vm: string | null;
  readonly symbols: Symbols;
  readonly threads: ThreadColumns;
  readonly acts: LockActs;
  readonly locks: LockColumns;
  readonly deadlocks: readonly Deadlock[];
  /** Lines between the dump's first and last that no rule accounts for. */
  readonly unparsed: UnparsedLines;
  /** True when the dump lists ownable synchronizers (`-l`). */
  readonly synchronizersListed: boolean;
}
