import { spawn } from 'node:child_process';
import type { ExecOptions, ExecOutcome } from '../../../../shared/collect/transport.ts';
import { OutputGate } from '../output-gate.ts';
import { StopWatch, notStarted, stoppedOutcome } from '../stop-reason.ts';
import { MarkReader } from '../watched-command.ts';

/** From the end of standard input, at which the far side ends everything, to the end of ssh itself. */
const LEAVE_MS = 600;
/** How long output may stay silent after the command ended while something it started holds the pipes. */
const ORPHANED_PIPES_MS = 3000;
const KEPT_STDERR = 4000;

export interface SshRun {
  readonly mark: string;
  readonly options: ExecOptions;
  readonly environment: NodeJS.ProcessEnv;
  readonly closing: AbortSignal;
}

export interface SshRan {
  readonly outcome: ExecOutcome;
  /** The command was started on the far side. */
  readonly up: boolean;
  /** The beginning of what came on standard error. */
  readonly stderr: string;
}

/** Runs the program ssh with a watched command. "Exited" needs the status the watch printed: ssh's own exit status cannot be told from the command's. */
export function runSsh(args: readonly string[], { mark, options, environment, closing }: SshRun): Promise<SshRan> {
  return new Promise((resolve, reject) => {
    // Without a terminal of its own, so that it can ask nobody but our door.
    const child = spawn('ssh', args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'], env: environment });
    const timers: NodeJS.Timeout[] = [];
    let [lastOutputAt, stderr] = [0, ''];
    const end = (): void => {
      child.stdin.destroy();
      timers.push(setTimeout(() => child.kill('SIGKILL'), LEAVE_MS));
    };
    const watch = new StopWatch(options, end);
    const gate = new OutputGate(options, () => watch.stop(gate.capped ? 'output-cap' : 'receiver-failed'));
    const endWhenSilent = (): void => {
      if (performance.now() - lastOutputAt >= ORPHANED_PIPES_MS) child.kill('SIGKILL');
      else timers.push(setTimeout(endWhenSilent, ORPHANED_PIPES_MS));
    };
    const marks = new MarkReader(mark, () => {
      child.stdin.destroy();
      endWhenSilent();
    });
    const settle = (outcome: ExecOutcome): void => {
      watch.release();
      closing.removeEventListener('abort', end);
      for (const timer of timers) clearTimeout(timer);
      if (gate.error === null) resolve({ outcome, up: marks.up, stderr });
      else reject(gate.error);
    };
    const passStderr = (bytes: Buffer): void => {
      if (bytes.length > 0) gate.stderr(bytes);
      if (stderr.length < KEPT_STDERR) stderr += bytes.toString('utf8');
    };
    child.stdout.on('data', (chunk: Buffer) => {
      lastOutputAt = performance.now();
      gate.stdout(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      lastOutputAt = performance.now();
      const own = marks.push(chunk);
      passStderr(marks.takeBefore());
      passStderr(own);
    });
    child.stdin.on('error', () => {});
    if (options.stdin !== undefined) child.stdin.write(options.stdin);
    closing.addEventListener('abort', end);
    child.on('error', (error) => settle(notStarted(error.message)));
    child.on('close', () => {
      if (watch.reason !== null) return settle(stoppedOutcome(watch.reason, options));
      if (marks.status !== null) return settle({ exitStatus: marks.status, signal: null, end: 'exited', detail: '' });
      passStderr(marks.rest());
      settle({ exitStatus: null, signal: null, end: 'link-cut', detail: `connection cut after ${gate.bytes} bytes` });
    });
  });
}
