import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

interface Line {
  readonly at: number;
  readonly text: string;
}

/** A container of the test cluster: a process that is 1 in a PID namespace of its own, with this machine's files. */
export class PodProcess {
  readonly #child: ChildProcess;
  /** Of process 1, as this machine numbers it. */
  readonly #pid: number;
  readonly #lines: Line[] = [];
  readonly #followers = new Set<(text: string) => void>();

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child;
    this.#pid = pid;
  }

  static async start(argv: readonly string[]): Promise<PodProcess> {
    const child = spawn('unshare', ['--pid', '--fork', '--mount-proc', '--kill-child', '--', ...argv], { stdio: ['ignore', 'pipe', 'ignore'] });
    for (let i = 0; i < 200; i += 1) {
      const first = firstChildOf(child.pid ?? -1);
      if (first !== null) {
        const pod = new PodProcess(child, first);
        child.stdout.on('data', (chunk: Buffer) => pod.#keep(chunk.toString('utf8')));
        return pod;
      }
      await new Promise((wake) => setTimeout(wake, 10));
    }
    throw new Error(`did not start: ${argv.join(' ')}`);
  }

  /** Starts argv beside it, in its namespaces. What is started lives on when its caller goes away, as in a real container. */
  exec(argv: readonly string[]): ChildProcess {
    return spawn('nsenter', ['--target', String(this.#pid), '--pid', '--mount', '--', ...argv], { stdio: ['pipe', 'pipe', 'pipe'] });
  }

  /** Lines printed since a time, then, while following, those to come. Returns the end of following. */
  follow(since: number, onText: (text: string) => void): () => void {
    for (const { at, text } of this.#lines) if (at >= since) onText(text);
    this.#followers.add(onText);
    return () => this.#followers.delete(onText);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    try {
      process.kill(this.#pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
    await gone;
  }

  #keep(text: string): void {
    this.#lines.push({ at: Date.now(), text });
    for (const tell of this.#followers) tell(text);
  }
}

function firstChildOf(pid: number): number | null {
  const file = `/proc/${pid}/task/${pid}/children`;
  const first = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ')[0] : '';
  return first ? Number(first) : null;
}
