import type { Client, ClientChannel } from 'ssh2';
import type { ExecOptions, ExecOutcome } from '../../../../shared/collect/transport.ts';
import { OutputGate } from '../output-gate.ts';
import { StopWatch, cancelledBeforeStart, stoppedOutcome, type StopReason } from '../stop-reason.ts';

/** After the far side is told to end: how long until it is told again, harder, and until nobody waits for it any more. */
const TERM_TO_KILL_MS = 300;
const TERM_TO_LEAVE_MS = 700;
/** OpenSSH frees a session a moment after its channel closed. */
const BUSY_RETRY_MS = 50;
/** Codes of SSH_MSG_CHANNEL_OPEN_FAILURE that a busy server gives. */
const OPEN_FAILURES_OF_A_BUSY_SERVER: readonly unknown[] = [2, 4]; // connect failed (OpenSSH past MaxSessions), resource shortage

export type ChannelResult =
  | { readonly opened: true; readonly outcome: ExecOutcome }
  | { readonly opened: false; readonly busy: boolean; readonly why: string };

/** Opens a channel, runs a command line on it and waits for its end. A server that is out of sessions is asked again for as long as the command may take. */
export async function runWhenFree(client: Client, command: string, options: ExecOptions): Promise<ChannelResult> {
  const giveUpAt = performance.now() + options.timeoutMs;
  for (;;) {
    const result = await runOnChannel(client, command, options);
    if (result.opened || !result.busy || performance.now() > giveUpAt) return result;
    await new Promise((done) => setTimeout(done, BUSY_RETRY_MS));
    if (options.signal.aborted) return { opened: true, outcome: cancelledBeforeStart() };
  }
}

async function runOnChannel(client: Client, command: string, options: ExecOptions): Promise<ChannelResult> {
  const run = await openChannel(client, command, options);
  if (typeof run === 'string') return { opened: true, outcome: stoppedOutcome(run, options) };
  if (run instanceof Error) return { opened: false, busy: 'reason' in run && OPEN_FAILURES_OF_A_BUSY_SERVER.includes(run.reason), why: run.message };
  return { opened: true, outcome: await run.outcome };
}

/** What runs on the channel, why there is none, or why this side did not wait for it any longer. */
function openChannel(client: Client, command: string, options: ExecOptions): Promise<ChannelRun | Error | StopReason> {
  return new Promise((resolve) => {
    const watch = new StopWatch(options, resolve);
    try {
      client.exec(command, (error, channel) => {
        watch.release();
        if (error) resolve(error);
        else if (watch.reason !== null) endLateChannel(client, channel);
        // Listens at once: on a busy machine the command's end comes in one packet with its beginning, and is told before anything awaited goes on.
        else resolve(new ChannelRun(client, channel, options));
      });
    } catch (error) {
      watch.release();
      resolve(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** A channel that opened after nobody waited for it any more. */
function endLateChannel(client: Client, channel: ClientChannel): void {
  channel.on('error', () => {}).resume();
  channel.stderr.resume();
  signalChannel(client, channel, 'KILL');
  channel.close();
}

/** `Channel.signal` refuses once standard input is closed, though the protocol and OpenSSH allow it: so one layer below. */
function signalChannel(client: Client, channel: ClientChannel, name: 'TERM' | 'KILL'): void {
  const { _protocol: protocol } = client as unknown as { _protocol?: { signal(channel: number, name: string): void } };
  const { outgoing } = channel as unknown as { outgoing: { id: number; state: string } };
  if (outgoing.state === 'open' || outgoing.state === 'eof') protocol?.signal(outgoing.id, name);
}

/** Bytes the far side may send before it must hear from this one. ssh2's own two megabytes let it wait whenever either side is busy for some milliseconds. */
const WINDOW_BYTES = 16 * 1024 * 1024;

/** Lets the far side go on sending well before ssh2 would. */
function widenWindow(client: Client, channel: ClientChannel): void {
  const { _protocol: protocol } = client as unknown as { _protocol?: { channelWindowAdjust(channel: number, bytes: number): void } };
  const { incoming, outgoing } = channel as unknown as { incoming: { window: number; state: string }; outgoing: { id: number } };
  if (protocol === undefined || incoming.state !== 'open' || incoming.window > WINDOW_BYTES / 2) return;
  const bytes = WINDOW_BYTES - incoming.window;
  incoming.window += bytes;
  protocol.channelWindowAdjust(outgoing.id, bytes);
}

class ChannelRun {
  readonly #client: Client;
  readonly #channel: ClientChannel;
  readonly #options: ExecOptions;
  readonly #watch: StopWatch;
  readonly #gate: OutputGate;
  readonly #timers: NodeJS.Timeout[] = [];
  #exit: { readonly status: number | null; readonly signal: string | null } | null = null;
  #openStreams = 2;
  /** Rejects when the receiver of the output failed. */
  readonly outcome: Promise<ExecOutcome>;

  constructor(client: Client, channel: ClientChannel, options: ExecOptions) {
    this.#client = client;
    this.#channel = channel;
    this.#options = options;
    this.#watch = new StopWatch(options, () => this.#endFarSide());
    this.#gate = new OutputGate(options, () => this.#watch.stop(this.#gate.capped ? 'output-cap' : 'receiver-failed'));
    this.outcome = this.#listen();
  }

  #listen(): Promise<ExecOutcome> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#watch.release();
        for (const timer of this.#timers) clearTimeout(timer);
        if (this.#gate.error === null) resolve(this.#judge());
        else reject(this.#gate.error);
      };
      this.#leave = settle;
      const closed = (): void => {
        this.#openStreams -= 1;
        if (this.#openStreams === 0) settle();
      };
      this.#channel
        .on('exit', (status: number | null, signal?: string) => {
          this.#exit = { status, signal: signal ?? null };
        })
        .on('data', (chunk: Buffer) => {
          widenWindow(this.#client, this.#channel);
          this.#gate.stdout(chunk);
        })
        .on('error', () => {}) // the end tells
        .on('close', closed);
      this.#channel.stderr
        .on('data', (chunk: Buffer) => this.#gate.stderr(chunk))
        .on('error', () => {})
        .on('close', closed);
      this.#channel.end(this.#options.stdin === undefined ? undefined : Buffer.from(this.#options.stdin));
      if (this.#options.signal.aborted) this.#watch.stop('cancelled');
    });
  }

  #leave: () => void = () => {};

  #endFarSide(): void {
    signalChannel(this.#client, this.#channel, 'TERM');
    this.#timers.push(
      setTimeout(() => {
        signalChannel(this.#client, this.#channel, 'KILL');
        this.#channel.close();
      }, TERM_TO_KILL_MS),
      setTimeout(() => this.#leave(), TERM_TO_LEAVE_MS),
    );
  }

  #judge(): ExecOutcome {
    if (this.#watch.reason !== null) return stoppedOutcome(this.#watch.reason, this.#options);
    if (this.#exit !== null) return { exitStatus: this.#exit.status, signal: this.#exit.signal, end: 'exited', detail: '' };
    // ssh2 gives a cut connection the look of a normal end; only the missing exit status tells.
    return { exitStatus: null, signal: null, end: 'link-cut', detail: `connection cut after ${this.#gate.bytes} bytes` };
  }
}
