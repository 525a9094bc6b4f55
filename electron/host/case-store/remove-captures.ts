import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureId } from '../../../shared/base/ids.ts';
import { captureFiles, leavingPath } from './case-layout.ts';

/** Deletes the folders of captures that the manifest names no more. Each leaves `evidence/` at once, so that none is ever there in part. */
export async function removeCaptures(caseFolder: string, ids: ReadonlySet<CaptureId>): Promise<void> {
  const leaving = leavingPath(caseFolder);
  await mkdir(leaving, { recursive: true });
  for (const id of ids) await rename(captureFiles(caseFolder, id).folder, path.join(leaving, id));
  await rm(leaving, { recursive: true, force: true });
}
