/** No message of an engine is longer. */
const LIMIT = 64 * 1024;

/** Holds output back for as long as it may be one certain message, and hands everything else on as it comes. */
export class HeldMessage {
  readonly #opening: string;
  readonly #handOn: (chunk: Uint8Array) => void;
  #held: Buffer | null = Buffer.alloc(0);

  constructor(opening: string, handOn: (chunk: Uint8Array) => void) {
    this.#opening = opening;
    this.#handOn = handOn;
  }

  /** The message; null when the output was none. */
  get text(): string | null {
    const text = this.#held?.toString('utf8') ?? '';
    return text.startsWith(this.#opening) ? text.trim() : null;
  }

  push(chunk: Uint8Array): void {
    if (this.#held === null) {
      this.#handOn(chunk);
      return;
    }
    this.#held = Buffer.concat([this.#held, chunk]);
    const start = this.#held.toString('latin1', 0, this.#opening.length);
    if (!this.#opening.startsWith(start) || this.#held.length > LIMIT) this.letGo();
  }

  /** It was output after all. */
  letGo(): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null && held.length > 0) this.#handOn(held);
  }
}
