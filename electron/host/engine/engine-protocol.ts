import type { Message } from '../../../shared/base/message.ts';
import type { CaptureInput, CaptureReading, EngineQuestion } from '../../../shared/engine/engine.ts';
import type { WorkerScript } from './worker-script.ts';

/** What an engine's worker starts with. */
export interface EngineWorkerData {
  /** Where a person's own rules lie; null in an engine without a home. */
  readonly dataFolder: string | null;
  readonly readingThread: WorkerScript;
}

/**
 * Engines live in one worker, one engine per scope: a case, or one ad hoc analysis.
 * Captures and artifacts of different scopes never meet.
 */
export type EngineRequest =
  | { readonly type: 'ask'; readonly id: number; readonly scope: string; readonly question: EngineQuestion; readonly args: readonly unknown[] }
  | { readonly type: 'read-file'; readonly id: number; readonly scope: string; readonly input: CaptureInput; readonly path: string | null; /** More is still being written; `file-ended` tells when all is there. */ readonly isGrowing: boolean }
  /** Has no answer of its own. */
  | { readonly type: 'file-ended'; readonly id: number }
  /** Reads the first `bytes` of a file beside everything else and answers with findings. */
  | { readonly type: 'first-look'; readonly id: number; readonly input: CaptureInput; readonly path: string; readonly bytes: number }
  | { readonly type: 'drop'; readonly id: number; readonly scope: string };

export type EngineReply =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly reason: 'unknown-reference' | 'file' | 'internal'; readonly code: string; readonly message: string; readonly details: string }
  | { readonly type: 'refused'; readonly id: number; readonly reason: Message }
  | { readonly type: 'progress'; readonly id: number; readonly bytes: number };

/** A file as the engine understood it. */
export interface FileReading {
  readonly reading: CaptureReading;
  /** Of the bytes read. */
  readonly sha256: string;
}
