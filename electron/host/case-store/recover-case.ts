import { chmod, readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import { CAPTURE_FILE_NAMES, captureFiles, evidencePath, isCaptureId } from './case-layout.ts';
import { readCapture, readCaptureStart, type CaptureStart } from './capture-file.ts';
import { provenanceText } from './evidence-writer.ts';
import { hashFile } from './hash-file.ts';
import { removeUnfinishedWrites, writeAtomically } from './write-atomically.ts';

/**
 * Finds captures on disk that the manifest does not name: finished ones are taken as they are,
 * interrupted ones get provenance that says so. Call only while holding the case's lock.
 */
export async function recoverCaptures(caseFolder: string, known: ReadonlySet<string>): Promise<readonly RawCapture[]> {
  const entries = await readdir(evidencePath(caseFolder), { withFileTypes: true }).catch(() => []);
  const found: RawCapture[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || !isCaptureId(entry.name) || known.has(entry.name)) continue;
    // One that cannot be recovered now, e.g. for want of space, stays as it is until the next start.
    const capture = await recoverOne(caseFolder, entry.name).catch(() => null);
    if (capture !== null) found.push(capture);
  }
  return found.sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.id.localeCompare(b.id));
}

async function recoverOne(caseFolder: string, id: CaptureId): Promise<RawCapture | null> {
  const files = captureFiles(caseFolder, id);
  await removeUnfinishedWrites(files.folder);
  const finished = await readCapture(files.capture);
  if (finished !== null) {
    await rm(files.pending, { force: true });
    return finished.id === id ? finished : null;
  }
  const start = await readCaptureStart(files.pending);
  const bytes = (await sizeOf(files.stdout)) + (await sizeOf(files.stderr));
  // The pending note proves that Borescope made the folder; an unfinished copy of a file is no evidence, the file itself is.
  if (start !== null && (bytes === 0 || start.transport === 'imported-file')) {
    await rm(files.folder, { recursive: true, force: true });
    return null;
  }
  if (bytes === 0) {
    await removeUnbegun(files.folder);
    return null;
  }
  await seal(files.stdout);
  await seal(files.stderr);
  const endedAt = (await stat(files.stdout)).mtime.toISOString();
  const capture = await interrupted(start ?? unknownStart(id, endedAt), endedAt, files.stdout, files.stderr);
  if (capture === null) return null;
  await writeAtomically(files.capture, provenanceText(capture), 0o444);
  await rm(files.pending, { force: true });
  return capture;
}

/** A folder in which a capture was about to begin: nothing but files of ours, and no byte of evidence or provenance. */
async function removeUnbegun(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.every((name) => CAPTURE_FILE_NAMES.has(name) && name !== 'capture.json')) await rm(folder, { recursive: true, force: true });
}

async function interrupted(start: CaptureStart, endedAt: string, stdoutFile: string, stderrFile: string): Promise<RawCapture | null> {
  const stdout = await hashFile(stdoutFile);
  const stderr = await hashFile(stderrFile);
  if (stdout === null || stderr === null) return null;
  return {
    formatVersion: 1,
    ...start,
    endedAt,
    exitStatus: null,
    endMarkerSeen: false,
    completeness: { status: 'partial', reason: 'interrupted-write', detail: `${stdout.bytes + stderr.bytes} bytes were on disk` },
    stdout,
    stderr,
    derivedFrom: null,
  };
}

function unknownStart(id: CaptureId, startedAt: string): CaptureStart {
  return { id, kind: null, name: id, transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt, series: null, round: 1 };
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

async function seal(file: string): Promise<void> {
  await writeFile(file, '', { flag: 'a' });
  await chmod(file, 0o444);
}
