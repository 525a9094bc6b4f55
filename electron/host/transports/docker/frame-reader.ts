/** Length of the header before each piece of output: stream number, three zeros, and the length as four bytes, highest first. */
const HEADER = 8;

interface FrameReceivers {
  stdout(chunk: Uint8Array): void;
  stderr(chunk: Uint8Array): void;
  /** A sentence of the engine itself about the stream. */
  engine(chunk: Uint8Array): void;
}

/** Takes the output of a container's processes apart: the engine sends both streams as frames over one connection. */
export class FrameReader {
  readonly #receivers: FrameReceivers;
  readonly #header = Buffer.alloc(HEADER);
  #headerBytes = 0;
  #payloadLeft = 0;
  #stream = 0;

  constructor(receivers: FrameReceivers) {
    this.#receivers = receivers;
  }

  /** Why the stream is not the one expected; null while it is. What comes after it is not handed on. */
  broken: string | null = null;

  /** Where the stream stands inside a frame, for a message; null between frames, the only place where it may end. */
  get cut(): string | null {
    if (this.broken !== null) return this.broken;
    if (this.#payloadLeft > 0) return `${this.#payloadLeft} bytes of a frame are missing`;
    return this.#headerBytes > 0 ? `cut inside a frame header, after ${this.#headerBytes} of ${HEADER} bytes` : null;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && this.broken === null; ) {
      at += this.#payloadLeft > 0 ? this.#readPayload(chunk.subarray(at)) : this.#readHeader(chunk.subarray(at));
    }
  }

  #readHeader(rest: Uint8Array): number {
    const taken = Math.min(HEADER - this.#headerBytes, rest.length);
    this.#header.set(rest.subarray(0, taken), this.#headerBytes);
    this.#headerBytes += taken;
    if (this.#headerBytes < HEADER) return taken;
    this.#headerBytes = 0;
    this.#stream = this.#header[0] ?? 0;
    this.#payloadLeft = this.#header.readUInt32BE(4);
    if (this.#stream > 3 || this.#header.readUIntBE(1, 3) !== 0) this.broken = `not a frame header: ${this.#header.toString('hex')}`;
    return taken;
  }

  #readPayload(rest: Uint8Array): number {
    const piece = rest.subarray(0, this.#payloadLeft);
    this.#payloadLeft -= piece.length;
    if (this.#stream === 2) this.#receivers.stderr(piece);
    else if (this.#stream === 3) this.#receivers.engine(piece);
    else this.#receivers.stdout(piece);
    return piece.length;
  }
}
