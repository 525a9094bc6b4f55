import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ExecOptions, ExecOutcome } from '../../../../shared/collect/transport.ts';
import { OutputGate } from '../output-gate.ts';
import { StopWatch, notStarted, stoppedOutcome } from '../stop-reason.ts';

/** From SIGTERM to SIGKILL; with the pipes' end it stays under the second a cancel may take. */
const TERM_TO_KILL_MS = 400;
/** How long output may stay silent after the process ended while something it started holds the pipes. */
const ORPHANED_PIPES_MS = 500;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Runs a file and resolves when it ended and all its output was handed on. */
export function runProcess(file: string, args: readonly string[], options: ExecOptions): Promise<ExecOutcome> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what the command starts ends with it.
    const child = spawn(file, args, { detached: process.platform !== 'win32', stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true }) as Child;
    const timers: NodeJS.Timeout[] = [];
    let exit: { status: number | null; signal: string | null } | null = null;
    let lastOutputAt = 0;

    const watch = new StopWatch(options, () => {
      signalGroup(child, 'SIGTERM');
      timers.push(setTimeout(() => endPipes(child), TERM_TO_KILL_MS));
    });
    const gate = new OutputGate(options, () => watch.stop(gate.capped ? 'output-cap' : 'receiver-failed'));
    const settle = (outcome: ExecOutcome): void => {
      watch.release();
      for (const timer of timers) clearTimeout(timer);
      if (gate.error === null) resolve(outcome);
      else reject(gate.error);
    };
    const endOrphansWhenSilent = (): void => {
      if (Date.now() - lastOutputAt >= ORPHANED_PIPES_MS) endPipes(child);
      else timers.push(setTimeout(endOrphansWhenSilent, ORPHANED_PIPES_MS));
    };

    child.stdout.on('data', (chunk: Buffer) => {
      lastOutputAt = Date.now();
      gate.stdout(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      lastOutputAt = Date.now();
      gate.stderr(chunk);
    });
    child.stdin.on('error', () => {}); // the command may end without reading its input
    child.stdin.end(options.stdin);
    child.on('error', (error) => settle(notStarted(error.message)));
    child.on('exit', (status, signal) => {
      exit = { status, signal };
      timers.push(setTimeout(endOrphansWhenSilent, ORPHANED_PIPES_MS));
    });
    child.on('close', (status, signal) => {
      if (watch.reason !== null) settle(stoppedOutcome(watch.reason, options));
      else settle({ exitStatus: exit?.status ?? status, signal: exit?.signal ?? signal, end: 'exited', detail: '' });
    });
  });
}

function signalGroup(child: Child, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (child.pid === undefined) return;
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function endPipes(child: Child): void {
  signalGroup(child, 'SIGKILL');
  child.stdout.destroy();
  child.stderr.destroy();
}
