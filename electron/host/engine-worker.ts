import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { assertNever } from '../../shared/base/assert-never.ts';
import { BadQuery } from '../../shared/engine/bad-query.ts';
import { createEngine } from '../../shared/engine/create-engine.ts';
import type { Engine } from '../../shared/engine/engine.ts';
import { readOwnRules, type OwnRules } from '../../shared/engine/own-rules/own-rules.ts';
import { firstLook } from '../../shared/engine/first-look.ts';
import { UnknownReference } from '../../shared/engine/unknown-reference.ts';
import type { EngineReply, EngineRequest, FileReading } from './engine-protocol.ts';
import { errnoOf, textOf } from './host-errors.ts';
import { ownRuleFiles } from './own-rule-files.ts';

const CHUNK = 1024 * 1024;
const PROGRESS_EVERY_MS = 100;
const LOOK_AGAIN_MS = 10;

/** Where a person's own rules lie; null in an engine without a home. */
const dataFolder = (workerData as { readonly dataFolder: string | null } | null)?.dataFolder ?? null;

/** Requests whose files are still being written. */
const growing = new Set<number>();
const engines = new Map<string, Engine>();

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
async function readFile(request: Extract<EngineRequest, { type: 'read-file' }>): Promise<FileReading> {
  if (request.isGrowing) growing.add(request.id);
  const ingest = engineOf(request.scope).ingest(request.input);
  const hash = createHash('sha256');
  if (request.path !== null) {
    const handle = await open(request.path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(CHUNK);
      let bytes = 0;
      let toldAt = performance.now();
      for (;;) {
        const isWhole = !growing.has(request.id);
        const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
        if (bytesRead === 0 && isWhole) break;
        if (bytesRead === 0) await setTimeout(LOOK_AGAIN_MS);
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        ingest.push(chunk);
        bytes += bytesRead;
        if (performance.now() - toldAt > PROGRESS_EVERY_MS) {
          toldAt = performance.now();
          reply({ type: 'progress', id: request.id, bytes });
        }
      }
    } finally {
      await handle.close();
    }
  }
  return { reading: ingest.finish(), sha256: hash.digest('hex') };
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
