import { rmSync } from 'node:fs';

/**
 * A JVM that is killed leaves the socket behind by which tools attach. A later one of the same number, but of another user, can neither
 * use nor remove it, and `jcmd` then refuses it as not secure. Called when a test's JVM was started and when it has ended.
 */
export function removeAttachSocket(pid: number | undefined): void {
  if (pid !== undefined) rmSync(`/tmp/.java_pid${pid}`, { force: true });
}
