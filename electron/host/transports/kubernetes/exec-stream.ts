import { WebSocket } from 'ws';
import { z } from 'zod';
import { watchLink } from './link-watch.ts';

/** First byte of each message. */
const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;
/** A message is not cut on its way; large ones would be refused. */
const STDIN_PIECE = 64 * 1024;

/** What the server says at the end; `exitStatus` null: the program could not be started, `why` says so. */
export interface ExecStatus {
  readonly exitStatus: number | null;
  readonly why: string;
}

const statusFrame = z.object({
  status: z.string(),
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z.object({ causes: z.array(z.object({ reason: z.string().optional(), message: z.string().optional() })).nullish() }).nullish(),
});

export interface ExecReceivers {
  stdout(chunk: Uint8Array): void;
  stderr(chunk: Uint8Array): void;
}

/** One exec's connection, read to its end. */
export class ExecStream {
  readonly #socket: WebSocket;
  readonly #receivers: ExecReceivers;

  constructor(socket: WebSocket, receivers: ExecReceivers) {
    this.#socket = socket;
    this.#receivers = receivers;
  }

  /** The server's last word; null: the connection ended without one. */
  status: ExecStatus | null = null;

  /** Why the connection ended, where the server said nothing. */
  ended = 'the connection ended without a status';

  /** Writes standard input and, where the protocol can, ends it. Resolves when the connection is closed or `leave` called. */
  run(stdin: Uint8Array | undefined): Promise<void> {
    return new Promise((resolve) => {
      const unwatch = watchLink(this.#socket, () => {
        this.ended = 'the cluster does not answer any more';
        this.leave();
      });
      this.leave = () => {
        unwatch();
        this.#socket.terminate();
        resolve();
      };
      this.#socket
        .on('message', (data) => this.#read(Buffer.isBuffer(data) ? data : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)])))
        .on('error', () => {}) // the missing status tells
        .on('close', () => this.leave());
      if (this.#socket.readyState === WebSocket.CLOSED) this.leave();
      if (stdin !== undefined) this.#write(stdin);
    });
  }

  leave: () => void = () => {};

  #write(stdin: Uint8Array): void {
    for (let at = 0; at < stdin.length; at += STDIN_PIECE) this.#send(CHANNEL.stdin, stdin.subarray(at, at + STDIN_PIECE));
    if (this.#socket.protocol.startsWith('v5.')) this.#send(CHANNEL.close, Uint8Array.of(CHANNEL.stdin));
  }

  #send(channel: number, bytes: Uint8Array): void {
    this.#socket.send(Buffer.concat([Uint8Array.of(channel), bytes]), () => {}); // what could not be sent shows at the end
  }

  #read(message: Buffer): void {
    const payload = message.subarray(1);
    if (message[0] === CHANNEL.stdout && payload.length > 0) this.#receivers.stdout(payload);
    else if (message[0] === CHANNEL.stderr && payload.length > 0) this.#receivers.stderr(payload);
    else if (message[0] === CHANNEL.status) this.status = readStatus(payload.toString('utf8'));
  }
}

/** `Success`, or `Failure` with the exit status as the cause `ExitCode`. */
function readStatus(text: string): ExecStatus | null {
  const parsed = statusFrame.safeParse(tryJson(text));
  if (!parsed.success) return null;
  const { status, message, details } = parsed.data;
  if (status === 'Success') return { exitStatus: 0, why: '' };
  const code = details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  return { exitStatus: code !== undefined && /^\d+$/.test(code) ? Number(code) : null, why: message ?? '' };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
