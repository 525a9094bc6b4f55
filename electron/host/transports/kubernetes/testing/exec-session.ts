import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { WebSocket } from 'ws';

/** What goes wrong on demand; `none`: nothing. */
export type ExecFault = { readonly type: 'none' } | { readonly type: 'no-status' } | { readonly type: 'cut'; readonly afterBytes: number };

const MISSING = /^nsenter: failed to execute ([^:]*): No such file/;

/** Carries one exec over a WebSocket, as the API server and the kubelet do together. */
export function serveExec(socket: WebSocket, child: ChildProcess, wantsStdin: boolean, fault: ExecFault): void {
  let sentBytes = 0;
  let missing: string | null = null;
  const send = (channel: number, bytes: Uint8Array): void => {
    sentBytes += bytes.length;
    socket.send(Buffer.concat([Uint8Array.of(channel), bytes]), () => {});
    if (fault.type === 'cut' && sentBytes >= fault.afterBytes) socket.terminate();
  };
  child.stdin?.on('error', () => {});
  if (!wantsStdin) child.stdin?.end();
  child.stdout?.on('data', (chunk: Buffer) => send(1, chunk));
  child.stderr?.on('data', (chunk: Buffer) => {
    const found = MISSING.exec(chunk.toString('utf8'));
    if (found) missing = path.basename(found[1] ?? '');
    else send(2, chunk);
  });
  socket.on('error', () => {}).on('message', (data: Buffer) => {
    if (data[0] === 0) child.stdin?.write(data.subarray(1));
    // Only the newer protocol can end a stream.
    else if (data[0] === 255 && data[1] === 0 && socket.protocol === 'v5.channel.k8s.io') child.stdin?.end();
  });
  child.on('close', (code, signal) => {
    if (fault.type !== 'no-status') send(3, Buffer.from(JSON.stringify(statusOf(code ?? (signal === null ? 1 : 137), missing))));
    socket.close(1000);
  });
}

function statusOf(code: number, missing: string | null): object {
  if (missing !== null) {
    const message = `error executing command in container: failed to exec in container: OCI runtime exec failed: exec failed: exec: "${missing}": executable file not found in $PATH`;
    return { metadata: {}, status: 'Failure', message, reason: 'InternalError', details: { causes: [{ message }] }, code: 500 };
  }
  if (code === 0) return { metadata: {}, status: 'Success' };
  return { metadata: {}, status: 'Failure', message: `command terminated with non-zero exit code: ${code}`, reason: 'NonZeroExitCode', details: { causes: [{ reason: 'ExitCode', message: String(code) }] } };
}
