const SLOTS = 1 << 13;
/** Longer texts seldom repeat. */
const MAX_CACHED = 160;
const decoder = new TextDecoder();

/** Decodes texts of a document: keys, classes and methods come again and again, and comparing bytes is cheaper than decoding them. */
export class JsonTextCache {
  readonly #bytes: (Uint8Array | undefined)[] = Array.from({ length: SLOTS });
  readonly #texts: string[] = Array.from({ length: SLOTS }, () => '');

  decode(bytes: Uint8Array, length: number): string {
    if (length > MAX_CACHED) return decoder.decode(bytes.subarray(0, length));
    let hash = length;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.#bytes[slot];
    if (known !== undefined && isSame(known, bytes, length)) return this.#texts[slot] as string;
    const copy = bytes.slice(0, length);
    const text = decoder.decode(copy);
    this.#bytes[slot] = copy;
    this.#texts[slot] = text;
    return text;
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, length: number): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== bytes[i]) return false;
  return true;
}
