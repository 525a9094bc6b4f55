import { chmod, mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CaseId } from '../../../shared/base/ids.ts';
import { MANIFEST_VERSION } from '../../../shared/evidence/case-manifest.ts';
import type { BundleFault } from '../../../shared/evidence/bundle.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import { writeBundleFaults } from '../case-store/bundle-faults-file.ts';
import { captureFiles, evidencePath, isCaptureId } from '../case-store/case-layout.ts';
import { readCapture } from '../case-store/capture-file.ts';
import { provenanceText } from '../case-store/evidence-writer.ts';
import { hashFile } from '../case-store/hash-file.ts';
import { readManifest, writeManifest } from '../case-store/manifest-file.ts';
import { storageError } from '../host-errors.ts';
import { captureOfMember } from './bundle-layout.ts';
import { readBundle } from './read-bundle.ts';

/** Makes a case folder of a bundle. With faults the case is marked read-only, and what can be shown is made readable. Rejects when the disk fails. */
export async function extractBundle(file: string, folder: string, name: string): Promise<readonly BundleFault[]> {
  try {
    await mkdir(evidencePath(folder), { recursive: true });
    const { faults } = await readBundle(file, (member) => writerOf(folder, member));
    if (faults.length > 0) {
      const { birthtime } = await stat(file);
      await makeReadable(folder, name, birthtime.toISOString());
      await writeBundleFaults(folder, faults);
    }
    return faults;
  } catch (error) {
    throw storageError(error, folder);
  }
}

/** Only for paths that `isBundlePath` allows. */
async function writerOf(folder: string, member: string): Promise<(chunk: Uint8Array | null) => Promise<void>> {
  const target = path.join(folder, ...member.split('/'));
  await mkdir(path.dirname(target), { recursive: true });
  const handle = await open(target, 'wx', 0o644);
  return async (chunk) => {
    if (chunk !== null) {
      await handle.writeFile(chunk);
      return;
    }
    await handle.sync();
    await handle.close();
    if (captureOfMember(member) !== null) await chmod(target, 0o444);
  };
}

/** Provenance and manifest that are missing, damaged or of a newer form are replaced by what the files themselves tell. */
async function makeReadable(folder: string, name: string, createdAt: string): Promise<void> {
  const found: RawCapture[] = [];
  for (const entry of await readdir(evidencePath(folder))) {
    if (!isCaptureId(entry)) continue;
    const files = captureFiles(folder, entry);
    const stdout = await hashFile(files.stdout);
    const known = await readCapture(files.capture);
    if (known !== null && known.id === entry) found.push(known);
    else if (stdout !== null) {
      const stderr = (await hashFile(files.stderr)) ?? { bytes: 0, sha256: '0'.repeat(64) };
      const capture: RawCapture = { formatVersion: 1, id: entry, kind: null, name: entry, transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt: createdAt, endedAt: createdAt, exitStatus: null, endMarkerSeen: false, completeness: { status: 'partial', reason: 'unreadable', detail: 'capture.json' }, series: null, round: 1, stdout, stderr, derivedFrom: null };
      await rm(files.capture, { force: true });
      await writeFile(files.capture, provenanceText(capture), { mode: 0o444 });
      found.push(capture);
    }
  }
  if ((await readManifest(folder).catch(() => null)) !== null) return;
  await writeManifest(folder, { formatVersion: MANIFEST_VERSION, id: 'bundle' as CaseId, name, tags: [], createdAt, writtenBy: '', captures: found.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id }) => id) });
}
