import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import { archiveTypeAt } from '../archives/archive-type.ts';
import { hostError, storageError } from '../host-errors.ts';
import { importArchive } from './import-archive.ts';
import { ImportRun } from './import-run.ts';
import { isRegularFile, listFiles, type ListedFile } from './list-files.ts';
import type { OpenCase } from './open-case.ts';

const CHUNK = 1024 * 1024;
/** Files copied side by side: most of the time goes into waiting for the disk to confirm. */
const AT_ONCE = 8;

/**
 * Copies a file, or every file of a folder, into the case as evidence; of archives their files. A file of a folder that cannot be read is entered as such, so that it is missed by nobody.
 * `onEntered` is called while the import goes on, each time there is something new to read.
 */
export async function importPath(target: OpenCase, given: string, onEntered?: () => void): Promise<readonly CaptureId[]> {
  target.checkWritable();
  const files = await listFiles(given);
  const [first] = files;
  if (first === undefined) throw hostError('not-found', 'error.empty-folder', { path: given });
  const isSingle = files.length === 1 && first.path === given;
  const run = new ImportRun(target, onEntered);
  try {
    for (let at = 0; at < files.length; at += AT_ONCE) {
      const batch = files.slice(at, at + AT_ONCE).map((file) => importOne(target, file).catch((error: unknown) => (isSingle ? Promise.reject(error) : enterUnreadable(target, file, error))));
      const results = await Promise.allSettled(batch);
      for (const result of results) if (result.status === 'fulfilled') await result.value(run);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    }
  } finally {
    await run.finish();
  }
  return run.added;
}

/** What is left to do in the order of the files. */
type Enter = (run: ImportRun) => Promise<void>;

/** A file is copied at once; an archive is opened in its turn. */
async function importOne(target: OpenCase, file: ListedFile): Promise<Enter> {
  const source = await realpath(file.path).catch((error: unknown) => Promise.reject(storageError(error, file.path)));
  if (!(await isRegularFile(source))) throw hostError('bad-input', 'error.not-a-file', { path: file.path });
  const type = await archiveTypeAt(source).catch((error: unknown) => Promise.reject(storageError(error, file.path)));
  if (type !== null) return (run) => importArchive(target, run, source, file.name, type);
  const capture = await copyFile(target, source, file);
  return (run) => run.enter(capture);
}

/** Problems of the case's own disk end the import; those of the one file are kept beside its name. */
async function enterUnreadable(target: OpenCase, file: ListedFile, error: unknown): Promise<Enter> {
  const { data } = storageError(error, file.path);
  if (data.code === 'storage' || data.code === 'locked') throw error;
  const now = new Date().toISOString();
  const writer = await target.begin({ kind: null, name: file.name, transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt: now, series: null, round: 1 });
  const capture = await writer.finish({ endedAt: now, exitStatus: null, endMarkerSeen: false, completeness: { status: 'partial', reason: 'unreadable', detail: data.details } });
  return (run) => run.enter(capture);
}

/** Copies one file's bytes as they are and seals them. */
async function copyFile(target: OpenCase, source: string, file: ListedFile): Promise<RawCapture> {
  const handle = await open(source, constants.O_RDONLY).catch((error: unknown) => Promise.reject(storageError(error, file.path)));
  const writer = await target
    .begin({ kind: null, name: file.name, transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt: new Date().toISOString(), series: null, round: 1 })
    .catch(async (error: unknown) => {
      await handle.close();
      throw error;
    });
  try {
    const { size } = await stat(source);
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, size)));
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      writer.stdout(buffer.subarray(0, bytesRead));
      const failure = writer.failure();
      if (failure) throw storageError(failure, target.path);
    }
    return await writer.finish({ endedAt: new Date().toISOString(), exitStatus: null, endMarkerSeen: false, completeness: { status: 'complete' } });
  } catch (error) {
    await writer.discard();
    throw storageError(error, file.path);
  } finally {
    await handle.close();
  }
}
