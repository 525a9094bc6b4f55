import { createHash } from 'node:crypto';
import { closeSync, fsync, openSync, writeSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RawCapture, StoredStream } from '../../../shared/evidence/raw-capture.ts';
import { captureFiles, type CaptureFiles } from './case-layout.ts';
import type { CaptureStart } from './capture-file.ts';
import { writeAtomically } from './write-atomically.ts';

/** How a capture ended; with its start this makes the whole provenance. */
export type CaptureEnd = Pick<RawCapture, 'endedAt' | 'clock' | 'exitStatus' | 'endMarkerSeen' | 'completeness'>;

export interface EvidenceWriter {
  readonly start: CaptureStart;
  readonly files: CaptureFiles;
  /** Appends at once and synchronously, so that what has arrived is on its way to the disk before the next chunk. Never throws: see `failure`. */
  stdout(chunk: Uint8Array): void;
  stderr(chunk: Uint8Array): void;
  /** Bytes of both streams so far. */
  bytes(): number;
  /** The first write error, e.g. a full disk; null when all is well. */
  failure(): Error | null;
  /** Hashes are final, files become read-only, provenance is written last. */
  finish(end: CaptureEnd): Promise<RawCapture>;
  /** Removes everything again; for captures that never became evidence. */
  discard(): Promise<void>;
}

const sync = promisify(fsync);

/** What is sent to the disk at a time while more arrives, so that the end of a large capture does not wait for all of it. */
const SYNC_BYTES = 32 * 1024 * 1024;

class AppendedFile {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #unsynced = 0;
  /** Never rejects: see `#syncFailure`. */
  #syncing: Promise<void> | null = null;
  #syncFailure: Error | null = null;

  constructor(file: string) {
    this.#path = file;
    this.#descriptor = openSync(file, 'ax', 0o644);
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(chunk: Uint8Array): void {
    // A write may be short on a nearly full disk: only what is on disk is hashed.
    for (let done = 0; done < chunk.length; ) {
      const written = writeSync(this.#descriptor, chunk, done);
      this.#hash.update(chunk.subarray(done, done + written));
      this.#bytes += written;
      this.#unsynced += written;
      done += written;
    }
    if (this.#unsynced < SYNC_BYTES || this.#syncing !== null) return;
    this.#unsynced = 0;
    this.#syncing = this.#syncBeside();
  }

  async finish(): Promise<StoredStream> {
    await this.#syncing;
    if (this.#syncFailure !== null) throw this.#syncFailure;
    if (this.#unsynced > 0) await sync(this.#descriptor);
    closeSync(this.#descriptor);
    await chmod(this.#path, 0o444);
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async close(): Promise<void> {
    await this.#syncing;
    closeSync(this.#descriptor);
  }

  async #syncBeside(): Promise<void> {
    try {
      await sync(this.#descriptor);
    } catch (error) {
      this.#syncFailure = error instanceof Error ? error : new Error(String(error));
    } finally {
      this.#syncing = null;
    }
  }
}

export async function beginEvidence(caseFolder: string, start: CaptureStart): Promise<EvidenceWriter> {
  const files = captureFiles(caseFolder, start.id);
  await mkdir(path.dirname(files.folder), { recursive: true });
  await mkdir(files.folder);
  const { stdout, stderr } = await openFiles(files, start).catch(async (error: unknown) => {
    await rm(files.folder, { recursive: true, force: true });
    throw error;
  });
  let failure: Error | null = null;
  const append = (file: AppendedFile, chunk: Uint8Array): void => {
    if (failure !== null) return;
    try {
      file.append(chunk);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
  };
  return {
    start,
    files,
    stdout: (chunk) => append(stdout, chunk),
    stderr: (chunk) => append(stderr, chunk),
    bytes: () => stdout.bytes + stderr.bytes,
    failure: () => failure,
    async finish(end) {
      const capture: RawCapture = { formatVersion: 1, ...start, ...end, stdout: await stdout.finish(), stderr: await stderr.finish(), derivedFrom: null };
      await writeAtomically(files.capture, provenanceText(capture), 0o444);
      await rm(files.pending, { force: true });
      return capture;
    },
    async discard() {
      await Promise.all([stdout.close(), stderr.close()]);
      await rm(files.folder, { recursive: true, force: true });
    },
  };
}

async function openFiles(files: CaptureFiles, start: CaptureStart): Promise<{ stdout: AppendedFile; stderr: AppendedFile }> {
  // Needed only by the next start after an interruption, so it need not be durable before the first byte.
  await writeFile(files.pending, JSON.stringify(start, null, 2), { flag: 'wx' });
  return { stdout: new AppendedFile(files.stdout), stderr: new AppendedFile(files.stderr) };
}

/** `capture.json` as it is written. */
export function provenanceText(capture: RawCapture): string {
  return `${JSON.stringify(capture, null, 2)}\n`;
}
