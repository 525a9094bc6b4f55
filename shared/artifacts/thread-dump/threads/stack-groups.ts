import type { ThreadDump } from '../model.ts';

/** Threads that stand on the identical stack in the same state. */
export interface StackGroup {
  readonly stack: number;
  readonly state: number;
  /** Thread rows in the order printed. */
  readonly threads: readonly number[];
}

/** Groups of at least `smallest` threads, largest first; threads without a stack make none. */
export function stackGroups(dump: ThreadDump, smallest: number): readonly StackGroup[] {
  const groups = new Map<number, { stack: number; state: number; threads: number[] }>();
  for (let row = 0; row < dump.threads.count; row++) {
    const stack = dump.threads.stack[row] ?? 0;
    if (stack === 0) continue;
    const state = dump.threads.state[row] ?? 0;
    const key = stack * 8 + state;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { stack, state, threads: [row] });
    else group.threads.push(row);
  }
  return [...groups.values()].filter(({ threads }) => threads.length >= smallest).sort((a, b) => b.threads.length - a.threads.length);
}
