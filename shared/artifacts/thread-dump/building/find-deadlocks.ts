import type { PrintedThreads } from '../dialects/printed-threads.ts';
import { QUEUE_PARKED, QUEUE_WAIT_SET, STATE_TIMED_WAITING, type Deadlock, type LockColumns } from '../model.ts';
import type { PrintedDeadlock } from '../dialects/printed-deadlock.ts';

/** Follows each waiting thread to the owner of what it waits for; cycles are deadlocks. A wait with a timeout ends by itself and makes none. */
export function findDeadlocks(dump: PrintedThreads & { readonly locks: LockColumns }, printed: readonly PrintedDeadlock[]): readonly Deadlock[] {
  const { waitsFor, waitLine } = waitEdges(dump);
  const names = dump.threads.name;
  const reports = new ReportIndex(printed);
  const deadlocks: Deadlock[] = findCycles(waitsFor).map((threads) => {
    const report = reports.take(threads.map((row) => names[row] as number));
    return { threads, printedLine: report?.line ?? null, waitLines: threads.map((row) => waitLine[row] as number), computed: true };
  });
  const unmatched = reports.left();
  const rows = unmatched.length === 0 ? new Map<number, readonly number[]>() : rowsOfWaiters(dump, unmatched, waitLine);
  for (const report of unmatched) deadlocks.push(fromReport(dump, report, rows, waitLine));
  return deadlocks.filter(({ threads }) => threads.length > 0);
}

/** Reports tried for one cycle: more of them name the same thread in a hostile text only. */
const MAX_TRIES = 100;

/** The reports by the names they list. */
class ReportIndex {
  readonly #printed: readonly PrintedDeadlock[];
  readonly #byName = new Map<number, PrintedDeadlock[]>();
  readonly #taken = new Set<PrintedDeadlock>();

  constructor(printed: readonly PrintedDeadlock[]) {
    this.#printed = printed;
    for (const report of printed) {
      for (const name of new Set(report.edges.map(({ waiter }) => waiter))) {
        const reports = this.#byName.get(name);
        if (reports === undefined) this.#byName.set(name, [report]);
        else if (reports.length < MAX_TRIES) reports.push(report);
      }
    }
  }

  /** The first report that lists all of a cycle's names and was not taken before. */
  take(cycle: readonly number[]): PrintedDeadlock | undefined {
    const report = this.#byName.get(cycle[0] ?? 0)?.find((candidate) => !this.#taken.has(candidate) && holdsAll(candidate.edges.map(({ waiter }) => waiter), cycle));
    if (report !== undefined) this.#taken.add(report);
    return report;
  }

  left(): readonly PrintedDeadlock[] {
    return this.#printed.filter((report) => !this.#taken.has(report));
  }
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

/** Rows of the threads that reports name, by name; those that wait come first. */
function rowsOfWaiters(dump: PrintedThreads, reports: readonly PrintedDeadlock[], waitLine: Uint32Array): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, number[]>();
  for (const { edges } of reports) for (const { waiter } of edges) rows.set(waiter, []);
  for (const isWaiting of [true, false]) {
    for (let row = 0; row < dump.threads.count; row++) if ((waitLine[row] !== 0) === isWaiting) rows.get(dump.threads.name[row] as number)?.push(row);
  }
  return rows;
}

/** A report that the printed locks do not show, e.g. through a JVM TI raw monitor: its threads by name. A name listed twice is two threads. */
function fromReport(dump: PrintedThreads, report: PrintedDeadlock, rowsOf: ReadonlyMap<number, readonly number[]>, waitLine: Uint32Array): Deadlock {
  const used = new Map<number, number>();
  const threads: number[] = [];
  for (const { waiter } of report.edges) {
    const next = used.get(waiter) ?? 0;
    const row = rowsOf.get(waiter)?.[next];
    used.set(waiter, next + 1);
    if (row !== undefined) threads.push(row);
  }
  return { threads, printedLine: report.line, waitLines: threads.map((row) => waitLine[row] || (dump.threads.firstLine[row] as number)), computed: false };
}
