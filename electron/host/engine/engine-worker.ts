import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { assertNever } from '../../../shared/base/assert-never.ts';
import { BadQuery } from '../../../shared/engine/bad-query.ts';
import { createEngine } from '../../../shared/engine/create-engine.ts';
import type { Engine } from '../../../shared/engine/engine.ts';
import { readOwnRules, type OwnRules } from '../../../shared/engine/own-rules/own-rules.ts';
import { firstLook } from '../../../shared/engine/first-look.ts';
import { UnknownReference } from '../../../shared/engine/unknown-reference.ts';
import type { EngineReply, EngineRequest, EngineWorkerData, FileReading } from './engine-protocol.ts';
import { CHUNK_BYTES, readAhead, type FileBytes } from './read-ahead.ts';
import { errnoOf, textOf } from '../host-errors.ts';
import { LONG_BYTES } from '../long-file.ts';
import { ownRuleFiles } from '../own-rule-files.ts';

const PROGRESS_EVERY_MS = 100;
/** How long to wait for more of a file that is being written, and at most when nothing comes for a while. */
const LOOK_AGAIN_MS = 10;
const LOOK_AGAIN_AT_MOST_MS = 250;

const { dataFolder, readingThread } = workerData as EngineWorkerData;

/** Requests whose files are still being written. */
const growing = new Set<number>();
const engines = new Map<string, Engine>();

type ReadFile = Extract<EngineRequest, { type: 'read-file' }>;

function ownRules(): OwnRules | undefined {
  return dataFolder === null ? undefined : readOwnRules(ownRuleFiles(dataFolder));
}

function engineOf(scope: string): Engine {
  const known = engines.get(scope);
  if (known) return known;
  const engine = createEngine(undefined, ownRules());
  engines.set(scope, engine);
  return engine;
}

/** Chunk by chunk with awaits between, so that questions about other captures are answered meanwhile. */
async function readFile(request: ReadFile): Promise<FileReading> {
  const { id, scope, input } = request;
  if (request.isGrowing) growing.add(id);
  const ingest = engineOf(scope).ingest(input);
  const source = await bytesOf(request);
  let bytes = 0;
  let toldAt = performance.now();
  try {
    for (;;) {
      const { done, value } = await source.next();
      if (done === true) return { reading: ingest.finish(), sha256: value };
      ingest.push(value);
      bytes += value.length;
      if (performance.now() - toldAt > PROGRESS_EVERY_MS) {
        toldAt = performance.now();
        reply({ type: 'progress', id, bytes });
      }
    }
  } finally {
    await source.return('');
  }
}

async function bytesOf({ id, path, isGrowing }: ReadFile): Promise<FileBytes> {
  if (path === null || isGrowing || (await stat(path)).size < LONG_BYTES) return readHere(path, () => !growing.has(id));
  thread ??= startReadingThread();
  return readAhead(thread, path);
}

let thread: Worker | null = null;

function startReadingThread(): Worker {
  const started = new Worker(readingThread.source, { eval: readingThread.eval });
  started.unref();
  // What it was reading fails by its closed port.
  started.on('error', () => undefined);
  started.on('exit', () => (thread = null));
  return started;
}

/** The bytes of a file; of one that is still being written, as they come until `isWhole`. */
async function* readHere(path: string | null, isWhole: () => boolean): FileBytes {
  const hash = createHash('sha256');
  if (path === null) return hash.digest('hex');
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let pauseMs = LOOK_AGAIN_MS;
    for (;;) {
      // Asked before it is read: what was written until then is there.
      const wasWhole = isWhole();
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, null);
      if (bytesRead > 0) {
        pauseMs = LOOK_AGAIN_MS;
        const bytes = buffer.subarray(0, bytesRead);
        hash.update(bytes);
        yield bytes;
      } else if (wasWhole) return hash.digest('hex');
      else {
        await setTimeout(pauseMs);
        pauseMs = Math.min(2 * pauseMs, LOOK_AGAIN_AT_MOST_MS);
      }
    }
  } finally {
    await handle.close();
  }
}

async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function handle(request: Exclude<EngineRequest, { type: 'file-ended' }>): Promise<unknown> {
  switch (request.type) {
    case 'ask': {
      const engine = engineOf(request.scope);
      const question = engine[request.question] as (...args: readonly unknown[]) => unknown;
      return question.apply(engine, [...request.args]);
    }
    case 'read-file':
      return readFile(request);
    case 'first-look':
      return firstLook(await readHead(request.path, request.bytes), request.input, ownRules());
    case 'drop':
      engines.delete(request.scope);
      return null;
    default:
      return assertNever(request);
  }
}

function reply(message: EngineReply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker port has no origins
  parentPort?.postMessage(message);
}

function failure(id: number, error: unknown): EngineReply {
  if (error instanceof BadQuery) return { type: 'refused', id, reason: error.reason };
  const code = error instanceof UnknownReference ? error.what : errnoOf(error);
  const reason = error instanceof UnknownReference ? 'unknown-reference' : code === '' ? 'internal' : 'file';
  return { type: 'failed', id, reason, code, message: textOf(error), details: error instanceof Error ? (error.stack ?? '') : '' };
}

parentPort?.on('message', (request: EngineRequest) => {
  if (request.type === 'file-ended') {
    growing.delete(request.id);
    return;
  }
  handle(request).then(
    (value) => reply({ type: 'answer', id: request.id, value }),
    (error: unknown) => reply(failure(request.id, error)),
  );
});
