import type { Readable, Writable } from 'node:stream';

/** The terminal or pipes a command runs on; tests give their own. */
export interface CliIo {
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A person sits there who can be asked. */
export function canAsk(io: CliIo): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true;
}

/** Writes and waits until it is taken; a reader that went away (`| head`) is no failure of ours. */
export async function write(stream: Writable, data: string | Uint8Array): Promise<void> {
  if (data.length === 0) return;
  await new Promise<void>((resolve, reject) => {
    stream.write(data, (error: (Error & { code?: string }) | null | undefined) => (error && error.code !== 'EPIPE' ? reject(error) : resolve()));
  });
}
