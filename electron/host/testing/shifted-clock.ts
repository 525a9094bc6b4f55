import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const LIBRARIES = '/usr/lib';

/** Where Debian keeps libfaketime; null where it is not installed. */
function libraryFile(): string | null {
  const folders = readdirSync(LIBRARIES).filter((name) => name.endsWith('-linux-gnu'));
  const found = folders.flatMap((name) => {
    const folder = path.join(LIBRARIES, name, 'faketime');
    try {
      return readdirSync(folder).filter((file) => file === 'libfaketime.so.1').map((file) => path.join(folder, file));
    } catch {
      return [];
    }
  });
  return found[0] ?? null;
}

const LIBRARY = libraryFile();

/** Without libfaketime no target's clock can be off here: the kernel has one for all. In CI its absence is a failure. */
export const WITHOUT_SHIFTED_CLOCK: boolean = LIBRARY === null && process.env['CI'] !== 'true';

const SHARED_MEMORY = '/dev/shm';

/**
 * libfaketime names its shared memory by the process, and most processes leave theirs behind. A later one
 * of the same number would find it, often as another user's, and end before it begins.
 */
function removeLeftovers(): void {
  for (const name of readdirSync(SHARED_MEMORY)) {
    if (/^(?:sem\.)?faketime_(?:sem|shm)_\d+$/.test(name)) rmSync(path.join(SHARED_MEMORY, name), { force: true });
  }
}

/** For the running test: an environment in which every program, a JVM included, reads a clock that is `seconds` ahead. */
export function shiftedClock(seconds: number): Readonly<Record<string, string>> {
  removeLeftovers();
  onTestFinished(removeLeftovers);
  return { LD_PRELOAD: LIBRARY ?? 'libfaketime.so.1', FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}`, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}
