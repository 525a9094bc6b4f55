const LF = 10;

/** Texts by code, kept as bytes until all are there: one decoding of all is many times faster than one for each. Codes count from 1. */
export class ByteDictionary {
  #count = 0;
  #latest = 0;
  #bytes = new Uint8Array(16_384);
  #length = 0;
  /** Where text n begins; it ends one before where text n + 1 begins. */
  #starts = new Uint32Array(1024);
  /** Open addressing by hash; 0 is free. */
  #slots = new Uint32Array(4096);
  #hashes = new Int32Array(1024);

  codeOf(bytes: Uint8Array, start: number, end: number): number {
    // Users, states and start times mostly repeat.
    if (this.#latest !== 0 && this.#isSame(this.#latest, bytes, start, end)) return this.#latest;
    this.#latest = this.#find(bytes, start, end);
    return this.#latest;
  }

  #find(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let code = this.#slots[slot] as number; code !== 0; code = this.#slots[slot] as number) {
      if (this.#hashes[code] === hash && this.#isSame(code, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, start, end, hash, slot);
  }

  texts(): readonly string[] {
    return this.#count === 0 ? [] : new TextDecoder().decode(this.#bytes.subarray(0, this.#length - 1)).split('\n');
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = ++this.#count;
    if (code + 1 >= this.#starts.length) this.#growTexts();
    const needed = this.#length + end - start + 1;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#starts[code] = this.#length;
    for (let i = start; i < end; i++) this.#bytes[this.#length++] = bytes[i] as number;
    this.#bytes[this.#length++] = LF;
    this.#starts[code + 1] = this.#length;
    this.#hashes[code] = hash;
    this.#slots[slot] = code;
    if (code * 2 > this.#slots.length) this.#growSlots();
    return code;
  }

  #isSame(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[code] as number;
    if ((this.#starts[code + 1] as number) - 1 - from !== end - start) return false;
    for (let i = start; i < end; i++) if (this.#bytes[from + i - start] !== bytes[i]) return false;
    return true;
  }

  #growTexts(): void {
    const starts = new Uint32Array(this.#starts.length * 2);
    starts.set(this.#starts);
    this.#starts = starts;
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #growSlots(): void {
    const slots = new Uint32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let code = 1; code <= this.#count; code++) {
      const hash = this.#hashes[code] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#slots = slots;
  }
}
