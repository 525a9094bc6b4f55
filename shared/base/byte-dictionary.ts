const LF = 10;
/** Texts decoded at once: few enough for any string, many enough to cost no calls. */
const DECODED_TOGETHER = 8192;

/**
 * Gives each different text a code from 1 on, without making strings: bytes are hashed and compared.
 * Texts hold no line end. Code 0 is the empty text, which means "the source did not say".
 */
export class ByteDictionary {
  /** All texts, each followed by LF. */
  #pool = new Uint8Array(1 << 12);
  #poolLength = 0;
  #starts = new Float64Array(1 << 6);
  #hashes = new Int32Array(1 << 6);
  /** Open addressing; holds codes, 0 = free. */
  #slots = new Uint32Array(1 << 8);
  #count = 0;
  #lastCode = 0;

  codeOf(bytes: Uint8Array, start: number, end: number): number {
    if (end <= start) return 0;
    // Neighbours often say the same.
    if (this.#lastCode !== 0 && this.#isText(this.#lastCode, bytes, start, end)) return this.#lastCode;
    let hash = 0;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot] as number;
      if (code === 0) return (this.#lastCode = this.#add(bytes, start, end, hash, slot));
      if (this.#hashes[code] === hash && this.#isText(code, bytes, start, end)) return (this.#lastCode = code);
    }
  }

  codeOfText(text: string): number {
    const bytes = new TextEncoder().encode(text);
    return this.codeOf(bytes, 0, bytes.length);
  }

  /** Text n is that of code n + 1. Bytes that are no UTF-8 become U+FFFD. */
  texts(): readonly string[] {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const texts: string[] = [];
    for (let code = 1; code <= this.#count; code += DECODED_TOGETHER) {
      const last = Math.min(this.#count, code + DECODED_TOGETHER - 1);
      const decoded = decoder.decode(this.#pool.subarray(this.#starts[code], this.#endOf(last)));
      for (const text of decoded.split('\n')) texts.push(text);
    }
    return texts;
  }

  #endOf(code: number): number {
    return (code === this.#count ? this.#poolLength : (this.#starts[code + 1] as number)) - 1;
  }

  #isText(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#starts[code] as number;
    const length = end - start;
    const pool = this.#pool;
    if (pool[own + length] !== LF) return false;
    for (let i = 0; i < length; i++) if (pool[own + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = ++this.#count;
    const length = end - start;
    if (this.#poolLength + length + 1 > this.#pool.length) this.#pool = copied(this.#pool, new Uint8Array(Math.max(this.#poolLength + length + 1, this.#pool.length * 2)));
    if (code === this.#starts.length) this.#growCodes();
    this.#starts[code] = this.#poolLength;
    this.#hashes[code] = hash;
    this.#slots[slot] = code;
    for (let at = start; at < end; at++) this.#pool[this.#poolLength++] = bytes[at] as number;
    this.#pool[this.#poolLength++] = LF;
    if (code * 2 > this.#slots.length) this.#growSlots();
    return code;
  }

  #growCodes(): void {
    this.#starts = copied(this.#starts, new Float64Array(this.#starts.length * 2));
    this.#hashes = copied(this.#hashes, new Int32Array(this.#hashes.length * 2));
  }

  #growSlots(): void {
    const slots = new Uint32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let code = 1; code <= this.#count; code++) {
      let slot = (this.#hashes[code] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}

function copied<Values extends Uint8Array | Float64Array | Int32Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}
