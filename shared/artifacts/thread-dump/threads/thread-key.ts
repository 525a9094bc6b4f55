import { text } from '../dump-reading.ts';
import type { ThreadDump } from '../model.ts';

/** Tells a thread apart over dumps of one JVM: its name with its Java id, or with its OS thread id where old JVMs print no Java id. Addresses move and are no key. */
export function threadKey(dump: ThreadDump, row: number): string {
  const javaId = dump.threads.javaId[row] ?? Number.NaN;
  const id = Number.isNaN(javaId) ? `nid ${dump.threads.nid[row]}` : `#${javaId}`;
  return `${text(dump, dump.threads.name[row])} ${id}`;
}

