import { NODE_CELLS, NODE_EXPECTED, NODE_FRAME, NODE_SECOND, type StackTrie } from './stack-trie.ts';
import type { TextPool } from './text-pool.ts';

const encoder = new TextEncoder();
const LF = 10;
const CR = 13;
/** `\tat ` read as one little-endian word. */
const TAB_AT = 0x20746109;

/** How far `followStack` came. */
export interface StackProgress {
  node: number;
  /** Where the first line starts that was not as expected. */
  at: number;
  lines: number;
}

/** Collects texts by hashing their bytes and comparing with the stored ones; no strings are made. */
export class TextInterner {
  #bytes = new Uint8Array(1 << 16);
  #view = new DataView(this.#bytes.buffer);
  #offsets = new Uint32Array(1 << 10);
  /** Open addressing; two cells for each slot, side by side because they are asked for together: the hash of a text and its id, 0 = free. */
  #slots = new Int32Array(1 << 13);
  #count = 1;

  /** `view` covers the same memory as `bytes`; reading words through it is what makes this fast. */
  intern(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    if (to <= from) return 0;
    const hash = hashBytes(bytes, view, from, to);
    const slots = this.#slots;
    const mask = slots.length - 2;
    const length = to - from;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const id = slots[slot + 1] as number;
      if (id === 0) return this.#add(bytes, from, to, hash, slot);
      if (slots[slot] === hash && this.#length(id) === length && this.#matches(id, bytes, view, from)) return id;
    }
  }

  /** As `intern`; tries `guess` first, which saves the hashing where texts repeat. */
  internLike(guess: number, bytes: Uint8Array, view: DataView, from: number, to: number): number {
    if (guess !== 0 && this.#length(guess) === to - from && this.#matches(guess, bytes, view, from)) return guess;
    return this.intern(bytes, view, from, to);
  }

  internText(text: string): number {
    const bytes = encoder.encode(text);
    return this.intern(bytes, new DataView(bytes.buffer), 0, bytes.length);
  }

  /** The text of an id, decoded anew each time. */
  textOf(id: number): string {
    return new TextDecoder().decode(this.#bytes.subarray(this.#offsets[id], this.#offsets[id + 1]));
  }

  #length(id: number): number {
    return (this.#offsets[id + 1] as number) - (this.#offsets[id] as number);
  }

  /**
   * Follows the frames a stack is expected to go on with, from `node` and the line starting at `at`, while each line is exactly `\tat ` and that frame.
   * This is where most of a dump's bytes go by: words are compared, nothing is hashed and no line end is searched for.
   * A stack not seen before is still made of calls seen before: where it leaves the others, it is expected to go on as from the same frame elsewhere.
   */
  followStack(trie: StackTrie, node: number, bytes: Uint8Array, view: DataView, at: number, to: number, progress: StackProgress): void {
    let nodes = trie.nodes;
    let here = node;
    let from = at;
    let lines = 0;
    while (from + 8 <= to && view.getInt32(from, true) === TAB_AT) {
      const cells = here * NODE_CELLS;
      const expected = nodes[cells + NODE_EXPECTED] as number;
      let child = expected;
      let end = child === 0 ? 0 : this.#frameEnd(nodes[child * NODE_CELLS + NODE_FRAME] as number, bytes, view, from + 4, to);
      if (end === 0 && child !== 0) {
        child = nodes[cells + NODE_SECOND] as number;
        end = child === 0 ? 0 : this.#frameEnd(nodes[child * NODE_CELLS + NODE_FRAME] as number, bytes, view, from + 4, to);
        if (end !== 0) {
          nodes[cells + NODE_SECOND] = expected;
          nodes[cells + NODE_EXPECTED] = child;
        }
      }
      if (end === 0) {
        const frame = trie.frameBelow(nodes[cells + NODE_FRAME] as number);
        end = frame === 0 ? 0 : this.#frameEnd(frame, bytes, view, from + 4, to);
        if (end === 0) break;
        child = trie.child(here, frame);
        nodes = trie.nodes;
      }
      here = child;
      from = end;
      lines += 1;
    }
    progress.node = here;
    progress.at = from;
    progress.lines = lines;
  }

  /** Where the line after the one at `from` starts, if that is exactly text `frame` and a line end; else 0. */
  #frameEnd(frame: number, bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const pool = this.#view;
    const start = this.#offsets[frame] as number;
    const length = (this.#offsets[frame + 1] as number) - start;
    let end = from + length;
    if (end >= to || length < 4) return 0;
    if (bytes[end] === CR) end += 1;
    if (end >= to || bytes[end] !== LF) return 0;
    // The ends of lines differ more often than their packages; this also covers the bytes past the last whole word.
    if (pool.getInt32(start + length - 4, true) !== view.getInt32(from + length - 4, true)) return 0;
    let i = 0;
    for (; i + 16 < length; i += 16) {
      const kept = start + i;
      const read = from + i;
      const differs =
        (pool.getInt32(kept, true) ^ view.getInt32(read, true)) | (pool.getInt32(kept + 4, true) ^ view.getInt32(read + 4, true)) |
        (pool.getInt32(kept + 8, true) ^ view.getInt32(read + 8, true)) | (pool.getInt32(kept + 12, true) ^ view.getInt32(read + 12, true));
      if (differs !== 0) return 0;
    }
    for (; i + 4 < length; i += 4) if (pool.getInt32(start + i, true) !== view.getInt32(from + i, true)) return 0;
    return end + 1;
  }

  /** Compares the bytes of text `id` with as many at `from`; the caller knows that they are there. */
  #matches(id: number, bytes: Uint8Array, view: DataView, from: number): boolean {
    const start = this.#offsets[id] as number;
    const length = (this.#offsets[id + 1] as number) - start;
    const words = length & ~3;
    for (let i = 0; i < words; i += 4) if (this.#view.getInt32(start + i, true) !== view.getInt32(from + i, true)) return false;
    for (let i = words; i < length; i++) if (this.#bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  /** The collected texts; the interner may go on, later ids are then not in this pool. */
  freeze(): TextPool {
    return { bytes: this.#bytes.slice(0, this.#offsets[this.#count]), offsets: this.#offsets.slice(0, this.#count + 1) };
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const id = this.#count;
    const start = this.#offsets[id] as number;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#growBytes(end);
    if (id + 2 > this.#offsets.length) this.#growTexts();
    // A short loop beats the call for the short texts that most are.
    if (to - from < 64) for (let i = from, at = start; i < to; i++, at++) this.#bytes[at] = bytes[i] as number;
    else this.#bytes.set(bytes.subarray(from, to), start);
    this.#offsets[id + 1] = end;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = id;
    this.#count += 1;
    if (this.#count * 4 > this.#slots.length) this.#growSlots();
    return id;
  }

  #growBytes(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  #growTexts(): void {
    const offsets = new Uint32Array(this.#offsets.length * 2);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
  }

  /** In the order of the old slots, which is nearly that of the new ones: memory far apart costs more than the work. */
  #growSlots(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      const hash = old[from] as number;
      let slot = (hash << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = old[from + 1] as number;
    }
    this.#slots = slots;
  }
}

function hashBytes(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let hash = to - from;
  let i = from;
  for (; i + 4 <= to; i += 4) hash = Math.imul((hash ^ view.getInt32(i, true)) + (hash >>> 15), 0x9e3779b1);
  for (; i < to; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
