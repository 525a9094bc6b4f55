/** Bytes kept from one chunk to the next, so that a marker cut in two is seen. */
const OVERLAP = 4096;

/** Watches output for the text that must stand in it to be whole, without keeping the output. */
export class EndMarkerWatch {
  readonly #marker: RegExp | null;
  #tail = '';
  #seen: boolean;

  /** Without a marker nothing is looked for and `seen` is true. */
  constructor(marker: RegExp | null) {
    // A sticky or global pattern would remember where it stopped.
    this.#marker = marker === null ? null : new RegExp(marker.source, marker.flags.replaceAll(/[gy]/g, ''));
    this.#seen = marker === null;
  }

  get seen(): boolean {
    return this.#seen;
  }

  push(chunk: Uint8Array): void {
    if (this.#seen || this.#marker === null) return;
    const text = this.#tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    this.#seen = this.#marker.test(text);
    // From a line's start, so that `^` means a line's start in the next round as well.
    const lineStart = text.lastIndexOf('\n') + 1;
    this.#tail = text.slice(Math.max(lineStart, text.length - OVERLAP));
  }
}
