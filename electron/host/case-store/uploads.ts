import { randomUUID } from 'node:crypto';
import type { CaptureId, CaseId } from '../../../shared/base/ids.ts';
import { hostError, storageError } from '../host-errors.ts';
import type { EvidenceWriter } from './evidence-writer.ts';
import type { OpenCase } from './open-case.ts';

/** Files that arrive in pieces through a door. Until `finish` they are pending and an abort leaves no trace. */
export interface Uploads {
  begin(target: OpenCase, name: string): Promise<string>;
  append(uploadId: string, bytes: Uint8Array): Promise<void>;
  finish(uploadId: string): Promise<{ readonly caseId: CaseId; readonly captureId: CaptureId }>;
  abort(uploadId: string): Promise<void>;
  close(): Promise<void>;
}

export function createUploads(): Uploads {
  const running = new Map<string, { readonly target: OpenCase; readonly writer: EvidenceWriter }>();
  const get = (uploadId: string): { readonly target: OpenCase; readonly writer: EvidenceWriter } => {
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
      running.set(uploadId, { target, writer });
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
    async finish(uploadId) {
      const { target, writer } = get(uploadId);
      running.delete(uploadId);
      const capture = await writer.finish({ endedAt: new Date().toISOString(), exitStatus: null, endMarkerSeen: false, completeness: { status: 'complete' } }).catch((error: unknown) => Promise.reject(storageError(error, target.path)));
      await target.add([capture]);
      return { caseId: target.id, captureId: capture.id };
    },
    abort,
    async close() {
      for (const uploadId of running.keys()) await abort(uploadId);
    },
  };
}
