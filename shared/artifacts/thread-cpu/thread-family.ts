import type { ProcessTable } from '../process-table/model.ts';

export type ThreadFamily = 'gc' | 'jit' | 'other';

/** The kernel keeps 15 characters of a name; newer JDKs shorten its middle. */
const GC = /^(GC Thread|GC task thread|ParGC|G1 |Gang worker|Concurrent Mark|CMS |ZWorker|ZDriver|ZDirector|ZStat|Shenandoah|XWorker|Parallel GC)/;
const JIT = /^(C[12] Compiler|JVMCI)/;

/** Which of the JVM's own services a thread belongs to, by its name; `other` is the application and everything else. */
export function threadFamily(name: string): ThreadFamily {
  if (GC.test(name)) return 'gc';
  return JIT.test(name) ? 'jit' : 'other';
}

/** Percent of one CPU from which a thread counts as busy. */
const BUSY = 50;

export function busyThreads({ cpuPercent }: ProcessTable): number {
  return cpuPercent.reduce((count, percent) => (percent >= BUSY ? count + 1 : count), 0);
}
