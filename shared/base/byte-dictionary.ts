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
  /** The memory that `#view` covers. */
  #viewed: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#viewed.buffer);

  codeOf(bytes: Uint8Array, start: number, end: number): number {
    if (end <= start) return 0;
    const last = this.#lastCode;
    // Neighbours often say the same, or go on as the lines before went on.
    if (last !== 0 && this.#isText(last, bytes, start, end)) return last;
    if (last < this.#count && this.#isText(last + 1, bytes, start, end)) return (this.#lastCode = last + 1);
    const hash = this.#hashOf(bytes, start, end);
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

  /** By words of four bytes; read so, a text costs a quarter. */
  #hashOf(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.#viewed) {
      this.#viewed = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    let hash = end - start;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      hash = Math.imul(hash ^ this.#view.getInt32(at, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    return hash ^ (hash >>> 13);
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
