import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { DiskUse } from '../../../shared/host-api/views.ts';
import { CASE_ENTRY_NAMES, derivedPath, evidencePath } from './case-layout.ts';

/** Sizes of the files that Borescope put into a case folder; files that go meanwhile count nothing. */
export async function diskUseOf(caseFolder: string): Promise<DiskUse> {
  const [evidence, derived] = [evidencePath(caseFolder), derivedPath(caseFolder)];
  let otherBytes = 0;
  for (const name of CASE_ENTRY_NAMES) {
    const entry = path.join(caseFolder, name);
    if (entry !== evidence && entry !== derived) otherBytes += await sizeOf(entry);
  }
  return { evidenceBytes: await bytesBelow(evidence), derivedBytes: await bytesBelow(derived), otherBytes };
}

/** Links count as themselves and are not followed. */
async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const below = path.join(folder, entry.name);
    bytes += entry.isDirectory() ? await bytesBelow(below) : await sizeOf(below);
  }
  return bytes;
}

async function sizeOf(file: string): Promise<number> {
  return (await lstat(file).catch(() => null))?.size ?? 0;
}
