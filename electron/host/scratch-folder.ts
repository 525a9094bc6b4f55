import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A private folder for unpacked files that is made when it is first needed. */
export interface ScratchFolder {
  /** A new, empty folder in it. */
  folder(): Promise<string>;
}

/** Lends a scratch folder; it goes afterwards with everything in it. */
export async function withScratchFolder<Result>(use: (scratch: ScratchFolder) => Promise<Result>): Promise<Result> {
  let root: Promise<string> | null = null;
  const folder = async (): Promise<string> => {
    root ??= mkdtemp(path.join(os.tmpdir(), 'borescope-unpacked-'));
    const inner = path.join(await root, randomUUID());
    await mkdir(inner);
    return inner;
  };
  try {
    return await use({ folder });
  } finally {
    // `root` is set in a closure, which the compiler does not follow.
    const made = root as Promise<string> | null;
    if (made !== null) await rm(await made, { recursive: true, force: true });
  }
}
