import type { Worker } from 'node:worker_threads';
import type { Finding } from '../../../shared/artifacts/finding.ts';
import { message } from '../../../shared/base/message.ts';
import type { CaptureInput, CaptureReading, Engine, EngineQuestion } from '../../../shared/engine/engine.ts';
import { HostError } from '../../../shared/host-api/host-error.ts';
import type { EngineReply, EngineRequest, FileReading } from './engine-protocol.ts';
import { hostError, storageError, textOf } from '../host-errors.ts';
import { startEngineWorker } from './start-engine-worker.ts';

/** The engines in their worker, as promises. A crash rejects what was under way, tells `onCrash` listeners and the next request starts a new worker. */
export interface EngineClient {
  ask<Question extends EngineQuestion>(scope: string, question: Question, ...args: Parameters<Engine[Question]>): Promise<ReturnType<Engine[Question]>>;
  /** Reads a file into a scope; `path` null reads no bytes at all. */
  readFile(scope: string, input: CaptureInput, path: string | null, onProgress?: (bytes: number) => void): Promise<FileReading>;
  /** Reads a file while it is still being written. */
  followFile(scope: string, input: CaptureInput, path: string): FollowedFile;
  /** What the first `bytes` of a file show. */
  firstLook(input: CaptureInput, path: string, bytes: number): Promise<readonly Finding[]>;
  /** Frees everything of a scope. */
  drop(scope: string): Promise<void>;
  onCrash(listener: () => void): void;
  close(): Promise<void>;
}

export interface FollowedFile {
  readonly reading: Promise<CaptureReading>;
  /** All of it has been written. */
  end(): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: HostError): void;
  readonly onProgress: ((bytes: number) => void) | undefined;
  readonly path: string | null;
}

type RequestBody = Exclude<EngineRequest, { type: 'file-ended' }> extends infer Request ? (Request extends EngineRequest ? Omit<Request, 'id'> : never) : never;

export function createEngineClient(start: () => Promise<Worker> = startEngineWorker): EngineClient {
  const waiting = new Map<number, Waiting>();
  const crashListeners: (() => void)[] = [];
  let worker: Promise<Worker> | null = null;
  let lastId = 0;
  let isClosed = false;

  const onReply = (reply: EngineReply): void => settle(reply, waiting);
  const rejectAll = (error: HostError): void => {
    for (const request of waiting.values()) request.reject(error);
    waiting.clear();
  };

  const onEnd = (ended: Worker, details: string): void => {
    worker = null;
    ended.removeAllListeners();
    rejectAll(hostError('internal', 'error.engine-stopped', {}, { next: message('next.try-again'), details }));
    for (const listener of crashListeners) listener();
  };

  const launch = async (): Promise<Worker> => {
    const started = await start().catch((error: unknown) => {
      worker = null;
      throw hostError('internal', 'error.engine-stopped', {}, { details: textOf(error) });
    });
    started.on('message', onReply);
    started.on('error', (error) => onEnd(started, textOf(error)));
    started.on('exit', (code) => onEnd(started, `exit ${code}`));
    return started;
  };

  const nextId = (): number => (lastId += 1);

  const send = async (body: RequestBody, path: string | null, onProgress?: (bytes: number) => void, id = nextId()): Promise<unknown> => {
    if (isClosed) throw hostError('cancelled', 'error.closed');
    worker ??= launch();
    const target = await worker;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress, path });
      post(target, { ...body, id });
    });
  };

  return {
    ask: (scope, question, ...args) => send({ type: 'ask', scope, question, args }, null) as Promise<never>,
    readFile: (scope, input, path, onProgress) => send({ type: 'read-file', scope, input, path, isGrowing: false }, path, onProgress) as Promise<FileReading>,
    followFile(scope, input, path) {
      const id = nextId();
      const answer = send({ type: 'read-file', scope, input, path, isGrowing: true }, path, undefined, id) as Promise<FileReading>;
      return { reading: answer.then(({ reading }) => reading), end: () => void worker?.then((target) => post(target, { type: 'file-ended', id }), () => undefined) };
    },
    firstLook: (input, path, bytes) => send({ type: 'first-look', input, path, bytes }, path) as Promise<readonly Finding[]>,
    async drop(scope) {
      if (worker !== null) await send({ type: 'drop', scope }, null);
    },
    onCrash: (listener) => crashListeners.push(listener),
    async close() {
      isClosed = true;
      const target = await worker?.catch(() => null);
      target?.removeAllListeners('exit');
      rejectAll(hostError('cancelled', 'error.closed'));
      await target?.terminate();
    },
  };
}

function post(worker: Worker, request: EngineRequest): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker port has no origins
  worker.postMessage(request);
}

function settle(reply: EngineReply, waiting: Map<number, Waiting>): void {
  const request = waiting.get(reply.id);
  if (!request) return;
  if (reply.type === 'progress') {
    request.onProgress?.(reply.bytes);
    return;
  }
  waiting.delete(reply.id);
  if (reply.type === 'answer') request.resolve(reply.value);
  else if (reply.type === 'refused') request.reject(new HostError({ code: 'bad-input', message: reply.reason, next: null, details: '' }));
  else request.reject(errorOf(reply, request.path));
}

function errorOf(reply: Extract<EngineReply, { type: 'failed' }>, path: string | null): HostError {
  if (reply.reason === 'unknown-reference') return hostError('not-found', 'error.unknown-reference', { what: reply.code }, { details: reply.message });
  if (reply.reason === 'file') return storageError(Object.assign(new Error(reply.message), { code: reply.code }), path ?? '');
  return hostError('internal', 'error.internal', {}, { details: reply.details || reply.message });
}
