import type { IncomingMessage } from 'node:http';
import type { ExecOutcome, FollowOptions } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { textOf } from '../../host-errors.ts';
import { OutputGate } from '../output-gate.ts';
import { StopWatch, cancelledBeforeStart, notStarted, stoppedOutcome } from '../stop-reason.ts';
import type { KubernetesClient } from './kubernetes-client.ts';
import { podPath, type PodContainer } from './pod-container.ts';
import { runInPod } from './run-in-pod.ts';

/** Lines looked back for what was printed while the log was being opened. */
const LOOK_BACK_LINES = 2000;

/** Reads the log that the container's JVM prints to from the node's own now on. The server answers only when there is something to read, so what is printed before the answer is had by its time. */
export async function followPodLog(client: KubernetesClient, at: PodContainer, options: FollowOptions): Promise<ExecOutcome> {
  if (options.signal.aborted) return cancelledBeforeStart();
  const stop = new AbortController();
  const watch = new StopWatch(options, () => stop.abort());
  try {
    await client.require({ verb: 'get', resource: 'pods/log', namespace: at.namespace }, stop.signal);
    const sinceTime = await nodeTime(client, at, stop.signal);
    const query = new URLSearchParams({ container: at.logOf, follow: 'true', sinceTime, tailLines: String(LOOK_BACK_LINES) });
    const answer = client.follow({ path: `${podPath(at)}/log?${query.toString()}`, signal: stop.signal });
    options.onOpen();
    return await readLog(await answer, options, watch, stop.signal);
  } catch (error) {
    if (error instanceof HostError) throw error;
    return watch.reason === null ? notStarted(textOf(error)) : stoppedOutcome(watch.reason, options);
  } finally {
    watch.release();
  }
}

/** Whole seconds: the log can be asked for no finer. */
async function nodeTime(client: KubernetesClient, at: PodContainer, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  const options = { timeoutMs: 10_000, maxBytes: 1024, signal, onStdout: (chunk: Uint8Array) => chunks.push(chunk), onStderr: () => {} };
  const { exitStatus, detail } = await runInPod(client, at, { argv: ['date', '-u', '+%Y-%m-%dT%H:%M:%SZ'], mark: 'borescope-clock', options, endFarSide: () => {} }, true);
  const time = Buffer.concat(chunks).toString('utf8').trim();
  if (exitStatus !== 0 || !/^\d{4}-[\d-]+T[\d:]+Z$/.test(time)) throw new Error(`the clock of the container cannot be read: ${detail || time}`);
  return time;
}

function readLog(answer: IncomingMessage, options: FollowOptions, watch: StopWatch, stop: AbortSignal): Promise<ExecOutcome> {
  const gate = new OutputGate(options, () => watch.stop(gate.capped ? 'output-cap' : 'receiver-failed'));
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      stop.removeEventListener('abort', settle);
      answer.destroy();
      if (gate.error !== null) reject(gate.error instanceof Error ? gate.error : new Error(textOf(gate.error)));
      else if (watch.reason !== null) resolve(stoppedOutcome(watch.reason, options));
      else resolve({ exitStatus: null, signal: null, end: 'link-cut', detail: 'the log ended: the container or its node stopped' });
    };
    stop.addEventListener('abort', settle);
    answer.on('data', (chunk: Buffer) => gate.stdout(chunk)).on('error', () => {}).on('end', settle).on('close', settle);
    if (stop.aborted) settle();
  });
}
