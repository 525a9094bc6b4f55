import { access, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { message } from '../../../shared/base/message.ts';
import type { CaseId } from '../../../shared/base/ids.ts';
import { MANIFEST_VERSION, type CaseManifest } from '../../../shared/evidence/case-manifest.ts';
import { upgradeManifest } from '../../../shared/evidence/upgrade-manifest.ts';
import { errnoOf, hostError, storageError } from '../host-errors.ts';
import { isCaptureId, manifestPath, olderManifestPath } from './case-layout.ts';
import { writeAtomically } from './write-atomically.ts';

const version = z.looseObject({ formatVersion: z.number().int() });
const manifest = z.object({
  formatVersion: z.literal(MANIFEST_VERSION),
  id: z.string().min(1).max(200).transform((text) => text as CaseId),
  name: z.string(),
  tags: z.array(z.string()),
  createdAt: z.string(),
  writtenBy: z.string(),
  captures: z.array(z.string().refine(isCaptureId)),
  provenance: z.record(z.string(), z.string()).optional(),
  bytes: z.number().optional(),
  readAsIs: z.array(z.string().refine(isCaptureId)).optional(),
  clocksAsTold: z.boolean().optional(),
});

/** The manifest of a case folder, in the form written now whatever form it has on the disk. Rejects with `not-found` when the folder is not a case, `storage` when it cannot be read as one. */
export async function readManifest(caseFolder: string): Promise<CaseManifest> {
  const file = manifestPath(caseFolder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw hostError('not-found', 'error.not-a-case', { path: caseFolder }, { next: message('next.import-instead') });
    throw storageError(error, file);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw hostError('storage', 'error.manifest-damaged', { path: file }, { details: String(error) });
  }
  const found = version.safeParse(json);
  if (found.success && found.data.formatVersion > MANIFEST_VERSION) throw hostError('storage', 'error.manifest-newer', { path: file, version: found.data.formatVersion }, { next: message('next.update') });
  const checked = manifest.safeParse(found.success ? upgradeManifest(found.data) : json);
  if (!checked.success) throw hostError('storage', 'error.manifest-damaged', { path: file }, { details: checked.error.message });
  const { provenance, bytes, readAsIs, clocksAsTold, ...rest } = checked.data;
  return { ...rest, ...(provenance === undefined ? {} : { provenance }), ...(bytes === undefined ? {} : { bytes }), ...(readAsIs === undefined ? {} : { readAsIs }), ...(clocksAsTold === undefined ? {} : { clocksAsTold }) };
}

export async function writeManifest(caseFolder: string, content: CaseManifest): Promise<void> {
  await writeAtomically(manifestPath(caseFolder), `${JSON.stringify(content, null, 2)}\n`);
}

/** Copies a manifest of an older version beside itself, once, before it is replaced by one that an older Borescope cannot read. */
export async function keepOlderManifest(caseFolder: string): Promise<void> {
  const text = await readFile(manifestPath(caseFolder), 'utf8');
  const { formatVersion } = version.parse(JSON.parse(text));
  if (formatVersion >= MANIFEST_VERSION) return;
  const kept = olderManifestPath(caseFolder, formatVersion);
  const isKept = await access(kept).then(() => true, () => false);
  if (!isKept) await writeAtomically(kept, text, 0o444);
}
