import { AT_REST, FRAME_RULES, NAME_RULES, type Activity } from './activity-rules.ts';
import { framesOfStack, text } from '../dump-reading.ts';
import { ACT_WAITS_FOR_CLASS_INIT, STATE_BLOCKED, STATE_NONE, STATE_RUNNABLE, type Symbols, type ThreadDump } from '../model.ts';

const DEEPEST = Math.max(...FRAME_RULES.map(({ within }) => within));
/** The stack shows no more than how the thread waits. */
const AT_REST_WITHIN = 3;

/** What the frames of a stack say; frame texts and stacks repeat a great deal, and each is judged once per capture. */
class StackActivities {
  readonly #dump: ThreadDump;
  /** For each frame text the rules it matches, one bit each, and one more for AT_REST. */
  readonly #frameBits = new Map<number, number>();
  readonly #byStack = new Map<number, Activity | null>();

  constructor(dump: ThreadDump) {
    this.#dump = dump;
  }

  /** Null where no rule speaks. */
  of(stack: number): Activity | null {
    let known = this.#byStack.get(stack);
    if (known === undefined) {
      known = this.#judge(framesOfStack(this.#dump, stack).subarray(0, DEEPEST));
      this.#byStack.set(stack, known);
    }
    return known;
  }

  #judge(frames: Uint32Array): Activity | null {
    const isAtRest = frames.subarray(0, AT_REST_WITHIN).some((frame) => (this.#bitsOf(frame) & 1) !== 0);
    let best = FRAME_RULES.length;
    frames.forEach((frame, depth) => {
      const bits = this.#bitsOf(frame) >>> 1;
      for (let rule = 0; rule < best && bits >>> rule !== 0; rule++) {
        const { within, onlyAtRest } = FRAME_RULES[rule] as (typeof FRAME_RULES)[number];
        if (((bits >>> rule) & 1) === 1 && depth < within && (onlyAtRest !== true || isAtRest)) best = rule;
      }
    });
    return FRAME_RULES[best]?.activity ?? null;
  }

  #bitsOf(frame: number): number {
    let bits = this.#frameBits.get(frame);
    if (bits === undefined) {
      const line = text(this.#dump, frame);
      bits = FRAME_RULES.reduce((sum, rule, index) => (rule.frame.test(line) ? sum | (2 << index) : sum), AT_REST.test(line) ? 1 : 0);
      this.#frameBits.set(frame, bits);
    }
    return bits;
  }
}

const judged = new WeakMap<Symbols, StackActivities>();

export function activityOf(dump: ThreadDump, row: number): Activity {
  const state = dump.threads.state[row];
  // JVMs before 6 print no State line; their header says it.
  if (state === STATE_BLOCKED || (state === STATE_NONE && text(dump, dump.threads.headerState[row]) === 'waiting for monitor entry')) return 'is-blocked';
  if (waitsForClass(dump, row)) return 'initializes';
  const stack = dump.threads.stack[row] ?? 0;
  if (stack === 0) return NAME_RULES.find(({ name }) => name.test(text(dump, dump.threads.name[row])))?.activity ?? 'unknown';
  let stacks = judged.get(dump.symbols);
  if (stacks === undefined) {
    stacks = new StackActivities(dump);
    judged.set(dump.symbols, stacks);
  }
  return stacks.of(stack) ?? (state === STATE_RUNNABLE || state === STATE_NONE ? 'runs' : 'unknown');
}

function waitsForClass({ threads, acts }: ThreadDump, row: number): boolean {
  for (let i = threads.actStart[row] ?? 0; i < (threads.actStart[row + 1] ?? 0); i++) if (acts.act[i] === ACT_WAITS_FOR_CLASS_INIT) return true;
  return false;
}

const SLOW_CALLS: ReadonlySet<Activity> = new Set<Activity>([
  'reads-socket', 'writes-socket', 'accepts', 'sleeps', 'connects', 'resolves-name', 'queries-database', 'calls-http', 'uses-messaging', 'waits-for-connection', 'waits-for-process',
]);

/** Waits for something outside the JVM, or for time to pass: whoever holds a lock meanwhile holds up the others. */
export function isSlowCall(activity: Activity): boolean {
  return SLOW_CALLS.has(activity);
}

/** Waits for work: a pool thread between tasks, a timer, a reference queue, an event loop without events. */
export function isIdle(dump: ThreadDump, row: number): boolean {
  const activity = activityOf(dump, row);
  return activity === 'idle' || activity === 'selects' || activity === 'accepts';
}

/** Sentences about an owner tell these apart. */
export type Situation =
  | 'queries-database' | 'calls-http' | 'waits-for-connection' | 'awaits-result' | 'reads-socket' | 'writes-socket' | 'accepts' | 'selects' | 'sleeps' | 'waits' | 'parks' | 'is-blocked' | 'runs' | 'unknown';

const SITUATIONS: Readonly<Record<Activity, Situation>> = {
  'is-blocked': 'is-blocked', initializes: 'waits', selects: 'selects', accepts: 'accepts', idle: 'waits', sleeps: 'sleeps',
  'waits-for-connection': 'waits-for-connection', 'waits-for-permit': 'parks', 'awaits-result': 'awaits-result', 'queries-database': 'queries-database',
  'uses-messaging': 'runs', 'calls-http': 'calls-http', 'writes-log': 'runs', 'resolves-name': 'runs', connects: 'runs',
  'reads-socket': 'reads-socket', 'writes-socket': 'writes-socket', 'waits-for-process': 'waits', 'uses-file': 'runs', 'waits-for-lock': 'parks', waits: 'waits', parks: 'parks',
  'carries-virtual': 'runs', 'loads-class': 'runs', runs: 'runs', 'collects-garbage': 'runs', compiles: 'runs', 'serves-vm': 'runs', unknown: 'unknown',
};

export function situationOf(dump: ThreadDump, row: number): Situation {
  return SITUATIONS[activityOf(dump, row)];
}
