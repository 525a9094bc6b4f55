import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ExecOutcome, FollowOptions } from '../../../../shared/collect/transport.ts';
import { errnoOf, textOf } from '../../host-errors.ts';
import { OutputGate } from '../output-gate.ts';
import { StopWatch, cancelledBeforeStart, notStarted, stoppedOutcome } from '../stop-reason.ts';
import type { DockerClient, OpenStream } from './docker-client.ts';
import { DockerStatusError } from './docker-errors.ts';
import { FrameReader } from './frame-reader.ts';

export interface Console {
  readonly container: string;
  /** With a terminal the output comes as it is, without frames. */
  readonly tty: boolean;
}

/** Lines looked back for what was printed while the log was being opened. */
const LOOK_BACK_LINES = 1000;
const info = z.object({ SystemTime: z.string() });

/** Reads the container's log from the engine's own now on; where the log driver keeps nothing to read, its live output. */
export async function followConsole(client: DockerClient, { container, tty }: Console, options: FollowOptions): Promise<ExecOutcome> {
  if (options.signal.aborted) return cancelledBeforeStart();
  const stop = new AbortController();
  const watch = new StopWatch(options, () => stop.abort());
  try {
    const opened = await openConsole(client, container, stop.signal);
    options.onOpen();
    return await readConsole(opened, tty, options, watch, stop.signal);
  } catch (error) {
    return watch.reason === null ? notStarted(errnoOf(error) || textOf(error)) : stoppedOutcome(watch.reason, options);
  } finally {
    watch.release();
  }
}

async function openConsole(client: DockerClient, container: string, signal: AbortSignal): Promise<OpenStream> {
  const { SystemTime } = info.parse(await client.json({ method: 'GET', path: '/info', signal }));
  const query = new URLSearchParams({ follow: '1', stdout: '1', stderr: '0', tail: String(LOOK_BACK_LINES), since: secondsOf(SystemTime) });
  try {
    return await client.follow({ method: 'GET', path: `/containers/${container}/logs?${query.toString()}`, signal });
  } catch (error) {
    if (!(error instanceof DockerStatusError) || error.status === 404 || error.status === 409) throw error;
    return client.hijack({ method: 'POST', path: `/containers/${container}/attach?stream=1&stdout=1`, signal });
  }
}

/** RFC 3339 with nanoseconds as the engine's `seconds.nanoseconds`. */
function secondsOf(time: string): string {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '0';
  return `${Math.floor(Date.parse(time) / 1000)}.${fraction.padEnd(9, '0').slice(0, 9)}`;
}

function readConsole({ stream, head }: OpenStream, tty: boolean, options: FollowOptions, watch: StopWatch, stop: AbortSignal): Promise<ExecOutcome> {
  const gate = new OutputGate(options, () => watch.stop(gate.capped ? 'output-cap' : 'receiver-failed'));
  const frames = new FrameReader({ stdout: (chunk) => gate.stdout(chunk), stderr: () => {}, engine: (chunk) => gate.stderr(chunk) });
  const read = (chunk: Uint8Array): void => (tty ? gate.stdout(chunk) : frames.push(chunk));
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      stop.removeEventListener('abort', settle);
      stream.destroy();
      if (gate.error !== null) reject(gate.error instanceof Error ? gate.error : new Error(textOf(gate.error)));
      else if (watch.reason !== null) resolve(stoppedOutcome(watch.reason, options));
      else resolve({ exitStatus: null, signal: null, end: 'link-cut', detail: frames.cut ?? 'the container or its engine stopped' });
    };
    stop.addEventListener('abort', settle);
    (stream as Readable).on('data', read).on('error', () => {}).on('end', settle).on('close', settle);
    if (head.length > 0) read(head);
    if (stop.aborted) settle();
  });
}
