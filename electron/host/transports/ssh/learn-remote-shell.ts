import type { Client } from 'ssh2';
import { message } from '../../../../shared/base/message.ts';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import { hostError } from '../../host-errors.ts';
import { REMOTE_SHELL_SCRIPT, SHELL_STARTS, readRemoteShell, type RemoteShell } from './remote-shell.ts';
import { runWhenFree } from './run-on-channel.ts';

const LIMITS = { timeoutMs: 15_000, maxBytes: 1024 * 1024 };

/** Learns what the far side offers. Rejects with HostError when its login shell does not start sh. */
export async function learnRemoteShell(client: Client, uri: string, signal: CancelSignal): Promise<RemoteShell> {
  const said: string[] = [];
  for (const { prefix, command } of SHELL_STARTS) {
    const chunks: Uint8Array[] = [];
    const errors: Uint8Array[] = [];
    const result = await runWhenFree(client, command, {
      ...LIMITS,
      stdin: Buffer.from(REMOTE_SHELL_SCRIPT),
      signal,
      onStdout: (chunk) => chunks.push(chunk),
      onStderr: (chunk) => errors.push(chunk),
    });
    const stdout = Buffer.concat(chunks).toString('utf8');
    const shell = readRemoteShell(stdout, prefix);
    if (shell !== null) return shell;
    said.push(result.opened ? firstLine(Buffer.concat(errors).toString('utf8')) || firstLine(stdout) || result.outcome.detail || `exit status ${result.outcome.exitStatus ?? '?'}` : result.why);
    if (signal.aborted) break;
  }
  throw hostError(signal.aborted ? 'cancelled' : 'unreachable', 'error.no-shell', { target: uri, why: said.at(-1) ?? '' }, { next: message('next.no-shell'), details: said.join('\n') });
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
