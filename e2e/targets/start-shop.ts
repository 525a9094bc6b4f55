import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { removeAttachSocket } from '../../electron/host/testing/attach-socket.ts';
import { ROOT } from '../start-workbench.ts';

export interface RunningShop {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Runs the program of the sample incident live: a JVM with a deadlock and a pile-up on one monitor. `user`: whose process the JVM is; absent: ours. */
export async function startShop(user: { readonly uid: number; readonly gid: number } | null = null): Promise<RunningShop> {
  const child = spawn(process.execPath, [path.join(ROOT, 'resources', 'sample-incident-source', 'shop.mjs'), ...(user === null ? [] : [String(user.uid), String(user.gid)])], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const pid = Number(line.replace('pid ', ''));
  removeAttachSocket(pid);
  return {
    pid,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      removeAttachSocket(pid);
    },
  };
}
