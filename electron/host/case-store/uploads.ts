import { randomUUID } from 'node:crypto';
import type { CaptureId } from '../../../shared/base/ids.ts';
import { archiveTypeAt, archiveTypeOf, HEAD_BYTES } from '../archives/archive-type.ts';
import { hostError, storageError } from '../host-errors.ts';
import { LONG_BYTES } from '../long-file.ts';
import type { EvidenceWriter } from './evidence-writer.ts';
import { importArchive } from './import-archive.ts';
import { ImportRun } from './import-run.ts';
import type { OpenCase } from './open-case.ts';

/** Files that arrive in pieces through a door. Until `finish` they are pending and an abort leaves no trace. */
export interface Uploads {
  begin(target: OpenCase, name: string): Promise<string>;
  /** A piece whose place is not reached yet waits for those before it; without `at` it is the next. */
  append(uploadId: string, bytes: Uint8Array, at?: number): Promise<void>;
  /** Enters the file, or the files of the archive, into the case. `openInstead` is offered the whole file first; true: it took it. */
  finish(uploadId: string, openInstead: (file: string) => Promise<boolean>): Promise<{ readonly target: OpenCase; readonly captures: readonly CaptureId[] }>;
  abort(uploadId: string): Promise<void>;
  close(): Promise<void>;
}

/** Whoever reads a file while it arrives. */
export interface Follower {
  /** All of it is there. */
  end(): void;
  /** It did not become evidence. */
  drop(): void;
}

/** Called for a long file that is no archive, while it arrives. */
export type Follow = (target: OpenCase, writer: EvidenceWriter) => Follower;

interface Upload {
  readonly target: OpenCase;
  readonly name: string;
  readonly writer: EvidenceWriter;
  /** Pieces that came before those they follow, by their places. */
  readonly early: Map<number, () => void>;
  /** By its first piece. */
  isArchive: boolean;
  follower: Follower | null;
}

/** Each holds a piece in memory. */
const MOST_EARLY = 4;

export function createUploads(follow: Follow): Uploads {
  const running = new Map<string, Upload>();
  const get = (uploadId: string): Upload => {
    const upload = running.get(uploadId);
    if (!upload) throw hostError('not-found', 'error.upload-unknown');
    return upload;
  };
  const abort = async (uploadId: string): Promise<void> => {
    const upload = running.get(uploadId);
    running.delete(uploadId);
    if (upload) release(upload);
    upload?.follower?.drop();
    await upload?.writer.discard();
  };
  return {
    async begin(target, name) {
      const startedAt = new Date().toISOString();
      const writer = await target.begin({ kind: null, name, transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt, series: null, round: 1 });
      const uploadId = randomUUID();
      running.set(uploadId, { target, name, writer, early: new Map(), isArchive: false, follower: null });
      return uploadId;
    },
    async append(uploadId, bytes, at) {
      await turnOf(get(uploadId), at);
      // An abort may have come while it waited.
      const upload = get(uploadId);
      const { target, name, writer, early } = upload;
      writer.stdout(bytes);
      const failure = writer.failure();
      if (failure) {
        await abort(uploadId);
        throw storageError(failure, target.path);
      }
      early.get(writer.bytes())?.();
      if (writer.bytes() === bytes.length) upload.isArchive = archiveTypeOf(bytes.subarray(0, HEAD_BYTES), name) !== null;
      if (writer.bytes() >= LONG_BYTES && !upload.isArchive) upload.follower ??= follow(target, writer);
    },
    async finish(uploadId, openInstead) {
      const upload = get(uploadId);
      running.delete(uploadId);
      release(upload);
      const { target, writer, follower } = upload;
      follower?.end();
      let captures: readonly CaptureId[] = [];
      try {
        captures = await enter(upload, openInstead);
      } catch (error) {
        throw storageError(error, target.path);
      } finally {
        if (!captures.includes(writer.start.id)) follower?.drop();
      }
      return { target, captures };
    },
    abort,
    async close() {
      for (const uploadId of running.keys()) await abort(uploadId);
    },
  };
}

/** Pieces still waiting find that the upload is over. */
function release({ early }: Upload): void {
  for (const goOn of early.values()) goOn();
}

async function turnOf({ writer, early }: Upload, at: number | undefined): Promise<void> {
  const reached = writer.bytes();
  if (at === undefined || at === reached) return;
  if (at < reached || early.has(at) || early.size === MOST_EARLY) throw hostError('bad-input', 'error.bad-input', { name: 'import.append' }, { details: `a piece at ${at}, where ${reached} bytes are here` });
  await new Promise<void>((resolve) => early.set(at, resolve));
  early.delete(at);
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
