import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { removeAttachSocket } from './attach-socket.ts';

const SOURCE = path.resolve(import.meta.dirname, '../../../shared/artifacts/sockets/fixtures/programs/Leaks.java');

export interface LeakyJvm {
  readonly pid: number;
  /** Leaks so many and resolves when it has happened; see Leaks.java. */
  leak(what: 'sockets' | 'deleted' | 'same' | 'objects', count: number): Promise<void>;
}

let compiled: string | null = null;

function compile(): string {
  const classes = mkdtempSync(path.join(os.tmpdir(), 'borescope-leaks-'));
  // Other users start it too.
  chmodSync(classes, 0o755);
  process.once('exit', () => rmSync(classes, { recursive: true, force: true }));
  execFileSync('javac', ['-d', classes, SOURCE]);
  return classes;
}

/** Starts the JVM that leaks connections, deleted files, openings of one file and objects on command; ended when the test is over. */
export async function startLeaks(user: { readonly uid: number; readonly gid: number } | null = null): Promise<LeakyJvm> {
  const classes = (compiled ??= compile());
  const child = spawn('java', ['-Xmx64m', '-XX:TieredStopAtLevel=1', '-cp', classes, 'Leaks'], { stdio: ['pipe', 'pipe', 'ignore'], cwd: classes, ...user });
  removeAttachSocket(child.pid);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await gone;
    removeAttachSocket(child.pid);
  });
  const ended = gone.then(() => {
    throw new Error(`java ended with ${child.exitCode}`);
  });
  ended.catch(() => undefined);
  const line = (): Promise<void> => Promise.race([ended, new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))]);
  await line();
  return {
    pid: child.pid ?? 0,
    async leak(what, count) {
      const done = line();
      child.stdin.write(`${what} ${count}\n`);
      await done;
    },
  };
}
