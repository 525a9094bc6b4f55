import { randomUUID } from 'node:crypto';
import { message, type Message } from '../../shared/base/message.ts';
import type { PlannedStep } from '../../shared/collect/make-plan.ts';
import type { Transport } from '../../shared/collect/transport.ts';
import type { RawCapture } from '../../shared/evidence/raw-capture.ts';
import type { JobState, JobStep } from '../../shared/host-api/views.ts';
import type { OpenCase } from './case-store/open-case.ts';
import { ClockWatch } from './clock-watch.ts';
import type { Connections } from './connections.ts';
import { eachTarget } from './each-target.ts';
import { asHostError } from './host-errors.ts';
import type { JobHandle } from './jobs.ts';
import { processKey, type PreparedCapture } from './plan-capture.ts';
import { readProcessFacts } from './process-facts.ts';
import { runRecipe, type RecipeResult } from './run-recipe.ts';
import { targetOf } from './target-book.ts';

export interface CaptureRun {
  readonly prepared: PreparedCapture;
  readonly target: OpenCase;
  readonly connections: Connections;
  /** High-impact steps that a person said yes to. */
  readonly allowSteps: ReadonlySet<string>;
  readonly onCaptured: (capture: RawCapture) => void;
  /** The password of a request source with a user, asked for once; null when refused. */
  readonly password: (planned: PlannedStep) => Promise<string | null>;
}

/** A run under way. */
interface Running extends CaptureRun {
  /** Why nothing more can be kept; null while all is well. */
  stopped: Message | null;
}

/** What is cancelled ends each step by itself, which says so. */
const NEVER = new AbortController().signal;

const stepId = (round: number, planned: PlannedStep): string => `${round}/${planned.step.id}`;

/** Every step of every round, as it stands before anything runs. */
export function captureSteps({ plan, planned, unreached }: PreparedCapture): readonly JobStep[] {
  const rounds = Array.from({ length: plan.rounds }, (_, i) => i + 1);
  const fresh = { bytes: 0, startedAt: null, endedAt: null, capture: null };
  return [
    ...unreached.map(({ target, because }) => ({ ...fresh, id: target, target, pid: null, kind: null, label: target, round: 1, state: 'failed' as const, because })),
    ...rounds.flatMap((round) =>
      planned.map(({ step }) => ({
        ...fresh,
        id: `${round}/${step.id}`,
        target: step.target,
        pid: step.pid,
        kind: step.kind,
        label: `${step.kind} · ${step.processName ?? ''} (${step.pid})`.replace('  ', ' '),
        round,
        state: 'waiting' as const,
        because: null,
      })),
    ),
  ];
}

/** Runs the rounds on a steady clock: a slow round delays the next one but never shifts those after it. */
export async function runCapture(request: CaptureRun, job: JobHandle): Promise<JobState> {
  const run: Running = { ...request, stopped: null };
  const { plan, planned } = run.prepared;
  const series = randomUUID();
  const begun = performance.now();
  const byTarget = groupByTarget(planned);
  for (let round = 1; round <= plan.rounds; round++) {
    if (run.stopped === null) await sleepUntil(begun + (round - 1) * plan.intervalMs, job.signal);
    // Targets do not wait for each other, but for a place; on one target one step follows the other, so that it is never burdened twice.
    await eachTarget([...byTarget.keys()], NEVER, (target) => runRound(run, job, { target, steps: byTarget.get(target) ?? [], series, round }));
  }
  return jobState(job);
}

function groupByTarget(planned: readonly PlannedStep[]): Map<string, PlannedStep[]> {
  const groups = new Map<string, PlannedStep[]>();
  for (const item of planned) groups.set(item.step.target, [...(groups.get(item.step.target) ?? []), item]);
  return groups;
}

interface Round {
  readonly target: string;
  readonly steps: readonly PlannedStep[];
  readonly series: string;
  readonly round: number;
}

async function runRound(run: Running, job: JobHandle, { target, steps, series, round }: Round): Promise<void> {
  const clock = targetOf(target).kind === 'local' ? null : new ClockWatch();
  for (const planned of steps) {
    const id = stepId(round, planned);
    const skip = (because: Message): void => job.update(id, { state: 'skipped', because });
    if (run.stopped !== null) {
      skip(run.stopped);
    } else if (job.signal.aborted) {
      skip(message('step.cancelled'));
    } else if (!planned.step.allowed && !run.allowSteps.has(planned.step.id)) {
      skip(message('step.not-allowed'));
    } else {
      try {
        await run.connections.with(target, (transport) => runStep(run, job, transport, { planned, series, round, clock, id }));
      } catch (error) {
        const { data } = asHostError(error);
        // Without room to keep evidence there is no point in burdening the process further.
        if (data.code === 'storage' || data.code === 'locked') run.stopped = data.message;
        job.update(id, { state: data.code === 'cancelled' ? 'skipped' : 'failed', endedAt: new Date().toISOString(), because: data.message });
      }
    }
  }
}

async function runStep(run: CaptureRun, job: JobHandle, transport: Transport, at: { readonly planned: PlannedStep; readonly series: string; readonly round: number; readonly clock: ClockWatch | null; readonly id: string }): Promise<void> {
  const { planned, series, round, clock, id } = at;
  const { target, pid } = planned.step;
  job.update(id, { state: 'running', startedAt: new Date().toISOString() });
  const startTicks = run.prepared.startTicks.get(processKey(target, pid)) ?? null;
  const change = await processChange(transport, pid, startTicks, job);
  if (change !== null) {
    job.update(id, { state: 'skipped', because: change, endedAt: new Date().toISOString() });
    return;
  }
  const password = needsPassword(planned) ? await run.password(planned) : null;
  if (needsPassword(planned) && password === null) {
    job.update(id, { state: 'skipped', because: message('step.no-password'), endedAt: new Date().toISOString() });
    return;
  }
  const result = await runRecipe({ transport, target: run.target, planned, series, round, startTicks, password, clock, signal: job.signal, onBytes: (bytes) => job.update(id, { bytes }) });
  if (result.type === 'captured') run.onCaptured(result.capture);
  job.update(id, { ...outcomeOf(result, (await lateChange(result, transport, pid, startTicks, job)) ?? null), endedAt: new Date().toISOString() });
}

function needsPassword({ alternative, parameters: { requestSource } }: PlannedStep): boolean {
  return alternative.asks === 'tomcat' && requestSource?.type === 'tomcat' && requestSource.user !== null;
}

/** Why a process is not the one that was planned for any more; null while it is. */
async function processChange(transport: Transport, pid: number, startTicks: string | null, job: JobHandle): Promise<Message | null> {
  if (startTicks === null) return null;
  await transport.connect(job.signal);
  const facts = await readProcessFacts(transport, pid, job.signal);
  if (job.signal.aborted) return message('step.cancelled');
  if (facts === null) return message('step.process-gone', { pid });
  return facts.startTicks === startTicks ? null : message('step.process-replaced', { pid });
}

/** After a failure it is worth knowing whether the process ended meanwhile. */
async function lateChange(result: RecipeResult, transport: Transport, pid: number, startTicks: string | null, job: JobHandle): Promise<Message | null> {
  const failed = result.type === 'captured' && result.capture.completeness.status === 'partial' && result.capture.completeness.reason === 'exit-status';
  return failed && !job.signal.aborted ? processChange(transport, pid, startTicks, job).catch(() => null) : null;
}

function outcomeOf(result: RecipeResult, change: Message | null): Partial<JobStep> {
  if (result.type === 'not-run') {
    const skipped = result.end !== 'not-started';
    return { state: skipped ? 'skipped' : 'failed', because: message(`step.${result.end}`, { detail: result.detail }) };
  }
  const { id, stdout, stderr, completeness } = result.capture;
  const bytes = stdout.bytes + stderr.bytes;
  if (completeness.status === 'complete') return { state: 'done', capture: id, bytes };
  const because = change ?? message(`step.${completeness.reason}`, { bytes, detail: completeness.detail });
  return { state: stdout.bytes === 0 ? 'failed' : 'partial', capture: id, bytes, because };
}

function jobState(job: JobHandle): JobState {
  if (job.signal.aborted) return 'cancelled';
  const { steps } = job.view();
  // A high-impact step that nobody allowed was not asked for.
  const wanted = steps.filter((step) => step.because?.key !== 'step.not-allowed');
  if (wanted.every((step) => step.state === 'done')) return 'done';
  return wanted.some((step) => step.state === 'done' || step.state === 'partial') ? 'partial' : 'failed';
}

function sleepUntil(at: number, signal: AbortSignal): Promise<void> {
  const ms = at - performance.now();
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake);
  });
}
