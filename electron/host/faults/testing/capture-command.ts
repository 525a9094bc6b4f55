import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { PlannedStep } from '../../../../shared/collect/make-plan.ts';
import { message } from '../../../../shared/base/message.ts';
import type { RecipeAlternative } from '../../../../shared/collect/recipe.ts';
import type { Transport } from '../../../../shared/collect/transport.ts';
import { createCaseStore } from '../../case-store/case-store.ts';
import { captureFiles } from '../../case-store/case-layout.ts';
import type { ClockWatch } from '../../clock-watch.ts';
import { runRecipe, type RecipeResult } from '../../run-recipe.ts';

export interface CapturedCommand {
  readonly result: RecipeResult;
  /** Bytes of standard output as they lie in the case. */
  readonly kept: string;
  /** `complete`, `partial: reason, detail` or `not run: end, detail`. */
  readonly seen: string;
  readonly ms: number;
}

export interface CaptureOptions {
  readonly timeoutMs?: number;
  readonly endMarker?: RegExp | null;
  readonly signal?: AbortSignal;
  readonly onBytes?: (bytes: number) => void;
  readonly clock?: ClockWatch | null;
}

/** Captures what a command prints into a case of its own, as the collector does. */
export async function captureCommand(transport: Transport, argv: readonly [string, ...string[]], { timeoutMs = 30_000, endMarker = /^the end$/m, signal = new AbortController().signal, onBytes = () => {}, clock = null }: CaptureOptions = {}): Promise<CapturedCommand> {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'borescope-fault-'));
  const cases = createCaseStore({ dataFolder, version: 'test' });
  onTestFinished(async () => {
    await cases.close();
    await rm(dataFolder, { recursive: true, force: true });
  });
  const target = await cases.create('faults');
  const words = message('error.closed');
  const alternative: RecipeAlternative = { id: 'command', needs: [], impact: 'none', effect: words, worstCase: words, timeoutMs, endMarker, obtain: { by: 'command', argv: () => argv } };
  const planned = { step: { id: 'step', target: transport.uri, pid: 1, kind: 'thread-dump', alternative: 'command' }, alternative, parameters: { pid: 1, requestSource: null } } as unknown as PlannedStep;
  const startedAt = performance.now();
  const result = await runRecipe({ transport, target, planned, series: 'series', round: 1, startTicks: null, password: null, clock, signal, onBytes });
  const ms = performance.now() - startedAt;
  if (result.type === 'not-run') return { result, kept: '', seen: `not run: ${result.end} ${result.detail}`.trim(), ms };
  const kept = readFileSync(captureFiles(target.path, result.capture.id).stdout, 'latin1');
  const { completeness } = result.capture;
  return { result, kept, seen: completeness.status === 'complete' ? 'complete' : `partial: ${completeness.reason}, ${completeness.detail}`, ms };
}

