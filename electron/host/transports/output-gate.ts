import type { ExecOptions } from '../../../shared/collect/transport.ts';

type Receivers = Pick<ExecOptions, 'maxBytes' | 'onStdout' | 'onStderr'>;

/** Hands output on until the cap. A receiver that throws never throws into the stream that feeds it: the error is kept for the caller. */
export class OutputGate {
  #room: number;
  #error: unknown = null;
  #shut = false;
  readonly #receivers: Receivers;
  /** Called once, when the cap is hit or a receiver threw. */
  readonly #onShut: () => void;

  constructor(receivers: Receivers, onShut: () => void) {
    this.#room = receivers.maxBytes;
    this.#receivers = receivers;
    this.#onShut = onShut;
  }

  /** Output was cut at the cap. */
  capped = false;
  /** Bytes handed on, both streams together. */
  get bytes(): number {
    return this.#receivers.maxBytes - this.#room;
  }

  /** What a receiver threw; null when none did. */
  get error(): unknown {
    return this.#error;
  }

  stdout(chunk: Uint8Array): void {
    this.#pass(chunk, (bytes) => this.#receivers.onStdout(bytes));
  }

  stderr(chunk: Uint8Array): void {
    this.#pass(chunk, (bytes) => this.#receivers.onStderr(bytes));
  }

  #pass(chunk: Uint8Array, receive: (bytes: Uint8Array) => void): void {
    if (this.#shut) return;
    const bytes = chunk.length > this.#room ? chunk.subarray(0, this.#room) : chunk;
    this.#room -= bytes.length;
    try {
      if (bytes.length > 0) receive(bytes);
    } catch (error) {
      this.#error = error;
    }
    this.capped = bytes.length < chunk.length;
    if (!this.capped && this.#error === null) return;
    this.#shut = true;
    this.#onShut();
  }
}
