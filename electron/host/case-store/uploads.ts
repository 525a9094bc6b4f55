import { randomUUID } from 'node:crypto';
import type { CaptureId } from '../../../shared/base/ids.ts';
import { archiveTypeAt } from '../archives/archive-type.ts';
import { hostError, storageError } from '../host-errors.ts';
import type { EvidenceWriter } from './evidence-writer.ts';
import { importArchive } from './import-archive.ts';
import { ImportRun } from './import-run.ts';
import type { OpenCase } from './open-case.ts';

/** Files that arrive in pieces through a door. Until `finish` they are pending and an abort leaves no trace. */
export interface Uploads {
  begin(target: OpenCase, name: string): Promise<string>;
  append(uploadId: string, bytes: Uint8Array): Promise<void>;
  /** Enters the file, or the files of the archive, into the case. `openInstead` is offered the whole file first; true: it took it. */
  finish(uploadId: string, openInstead: (file: string) => Promise<boolean>): Promise<{ readonly target: OpenCase; readonly captures: readonly CaptureId[] }>;
  abort(uploadId: string): Promise<void>;
  close(): Promise<void>;
}

interface Upload {
  readonly target: OpenCase;
  readonly name: string;
  readonly writer: EvidenceWriter;
}

export function createUploads(): Uploads {
  const running = new Map<string, Upload>();
  const get = (uploadId: string): Upload => {
    const upload = running.get(uploadId);
    if (!upload) throw hostError('not-found', 'error.upload-unknown');
    return upload;
  };
  const abort = async (uploadId: string): Promise<void> => {
    const upload = running.get(uploadId);
    running.delete(uploadId);
    await upload?.writer.discard();
  };
  return {
    async begin(target, name) {
      const startedAt = new Date().toISOString();
      const writer = await target.begin({ kind: null, name, transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt, series: null, round: 1 });
      const uploadId = randomUUID();
      running.set(uploadId, { target, name, writer });
      return uploadId;
    },
    async append(uploadId, bytes) {
      const { target, writer } = get(uploadId);
      writer.stdout(bytes);
      const failure = writer.failure();
      if (failure) {
        await abort(uploadId);
        throw storageError(failure, target.path);
      }
    },
    async finish(uploadId, openInstead) {
      const upload = get(uploadId);
      running.delete(uploadId);
      const captures = await enter(upload, openInstead).catch((error: unknown) => Promise.reject(storageError(error, upload.target.path)));
      return { target: upload.target, captures };
    },
    abort,
    async close() {
      for (const uploadId of running.keys()) await abort(uploadId);
    },
  };
}

async function enter({ target, name, writer }: Upload, openInstead: (file: string) => Promise<boolean>): Promise<readonly CaptureId[]> {
  const file = writer.files.stdout;
  const type = await archiveTypeAt(file, name);
  const run = new ImportRun(target);
  if (type === null) {
    await run.enter(await writer.finish({ endedAt: new Date().toISOString(), exitStatus: null, endMarkerSeen: false, completeness: { status: 'complete' } }));
    await run.finish();
    return run.added;
  }
  try {
    if (type === 'zip' && (await openInstead(file))) return [];
    await importArchive(target, run, file, name, type);
  } finally {
    // The archive itself is no evidence; its files are, each with the hash of the archive it came in.
    await writer.discard();
    await run.finish();
  }
  return run.added;
}
