import type { CancelSignal, ExecOutcome, Transport } from '../../shared/collect/transport.ts';

export interface ScriptOutput {
  readonly outcome: ExecOutcome;
  /** Latin-1 would lose names: decoded as UTF-8, bytes that are not become U+FFFD. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface ScriptLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Runs one of our fixed POSIX scripts: the script goes on standard input to `sh -s`, parameters as separate words. */
export async function runScript(transport: Transport, script: string, parameters: readonly string[], limits: ScriptLimits, signal: CancelSignal): Promise<ScriptOutput> {
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const outcome = await transport.exec(['sh', '-s', '--', ...parameters], {
    ...limits,
    stdin: Buffer.from(script),
    signal,
    onStdout: (chunk) => stdout.push(chunk),
    onStderr: (chunk) => stderr.push(chunk),
  });
  return { outcome, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') };
}
