import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { message } from '../../../shared/base/message.ts';
import type { CliContext } from './context.ts';
import { UsageError } from './usage-error.ts';

export interface PathsGiven {
  /** As the host can open them. */
  readonly paths: readonly string[];
  /** What answers call them instead; see the contract. */
  readonly called: Readonly<Record<string, string>>;
}

/** Lends the given paths to `use` with `-` replaced by a private file that holds standard input; the file goes afterwards. */
export async function withPathsGiven<Result>(context: CliContext, given: readonly string[], use: (paths: PathsGiven) => Promise<Result>): Promise<Result> {
  const dashes = given.filter((one) => one === '-').length;
  if (dashes > 1) throw new UsageError(message('cli.stdin-once'));
  if (dashes === 0) return use({ paths: given, called: {} });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'borescope-stdin-'));
  const file = path.join(folder, 'stdin');
  try {
    await pipeline(context.io.stdin, createWriteStream(file, { mode: 0o600 }), { signal: context.interrupt });
    return await use({ paths: given.map((one) => (one === '-' ? file : one)), called: { [file]: '-' } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
