import { threadName } from '../../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../../artifacts/thread-dump/model.ts';
import { isIdle, poolPatterns } from '../../artifacts/thread-dump/stack-reading.ts';

/** A pool of fewer is none. */
const FEWEST_WORKERS = 2;

/** The pool whose name holds the port, as those of Tomcat, Undertow and Netty's users do (`http-nio-8080-exec-N`), if none of its workers rests: one at rest would take the next connection. Else null. */
export function busyWorkersOf(dump: ThreadDump, port: string): { readonly pattern: string; readonly rows: readonly number[] } | null {
  const names = Array.from({ length: dump.threads.count }, (_, row) => threadName(dump, row));
  const patterns = poolPatterns(names);
  const ofPort = new RegExp(`-${port}-(?:exec|worker|task|thread)\\b`);
  const pattern = patterns.find((one) => ofPort.test(one));
  const rows = patterns.flatMap((one, row) => (one === pattern ? [row] : []));
  return pattern === undefined || rows.length < FEWEST_WORKERS || rows.some((row) => isIdle(dump, row)) ? null : { pattern, rows };
}
