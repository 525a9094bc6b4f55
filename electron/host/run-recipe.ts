import { assertNever } from '../../shared/base/assert-never.ts';
import { argvOf, type PlannedStep } from '../../shared/collect/make-plan.ts';
import type { CancelSignal, ExecOptions, ExecOutcome, Transport } from '../../shared/collect/transport.ts';
import type { ClockComparison } from '../../shared/evidence/target-clock.ts';
import type { Completeness, RawCapture } from '../../shared/evidence/raw-capture.ts';
import type { EvidenceWriter } from './case-store/evidence-writer.ts';
import type { OpenCase } from './case-store/open-case.ts';
import type { ClockWatch } from './clock-watch.ts';
import { EndMarkerWatch } from './end-marker.ts';
import { storageError } from './host-errors.ts';
import { targetOf } from './target-book.ts';
import { sigquitOverConsole } from './sigquit-over-console.ts';
import { StandStillWatch } from './stand-still-watch.ts';
import { SIGQUIT_EXIT, SIGQUIT_SCRIPT, stdoutOf } from './sigquit.ts';

/** More than any dump of a real process; what is beyond is cut and said. */
const MAX_BYTES = 4 * 1024 * 1024 * 1024;

export interface RecipeRun {
  readonly transport: Transport;
  readonly target: OpenCase;
  readonly planned: PlannedStep;
  readonly series: string;
  readonly round: number;
  /** Identifies the process; null where the platform does not tell. */
  readonly startTicks: string | null;
  /** For the source that the step asks; null where it needs none. */
  readonly password: string | null;
  /** null where the target's clock is this computer's own. */
  readonly clock: ClockWatch | null;
  readonly signal: CancelSignal;
  onBytes(bytes: number): void;
}

export type RecipeResult =
  | { readonly type: 'captured'; readonly capture: RawCapture; readonly stderr: string }
  /** Nothing ran, so there is no evidence. */
  | { readonly type: 'not-run'; readonly end: ExecOutcome['end'] | 'process-replaced' | 'stdout-not-a-file' | 'sigquit-not-caught'; readonly detail: string };

/** THE collector's one step: runs a planned command on its target and keeps what it prints, as it comes, as evidence. */
export async function runRecipe(run: RecipeRun): Promise<RecipeResult> {
  const { step, alternative } = run.planned;
  const argv = argvOf(alternative, run.planned.parameters);
  const clockAtBegin = (await run.clock?.recent(run.transport, run.signal)) ?? null;
  const writer = await run.target.begin({
    kind: step.kind,
    name: `${step.kind} ${run.round}`,
    transport: targetOf(step.target).kind,
    target: step.target,
    pid: step.pid,
    alternative: step.alternative,
    argv: run.transport.asRun?.(argv) ?? argv,
    startedAt: new Date().toISOString(),
    series: run.series,
    round: run.round,
  });
  const standStill = new StandStillWatch();
  try {
    const marker = new EndMarkerWatch(alternative.endMarker);
    const stderr = new StartOfText();
    const outcome = await execute(run, argv, writer, marker, stderr).finally(() => standStill.stop());
    const failure = writer.failure();
    if (failure === null && writer.bytes() === 0) {
      const reason = notRunReason(outcome, alternative.obtain.by === 'sigquit');
      if (reason !== null) {
        await writer.discard();
        return { type: 'not-run', ...reason };
      }
    }
    const completeness: Completeness = failure === null ? onOneClock(completenessOf(outcome, marker.seen, stderr.text), standStill.jumpMs) : { status: 'partial', reason: 'interrupted-write', detail: failure.message };
    const endedAt = new Date().toISOString();
    const clock: ClockComparison | null = run.clock && { begin: clockAtBegin, end: canAnswer(outcome) ? await run.clock.now(run.transport, run.signal) : null };
    const capture = await writer.finish({ endedAt, ...(clock === null ? {} : { clock }), exitStatus: outcome.exitStatus, endMarkerSeen: alternative.endMarker !== null && marker.seen, completeness });
    await run.target.add([capture]);
    return { type: 'captured', capture, stderr: stderr.text };
  } catch (error) {
    throw storageError(error, run.target.path);
  }
}

async function execute(run: RecipeRun, argv: readonly [string, ...string[]], writer: EvidenceWriter, marker: EndMarkerWatch, stderr: StartOfText): Promise<ExecOutcome> {
  // A full disk ends the command: there is nothing to gain from output that cannot be kept.
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  run.signal.addEventListener('abort', onAbort);
  if (run.signal.aborted) stop.abort();
  const options: ExecOptions = {
    timeoutMs: run.planned.alternative.timeoutMs,
    maxBytes: MAX_BYTES,
    signal: stop.signal,
    onStdout(chunk) {
      writer.stdout(chunk);
      marker.push(chunk);
      if (writer.failure() !== null) stop.abort();
      run.onBytes(writer.bytes());
    },
    onStderr(chunk) {
      writer.stderr(chunk);
      stderr.push(chunk);
    },
  };
  try {
    const { obtain } = run.planned.alternative;
    if (obtain.by === 'command') {
      const stdin = run.password === null ? obtain.stdin : (obtain.withPassword?.(run.password) ?? obtain.stdin);
      return await run.transport.exec(argv, stdin === undefined ? options : { ...options, stdin: Buffer.from(stdin) });
    }
    const { pid } = run.planned.step;
    if (run.transport.console !== undefined && (await stdoutOf(run.transport, pid, stop.signal)) === 'console') {
      return await sigquitOverConsole(run.transport, run.transport.console, { pid, startTicks: run.startTicks, isWhole: () => marker.seen }, options);
    }
    return await run.transport.exec(['sh', '-s', '--', String(pid), run.startTicks ?? ''], { ...options, stdin: Buffer.from(SIGQUIT_SCRIPT) });
  } finally {
    run.signal.removeEventListener('abort', onAbort);
  }
}

/** After a cut or a cancellation nobody waits for one more answer. */
function canAnswer({ end }: ExecOutcome): boolean {
  return end === 'exited' || end === 'timeout' || end === 'output-cap';
}

function notRunReason(outcome: ExecOutcome, isSigquit: boolean): Omit<Extract<RecipeResult, { type: 'not-run' }>, 'type'> | null {
  if (outcome.end === 'not-started' || outcome.end === 'cancelled') return { end: outcome.end, detail: outcome.detail };
  if (!isSigquit) return null;
  if (outcome.exitStatus === SIGQUIT_EXIT.processChanged) return { end: 'process-replaced', detail: '' };
  if (outcome.exitStatus === SIGQUIT_EXIT.notCaught) return { end: 'sigquit-not-caught', detail: '' };
  return outcome.exitStatus === SIGQUIT_EXIT.stdoutNotAFile ? { end: 'stdout-not-a-file', detail: '' } : null;
}

/** What was taken while this computer slept lies on no clock, so that nothing may be compared with it, even where every byte came. */
function onOneClock(completeness: Completeness, jumpMs: number): Completeness {
  if (jumpMs === 0 || completeness.status === 'partial') return completeness;
  return { status: 'partial', reason: 'clock-jump', detail: `the clock of this computer jumped by ${Math.round(jumpMs / 1000)} s` };
}

/** Complete means exit status seen and end marker seen; see RawCapture. */
export function completenessOf(outcome: ExecOutcome, markerSeen: boolean, stderr: string): Completeness {
  const partial = (reason: Extract<Completeness, { status: 'partial' }>['reason'], detail: string): Completeness => ({ status: 'partial', reason, detail });
  switch (outcome.end) {
    case 'timeout':
    case 'cancelled':
    case 'link-cut':
    case 'output-cap':
      return partial(outcome.end, outcome.detail);
    case 'not-started':
      return partial('exit-status-missing', outcome.detail);
    case 'exited':
      if (outcome.exitStatus === null) return partial('exit-status-missing', outcome.signal ?? outcome.detail);
      if (outcome.exitStatus !== 0) return partial('exit-status', [`exit status ${outcome.exitStatus}`, stderr.trim()].filter(Boolean).join(': '));
      return markerSeen ? { status: 'complete' } : partial('end-marker-missing', '');
    default:
      return assertNever(outcome.end);
  }
}

/** The first characters of standard error, for a message. */
class StartOfText {
  text = '';

  push(chunk: Uint8Array): void {
    if (this.text.length < 500) this.text = (this.text + Buffer.from(chunk).toString('utf8')).slice(0, 500);
  }
}
