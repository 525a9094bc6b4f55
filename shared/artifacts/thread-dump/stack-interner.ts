import { GrowingUint32 } from './growing-rows.ts';

/** Stores each sequence of frame ids once. */
export class StackInterner {
  #frames = new GrowingUint32();
  #offsets = new GrowingUint32();
  #hashes = new GrowingUint32();
  #slots = new Uint32Array(1 << 10);

  constructor() {
    // Stack 0 is the empty one.
    this.#offsets.push(0);
    this.#offsets.push(0);
    this.#hashes.push(0);
  }

  intern(frames: Uint32Array, length: number): number {
    if (length === 0) return 0;
    let hash = length;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (frames[i] as number), 0x9e3779b1) ^ (hash >>> 15);
    hash = (hash ^ (hash >>> 13)) >>> 0;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot] as number;
      if (id === 0) return this.#add(frames, length, hash, slot);
      if (this.#hashes.values[id] === hash && this.#matches(id, frames, length)) return id;
    }
  }

  freeze(): { readonly stackFrames: Uint32Array; readonly stackOffsets: Uint32Array } {
    return { stackFrames: this.#frames.freeze(), stackOffsets: this.#offsets.freeze() };
  }

  #matches(id: number, frames: Uint32Array, length: number): boolean {
    const start = this.#offsets.values[id] as number;
    if ((this.#offsets.values[id + 1] as number) - start !== length) return false;
    const stored = this.#frames.values;
    for (let i = 0; i < length; i++) if (stored[start + i] !== frames[i]) return false;
    return true;
  }

  #add(frames: Uint32Array, length: number, hash: number, slot: number): number {
    const id = this.#hashes.length;
    for (let i = 0; i < length; i++) this.#frames.push(frames[i] as number);
    this.#offsets.push(this.#frames.length);
    this.#hashes.push(hash);
    this.#slots[slot] = id;
    if (this.#hashes.length * 2 > this.#slots.length) this.#growSlots();
    return id;
  }

  #growSlots(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 1; id < this.#hashes.length; id++) {
      let slot = (this.#hashes.values[id] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}
