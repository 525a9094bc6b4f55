import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { removeAttachSocket } from './attach-socket.ts';

const onPath = (tool: string): boolean => (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, tool)));

/** Tests that need a JDK skip by name without one, but never in CI. */
export const withoutJdk: boolean = !onPath('javac') && process.env['CI'] !== 'true';

export interface RunningJvm {
  readonly pid: number;
  readonly process: ChildProcess;
  stop(): void;
}

/** Compiles and starts a class `Idle` that prints a line when it runs and then sleeps. */
export async function startJvm(options: readonly string[] = [], args: readonly string[] = []): Promise<RunningJvm> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'borescope-jvm-'));
  writeFileSync(path.join(folder, 'Idle.java'), 'public class Idle { public static void main(String[] a) throws Exception { System.out.println("up"); Thread.sleep(600000); } }\n');
  execFileSync('javac', ['Idle.java'], { cwd: folder });
  const child = spawn('java', ['-Xmx32m', ...options, '-cp', folder, 'Idle', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  removeAttachSocket(child.pid);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (status) => reject(new Error(`java ended with ${status}`)));
  });
  return {
    pid: child.pid ?? -1,
    process: child,
    stop: () => {
      child.kill('SIGKILL');
      removeAttachSocket(child.pid);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
