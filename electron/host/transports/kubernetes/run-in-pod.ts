import type { ExecOutcome } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { textOf } from '../../host-errors.ts';
import { RUN_MARK, type PlaceRun } from '../in-container/container-place.ts';
import { OutputGate } from '../output-gate.ts';
import { StopWatch, notStarted, stoppedOutcome } from '../stop-reason.ts';
import { MarkReader } from '../watched-command.ts';
import { ExecStream } from './exec-stream.ts';
import type { KubernetesClient } from './kubernetes-client.ts';
import { KubernetesStatusError, rightMissing } from './kubernetes-errors.ts';
import { podPath, type PodContainer } from './pod-container.ts';

/** How long a stopped run may take to end by itself; with it a cancel stays under a second. */
const STOP_TO_LEAVE_MS = 700;

/**
 * Parameters: mark, bytes of standard input (`-`: none), then argv. The older protocol cannot end standard input, so its length is told;
 * and a connection may end without the status, so the mark and the exit status follow on standard error.
 */
const MARKED_SCRIPT = `mark=$1 bytes=$2; shift 2
${RUN_MARK}=$mark; export ${RUN_MARK}
printf '%s up\\n' "$mark" >&2
if [ "$bytes" = - ]; then "$@"; else head -c "$bytes" | "$@"; fi
status=$?
printf '%s %s\\n' "$mark" "$status" >&2
exit "$status"`;

/**
 * Runs argv in a container of a pod. Complete means: the server's status frame was seen, or else the end mark of ours.
 * `hasShell` false: argv runs as it is, without input and without mark.
 */
export async function runInPod(client: KubernetesClient, where: PodContainer, run: PlaceRun, hasShell: boolean): Promise<ExecOutcome> {
  const { mark, options, endFarSide } = run;
  const stop = new AbortController();
  const watch = new StopWatch(options, () => stop.abort());
  if (options.signal.aborted) watch.stop('cancelled');
  try {
    const socket = await client.openExec(execPath(where, run, hasShell), stop.signal);
    const marks = new MarkReader(mark);
    const gate = new OutputGate(options, () => watch.stop(gate.capped ? 'output-cap' : 'receiver-failed'));
    const stream = new ExecStream(socket, { stdout: (chunk) => gate.stdout(chunk), stderr: (chunk) => gate.stderr(marks.push(chunk)) });
    await untilEnd(stream, hasShell ? options.stdin : undefined, stop.signal, endFarSide);
    gate.stderr(marks.rest());
    if (gate.error !== null) throw new ReceiverFailed(gate.error);
    if (watch.reason !== null) return stoppedOutcome(watch.reason, options);
    return judge(stream, marks, gate.bytes);
  } catch (error) {
    if (error instanceof ReceiverFailed) throw error.reason;
    if (watch.reason !== null) {
      // It may have started before the answer was seen.
      endFarSide();
      return stoppedOutcome(watch.reason, options);
    }
    if (error instanceof HostError) throw error;
    // The right could not be asked about before, and now it is known to be missing.
    if (error instanceof KubernetesStatusError && error.status === 403) throw rightMissing(client.context.name, { verb: 'create', resource: 'pods/exec', namespace: where.namespace }, error.message);
    return notStarted(textOf(error));
  } finally {
    watch.release();
  }
}

/** Tells an error of the receiver of output apart from those of the connection. */
class ReceiverFailed extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('the receiver failed');
    this.reason = reason;
  }
}

function execPath(where: PodContainer, { argv, mark, options }: PlaceRun, hasShell: boolean): string {
  const hasInput = hasShell && options.stdin !== undefined;
  const words = hasShell ? ['sh', '-c', MARKED_SCRIPT, 'sh', mark, options.stdin === undefined ? '-' : String(options.stdin.length), ...argv] : argv;
  const query = new URLSearchParams({ container: where.container, stdin: String(hasInput), stdout: 'true', stderr: 'true', tty: 'false' });
  for (const word of words) query.append('command', word);
  return `${podPath(where)}/exec?${query.toString()}`;
}

async function untilEnd(stream: ExecStream, stdin: Uint8Array | undefined, stop: AbortSignal, endFarSide: () => void): Promise<void> {
  let leaveTimer: NodeJS.Timeout | undefined;
  const onStop = (): void => {
    endFarSide();
    leaveTimer = setTimeout(() => stream.leave(), STOP_TO_LEAVE_MS);
  };
  stop.addEventListener('abort', onStop);
  if (stop.aborted) onStop();
  await stream.run(stdin);
  clearTimeout(leaveTimer);
  stop.removeEventListener('abort', onStop);
}

function judge({ status, ended }: Pick<ExecStream, 'status' | 'ended'>, marks: MarkReader, bytes: number): ExecOutcome {
  const exited = (exitStatus: number): ExecOutcome => ({ exitStatus, signal: null, end: 'exited', detail: '' });
  if (status !== null && status.exitStatus !== null) return exited(status.exitStatus);
  if (marks.status !== null) return exited(marks.status);
  if (status !== null && !marks.up) return notStarted(status.why);
  return { exitStatus: null, signal: null, end: 'link-cut', detail: `${status?.why || ended} (${bytes} bytes received)` };
}
