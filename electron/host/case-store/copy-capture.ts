import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { RawCapture, StoredStream } from '../../../shared/evidence/raw-capture.ts';
import { arrivingPath, captureFiles, filesInCaptureFolder } from './case-layout.ts';
import { provenanceText } from './evidence-writer.ts';
import type { OpenCase } from './open-case.ts';
import { syncFolder, writeAtomically } from './write-atomically.ts';

/**
 * Copies a capture's bytes and provenance into another case, under `id`; it appears there whole or not at all.
 * null when its files are not as they were captured: nothing is copied then. Not yet entered into the manifest.
 */
export async function copyCapture(source: OpenCase, capture: RawCapture, target: OpenCase, id: CaptureId): Promise<RawCapture | null> {
  const from = captureFiles(source.path, capture.id);
  const arriving = filesInCaptureFolder(path.join(arrivingPath(target.path), randomUUID()));
  try {
    await mkdir(arriving.folder, { recursive: true });
    const text = await readFile(from.capture, 'utf8');
    const recorded = source.provenanceHash(capture.id);
    if (recorded !== null && createHash('sha256').update(text).digest('hex') !== recorded) return null;
    if (!(await copyStream(from.stdout, arriving.stdout, capture.stdout)) || !(await copyStream(from.stderr, arriving.stderr, capture.stderr))) return null;
    const copied: RawCapture = { ...capture, id };
    // To the byte as it was, where nothing in it has to change.
    await writeAtomically(arriving.capture, id === capture.id ? text : provenanceText(copied), 0o444);
    await syncFolder(arriving.folder);
    await rename(arriving.folder, captureFiles(target.path, id).folder);
    return copied;
  } finally {
    await rm(arriving.folder, { recursive: true, force: true });
  }
}

/** False when what was read is not what was recorded. */
async function copyStream(from: string, to: string, recorded: StoredStream): Promise<boolean> {
  const source = await open(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => null);
  if (source === null) return false;
  const target = await open(to, 'wx', 0o644);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of createReadStream(from, { fd: source, autoClose: false })) {
      const part = chunk as Buffer;
      hash.update(part);
      bytes += part.length;
      await target.writeFile(part);
    }
    await target.sync();
    await target.chmod(0o444);
    return bytes === recorded.bytes && hash.digest('hex') === recorded.sha256;
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}
