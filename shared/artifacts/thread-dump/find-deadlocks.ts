import type { PrintedThreads } from './printed-threads.ts';
import { QUEUE_PARKED, QUEUE_WAIT_SET, STATE_TIMED_WAITING, type Deadlock, type LockColumns } from './model.ts';
import type { PrintedDeadlock } from './printed-deadlock.ts';

/** Follows each waiting thread to the owner of what it waits for; cycles are deadlocks. A wait with a timeout ends by itself and makes none. */
export function findDeadlocks(dump: PrintedThreads & { readonly locks: LockColumns }, printed: readonly PrintedDeadlock[]): readonly Deadlock[] {
  const { waitsFor, waitLine } = waitEdges(dump);
  const unmatched = [...printed];
  const names = dump.threads.name;
  const deadlocks: Deadlock[] = findCycles(waitsFor).map((threads) => {
    const cycle = threads.map((row) => names[row] as number);
    const match = unmatched.findIndex(({ edges }) => holdsAll(edges.map(({ waiter }) => waiter), cycle));
    const report = match < 0 ? undefined : unmatched.splice(match, 1)[0];
    return { threads, printedLine: report?.line ?? null, waitLines: threads.map((row) => waitLine[row] as number), computed: true };
  });
  for (const report of unmatched) deadlocks.push(fromReport(dump, report, waitLine));
  return deadlocks.filter(({ threads }) => threads.length > 0);
}

function waitEdges({ threads, locks }: { readonly threads: PrintedThreads['threads']; readonly locks: LockColumns }): { waitsFor: Int32Array; waitLine: Uint32Array } {
  const waitsFor = new Int32Array(threads.count).fill(-1);
  const waitLine = new Uint32Array(threads.count);
  for (let lock = 0; lock < locks.count; lock++) {
    const owner = locks.owner[lock] as number;
    for (let i = locks.queueStart[lock] as number; i < (locks.queueStart[lock + 1] as number); i++) {
      const thread = locks.queueThread[i] as number;
      const role = locks.queueRole[i];
      if (role === QUEUE_WAIT_SET) continue;
      waitLine[thread] = locks.queueLine[i] as number;
      if (owner < 0 || owner === thread || (role === QUEUE_PARKED && threads.state[thread] === STATE_TIMED_WAITING)) continue;
      waitsFor[thread] = owner;
    }
  }
  return { waitsFor, waitLine };
}

function findCycles(waitsFor: Int32Array): number[][] {
  const seenInWalk = new Int32Array(waitsFor.length);
  const cycles: number[][] = [];
  for (let start = 0; start < waitsFor.length; start++) {
    let row = start;
    while (row >= 0 && seenInWalk[row] === 0) {
      seenInWalk[row] = start + 1;
      row = waitsFor[row] as number;
    }
    if (row < 0 || seenInWalk[row] !== start + 1) continue;
    const cycle = [row];
    for (let next = waitsFor[row] as number; next !== row; next = waitsFor[next] as number) cycle.push(next);
    const first = cycle.indexOf(Math.min(...cycle.slice(0, MAX_SPREAD)));
    cycles.push([...cycle.slice(first), ...cycle.slice(0, first)]);
  }
  return cycles;
}

/** Arguments of a call are limited; longer cycles start anywhere. */
const MAX_SPREAD = 10_000;

/** A report may list threads that wait behind the cycle too; names may repeat. */
function holdsAll(listed: readonly number[], wanted: readonly number[]): boolean {
  const left = new Map<number, number>();
  for (const name of listed) left.set(name, (left.get(name) ?? 0) + 1);
  return wanted.every((name) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count > 0;
  });
}

/** A report that the printed locks do not show, e.g. through a JVM TI raw monitor: its threads by name. */
function fromReport(dump: PrintedThreads, report: PrintedDeadlock, waitLine: Uint32Array): Deadlock {
  const used = new Set<number>();
  const rowsByName = new Map<number, number[]>();
  for (let row = 0; row < dump.threads.count; row++) {
    const name = dump.threads.name[row] as number;
    rowsByName.set(name, [...(rowsByName.get(name) ?? []), row]);
  }
  for (const { waiter } of report.edges) {
    const candidates = (rowsByName.get(waiter) ?? []).filter((row) => !used.has(row));
    const row = candidates.find((candidate) => waitLine[candidate] !== 0) ?? candidates[0];
    if (row !== undefined) used.add(row);
  }
  const threads = [...used];
  return { threads, printedLine: report.line, waitLines: threads.map((row) => waitLine[row] || (dump.threads.firstLine[row] as number)), computed: false };
}
