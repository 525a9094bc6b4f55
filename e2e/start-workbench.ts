import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = path.resolve(import.meta.dirname, '..');

export interface RunningWorkbench {
  /** With the one-time token in its fragment. */
  readonly url: string;
  /** Its own data folder, empty at the start. */
  readonly home: string;
  /** Of the host. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** A data folder of its own, so that a test neither sees nor changes the person's cases. */
export function freshHome(): { readonly home: string; readonly remove: () => void } {
  const home = mkdtempSync(path.join(tmpdir(), 'borescope-home-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

async function printedUrl(child: ChildProcess): Promise<string> {
  const output: string[] = [];
  const said = [child.stdout, child.stderr].filter((stream) => stream !== null);
  return new Promise((resolve, reject) => {
    for (const stream of said) {
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(line);
        if (url !== null) resolve(url[0]);
      });
    }
    child.once('exit', (code) => reject(new Error(`the browser door ended with ${code} before it printed its URL:\n${output.join('\n')}`)));
  });
}

/** Starts the built browser door on a free port. `more` goes into its environment: where its person's home, engines and clusters are. */
export async function startWorkbench(more: NodeJS.ProcessEnv = {}): Promise<RunningWorkbench> {
  const { home, remove } = freshHome();
  const child = spawn(process.execPath, [path.join(ROOT, 'dist', 'web.js'), '--port', '0'], { env: { ...process.env, ...more, BORESCOPE_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const url = await printedUrl(child);
    return {
      url,
      home,
      pid: child.pid ?? -1,
      async stop() {
        if (child.exitCode === null) {
          const ended = once(child, 'exit');
          child.kill('SIGTERM');
          await ended;
        }
        remove();
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    remove();
    throw error;
  }
}
