import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import { hostError, storageError } from '../host-errors.ts';
import { isRegularFile, listFiles, type ListedFile } from './list-files.ts';
import type { OpenCase } from './open-case.ts';

const CHUNK = 1024 * 1024;
/** Files copied side by side: most of the time goes into waiting for the disk to confirm. */
const AT_ONCE = 8;

/** Copies a file, or every file of a folder, into the case as evidence. A file of a folder that cannot be read is entered as such, so that it is missed by nobody. */
export async function importPath(target: OpenCase, given: string): Promise<readonly CaptureId[]> {
  target.checkWritable();
  const files = await listFiles(given);
  const [first] = files;
  if (first === undefined) throw hostError('not-found', 'error.empty-folder', { path: given });
  const isSingle = files.length === 1 && first.path === given;
  const added: RawCapture[] = [];
  try {
    for (let at = 0; at < files.length; at += AT_ONCE) {
      const batch = files.slice(at, at + AT_ONCE).map((file) => importFile(target, file).catch((error: unknown) => (isSingle ? Promise.reject(error) : enterUnreadable(target, file, error))));
      const results = await Promise.allSettled(batch);
      for (const result of results) if (result.status === 'fulfilled') added.push(result.value);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    }
  } finally {
    if (added.length > 0) await target.add(added);
  }
  return added.map((capture) => capture.id);
}

/** Problems of the case's own disk end the import; those of the one file are kept beside its name. */
async function enterUnreadable(target: OpenCase, file: ListedFile, error: unknown): Promise<RawCapture> {
  const { data } = storageError(error, file.path);
  if (data.code === 'storage' || data.code === 'locked') throw error;
  const now = new Date().toISOString();
  const writer = await target.begin({ kind: null, name: file.name, transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt: now, series: null, round: 1 });
  return writer.finish({ endedAt: now, exitStatus: null, endMarkerSeen: false, completeness: { status: 'partial', reason: 'unreadable', detail: data.details } });
}

/** Copies one file's bytes as they are and seals them; the caller enters the capture into the case. */
export async function importFile(target: OpenCase, file: ListedFile, startedAt = new Date()): Promise<RawCapture> {
  const source = await realpath(file.path).catch((error: unknown) => Promise.reject(storageError(error, file.path)));
  if (!(await isRegularFile(source))) throw hostError('bad-input', 'error.not-a-file', { path: file.path });
  const handle = await open(source, constants.O_RDONLY).catch((error: unknown) => Promise.reject(storageError(error, file.path)));
  const writer = await target
    .begin({ kind: null, name: file.name, transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt: startedAt.toISOString(), series: null, round: 1 })
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
