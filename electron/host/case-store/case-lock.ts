import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { z } from 'zod';
import { errnoOf } from '../host-errors.ts';
import { lockPath } from './case-layout.ts';
import { isAlive, startTicksOf } from './process-start.ts';

const holder = z.object({ pid: z.number().int().positive(), host: z.string(), startTicks: z.string().nullable(), instance: z.string() });
export type LockHolder = z.infer<typeof holder>;

export type LockState =
  | { readonly state: 'held'; release(): Promise<void> }
  /** Another instance writes here. */
  | { readonly state: 'taken'; readonly by: LockHolder }
  /** The folder cannot be written, e.g. a read-only disk. */
  | { readonly state: 'unwritable'; readonly because: string };

async function readHolder(file: string): Promise<LockHolder | null> {
  try {
    const checked = holder.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return checked.success ? checked.data : null;
  } catch {
    return null;
  }
}

/** A lock whose process is gone, or whose pid now belongs to another process, binds nobody. A lock from another computer is respected. */
function isStale(by: LockHolder | null): boolean {
  if (by === null) return true;
  if (by.host !== os.hostname()) return false;
  return !isAlive(by.pid) || (by.startTicks !== null && startTicksOf(by.pid) !== by.startTicks);
}

/** Takes the write lock of a case folder for this instance, replacing one left by a dead process. */
export async function lockCase(caseFolder: string): Promise<LockState> {
  const file = lockPath(caseFolder);
  const mine: LockHolder = { pid: process.pid, host: os.hostname(), startTicks: startTicksOf(process.pid), instance: randomUUID() };
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: 'wx' });
      return { state: 'held', release: () => release(file, mine.instance) };
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') {
        // A full disk lets the file be made but not filled.
        if (errnoOf(error) === 'ENOSPC') await rm(file, { force: true }).catch(() => undefined);
        return { state: 'unwritable', because: errnoOf(error) };
      }
    }
    const by = await readHolder(file);
    if (by !== null && !isStale(by)) return { state: 'taken', by };
    await rm(file, { force: true }).catch(() => undefined);
  }
  return { state: 'unwritable', because: 'EEXIST' };
}

async function release(file: string, instance: string): Promise<void> {
  const by = await readHolder(file);
  if (by?.instance === instance) await rm(file, { force: true });
}
