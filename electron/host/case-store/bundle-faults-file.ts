import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { BundleFault } from '../../../shared/evidence/bundle.ts';
import { errnoOf } from '../host-errors.ts';
import { bundleFaultsPath } from './case-layout.ts';
import { writeAtomically } from './write-atomically.ts';

const fault = z.object({ path: z.string(), state: z.enum(['changed', 'damaged', 'missing', 'extra', 'newer']), detail: z.string() });
const file = z.object({ formatVersion: z.literal(1), faults: z.array(fault).min(1) });

/** What was wrong with the bundle that the case was opened from; empty when nothing was, or when it came from no bundle. The file is the mark that the case is read-only, so that one that cannot be read marks it all the same. */
export async function readBundleFaults(caseFolder: string): Promise<readonly BundleFault[]> {
  try {
    const checked = file.safeParse(JSON.parse(await readFile(bundleFaultsPath(caseFolder), 'utf8')));
    if (checked.success) return checked.data.faults;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
  }
  return [{ path: 'bundle-faults.json', state: 'changed', detail: '' }];
}

export async function writeBundleFaults(caseFolder: string, faults: readonly BundleFault[]): Promise<void> {
  await writeAtomically(bundleFaultsPath(caseFolder), `${JSON.stringify({ formatVersion: 1, faults }, null, 2)}\n`);
}
