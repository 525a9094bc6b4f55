import type { Duplex, Readable } from 'node:stream';
import { z } from 'zod';
import type { ExecOptions, ExecOutcome } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { errnoOf, textOf } from '../../host-errors.ts';
import { RUN_MARK, type PlaceRun } from '../in-container/container-place.ts';
import { OutputGate } from '../output-gate.ts';
import { StopWatch, notStarted, stoppedOutcome } from '../stop-reason.ts';
import type { DockerClient, OpenStream } from './docker-client.ts';
import { DockerStatusError } from './docker-errors.ts';
import { FrameReader } from './frame-reader.ts';
import { HeldMessage } from './held-message.ts';

/** How long a stopped run may take to end by itself; with it a cancel stays under a second. */
const STOP_TO_LEAVE_MS = 700;
/** After its output ended a process may run on for a while; how often it is asked about. */
const STILL_RUNNING_MS = 200;
const EXIT_KILLED = 137;
const LOOKS_AFTER_KILL = 5;

const created = z.object({ Id: z.string() });
const execState = z.object({ Running: z.boolean(), ExitCode: z.number().nullable() });
const containerState = z.object({ State: z.object({ Running: z.boolean(), Status: z.string() }) });

/** Runs argv in a container. Complete means: the frames ended at a frame's end and the engine gave the exit status. */
export async function runInContainer(client: DockerClient, container: string, run: PlaceRun): Promise<ExecOutcome> {
  const { argv, mark, options, endFarSide } = run;
  const stop = new AbortController();
  const watch = new StopWatch(options, () => stop.abort());
  if (options.signal.aborted) watch.stop('cancelled');
  try {
    const body = { AttachStdin: options.stdin !== undefined, AttachStdout: true, AttachStderr: true, Tty: false, Cmd: argv, Env: [`${RUN_MARK}=${mark}`] };
    const { Id: id } = created.parse(await client.json({ method: 'POST', path: `/containers/${container}/exec`, body, signal: stop.signal }));
    const opened = await client.hijack({ method: 'POST', path: `/exec/${id}/start`, body: { Detach: false, Tty: false }, signal: stop.signal });
    return await new ExecStream({ client, container, id, opened, options, watch, stop: stop.signal, endFarSide }).outcome();
  } catch (error) {
    if (error instanceof ReceiverFailed) throw error.reason;
    if (watch.reason !== null) {
      // It may have started before the answer was seen.
      endFarSide();
      return stoppedOutcome(watch.reason, options);
    }
    if (error instanceof HostError) throw error;
    if (error instanceof DockerStatusError) return notStarted(error.message);
    return notStarted(`the Docker engine did not answer: ${errnoOf(error) || textOf(error)}`);
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

interface Started {
  readonly client: DockerClient;
  readonly container: string;
  readonly id: string;
  readonly opened: OpenStream;
  readonly options: ExecOptions;
  readonly watch: StopWatch;
  readonly stop: AbortSignal;
  readonly endFarSide: () => void;
}

class ExecStream {
  readonly #started: Started;
  readonly #gate: OutputGate;
  readonly #frames: FrameReader;
  readonly #held: HeldMessage;

  constructor(started: Started) {
    this.#started = started;
    const { options, watch } = started;
    this.#gate = new OutputGate(options, () => watch.stop(this.#gate.capped ? 'output-cap' : 'receiver-failed'));
    // A program that is not there is no error to this engine: its words come as if they were the program's.
    this.#held = new HeldMessage('OCI runtime exec failed', (chunk) => this.#gate.stdout(chunk));
    this.#frames = new FrameReader({ stdout: (chunk) => this.#held.push(chunk), stderr: (chunk) => this.#gate.stderr(chunk), engine: (chunk) => this.#gate.stderr(chunk) });
  }

  async outcome(): Promise<ExecOutcome> {
    await this.#readToEnd();
    const { watch, options } = this.#started;
    if (this.#gate.error !== null) throw new ReceiverFailed(this.#gate.error);
    if (watch.reason !== null) return this.#stopped(watch.reason);
    const { cut } = this.#frames;
    if (cut !== null) return this.#linkCut(cut);
    const exitStatus = await this.#exitStatus();
    // Asking took time: the limits still hold.
    if (watch.reason !== null) return stoppedOutcome(watch.reason, options);
    if (typeof exitStatus === 'string') return this.#linkCut(exitStatus);
    if ((exitStatus === 126 || exitStatus === 127) && this.#held.text !== null) return notStarted(this.#held.text);
    this.#held.letGo();
    const ended = exitStatus === EXIT_KILLED ? await this.#containerEnd() : null;
    if (ended !== null) return this.#linkCut(`the container is ${ended}`);
    return { exitStatus, signal: null, end: 'exited', detail: '' };
  }

  #stopped(reason: NonNullable<StopWatch['reason']>): ExecOutcome {
    this.#held.letGo();
    return stoppedOutcome(reason, this.#started.options);
  }

  #linkCut(why: string): ExecOutcome {
    this.#held.letGo();
    return { exitStatus: null, signal: null, end: 'link-cut', detail: `${why} (${this.#gate.bytes} bytes received)` };
  }

  #readToEnd(): Promise<void> {
    const { opened, options, stop, endFarSide } = this.#started;
    const { stream, head } = opened;
    return new Promise((resolve) => {
      let leaveTimer: NodeJS.Timeout | null = null;
      const settle = (): void => {
        if (leaveTimer !== null) clearTimeout(leaveTimer);
        stop.removeEventListener('abort', onStop);
        stream.destroy();
        resolve();
      };
      const onStop = (): void => {
        endFarSide();
        leaveTimer = setTimeout(settle, STOP_TO_LEAVE_MS);
      };
      stop.addEventListener('abort', onStop);
      (stream as Readable)
        .on('data', (chunk: Buffer) => this.#frames.push(chunk))
        .on('error', () => {}) // the missing exit status tells
        .on('end', settle)
        .on('close', settle);
      if (head.length > 0) this.#frames.push(head);
      if ('end' in stream) writeInput(stream, options.stdin);
      if (stop.aborted) onStop();
    });
  }

  /** The exit status, or why there is none. */
  async #exitStatus(): Promise<number | string> {
    const { client, id, stop } = this.#started;
    for (;;) {
      try {
        const { Running, ExitCode } = execState.parse(await client.json({ method: 'GET', path: `/exec/${id}/json`, signal: stop }));
        if (!Running) return ExitCode ?? 'the engine knows no exit status';
      } catch (error) {
        return `connection cut: ${errnoOf(error) || textOf(error)}`;
      }
      await new Promise((done) => setTimeout(done, STILL_RUNNING_MS));
      if (stop.aborted) {
        this.#started.endFarSide();
        return 'stopped';
      }
    }
  }

  /** How the container stands when it ended; null while it runs. The engine hears of the end of a container later than of that of its commands. */
  async #containerEnd(): Promise<string | null> {
    for (let look = 0; look < LOOKS_AFTER_KILL; look += 1) {
      const state = await this.#containerState();
      if (state !== 'running' || this.#started.stop.aborted) return state === 'running' ? null : state;
      await new Promise((done) => setTimeout(done, STILL_RUNNING_MS));
    }
    return null;
  }

  async #containerState(): Promise<string> {
    const { client, container, stop } = this.#started;
    try {
      const { State } = containerState.parse(await client.json({ method: 'GET', path: `/containers/${container}/json`, signal: stop }));
      return State.Running ? 'running' : State.Status;
    } catch {
      return 'gone';
    }
  }
}

function writeInput(stream: Duplex, stdin: Uint8Array | undefined): void {
  if (stdin === undefined) return;
  stream.end(Buffer.from(stdin));
}
