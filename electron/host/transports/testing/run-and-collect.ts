import type { ExecOptions, ExecOutcome, Transport } from '../../../../shared/collect/transport.ts';

export interface Collected {
  readonly outcome: ExecOutcome;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly ms: number;
}

/** Options for tests that care about one of them, and what came back in one piece. */
export async function collect(run: (options: ExecOptions) => Promise<ExecOutcome>, some: Partial<ExecOptions> = {}): Promise<Collected> {
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const startedAt = performance.now();
  const outcome = await run({
    timeoutMs: 10_000,
    maxBytes: 64 * 1024 * 1024,
    signal: new AbortController().signal,
    ...some,
    onStdout: (chunk) => {
      stdout.push(chunk);
      some.onStdout?.(chunk);
    },
    onStderr: (chunk) => {
      stderr.push(chunk);
      some.onStderr?.(chunk);
    },
  });
  return { outcome, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr), ms: performance.now() - startedAt };
}

export function runAndCollect(transport: Transport, argv: readonly [string, ...string[]], some: Partial<ExecOptions> = {}): Promise<Collected> {
  return collect((options) => transport.exec(argv, options), some);
}
