import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { removeAttachSocket } from './attach-socket.ts';

/** A JVM and its tools are here. In CI their absence is a failure, elsewhere the tests that need them are skipped. */
export const HAS_JAVA: boolean = process.env['CI'] === 'true' || (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, 'jcmd')));

const PROGRAM = `
public class TinyShop {
  static final Object LEDGER = new Object();
  public static void main(String[] args) throws Exception {
    Thread owner = new Thread(() -> { synchronized (LEDGER) { sleep(); } }, "ledger-owner");
    owner.start();
    while (owner.getState() != Thread.State.TIMED_WAITING) Thread.sleep(10);
    for (int i = 0; i < 3; i++) new Thread(() -> { synchronized (LEDGER) { sleep(); } }, "checkout-" + i).start();
    System.out.println("ready");
    sleep();
  }
  static void sleep() { try { Thread.sleep(120_000); } catch (InterruptedException e) { } }
}
`;

let compiled: Promise<string> | null = null;

async function compile(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'borescope-java-'));
  // Other users start it too.
  await chmod(folder, 0o755);
  process.once('exit', () => spawnSync('rm', ['-rf', folder]));
  await writeFile(path.join(folder, 'TinyShop.java'), PROGRAM);
  const { status, stderr } = spawnSync('javac', ['-d', folder, path.join(folder, 'TinyShop.java')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return folder;
}

export interface JavaProcess {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Ends it hard and waits until it is gone. */
  kill(): Promise<void>;
}

export interface JavaOptions {
  /** For the JVM. */
  readonly options?: readonly string[];
  /** Where its output goes; absent: a pipe. */
  readonly stdoutFile?: string;
  /** Whose process it is; absent: ours. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Beside our own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a small JVM with one contended monitor; ended when the test is over. */
export async function startJava({ options = [], stdoutFile, user, env = {} }: JavaOptions = {}): Promise<JavaProcess> {
  const classes = await (compiled ??= compile());
  const file = stdoutFile === undefined ? null : openSync(stdoutFile, 'w');
  const child = spawn('java', ['-Xmx64m', '-XX:TieredStopAtLevel=1', ...options, '-cp', classes, 'TinyShop'], { stdio: ['ignore', file ?? 'pipe', 'ignore'], cwd: classes, env: { ...process.env, ...env }, ...user });
  removeAttachSocket(child.pid);
  if (file !== null) closeSync(file);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
    removeAttachSocket(child.pid);
  };
  onTestFinished(kill);
  if (child.stdout === null) await waitForText(stdoutFile ?? '', 'ready');
  else await new Promise((resolve) => child.stdout?.once('data', resolve));
  return { pid: child.pid ?? 0, child, kill };
}

async function waitForText(file: string, text: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if ((await readFile(file, 'utf8')).includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no "${text}" in ${file}`);
}
