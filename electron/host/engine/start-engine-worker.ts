import { Worker } from 'node:worker_threads';
import type { EngineWorkerData } from './engine-protocol.ts';
import { workerScript } from './worker-script.ts';

/** `dataFolder`: where a person's own rules lie; null: nowhere. */
export async function startEngineWorker(dataFolder: string | null = null): Promise<Worker> {
  const [engine, readingThread] = await Promise.all([workerScript('engine-worker'), workerScript('reading-thread')]);
  return new Worker(engine.source, { eval: engine.eval, workerData: { dataFolder, readingThread } satisfies EngineWorkerData });
}
