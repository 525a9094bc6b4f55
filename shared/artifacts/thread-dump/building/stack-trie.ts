import { GrowingUint32 } from './growing-rows.ts';

/** Node of the empty stack. */
export const ROOT = 0;

/**
 * All stacks read so far as one tree: a node is a frame below the frames above it, so the node where a stack ends names the whole stack.
 * Each node remembers the children that came last: most stacks of a dump repeat earlier ones, and reading them is following these.
 */
export class StackTrie {
  /** Text id of each node's frame. */
  readonly frames = new GrowingUint32();
  /** The child that came last, and the one before it; 0 for none. */
  readonly expected = new GrowingUint32();
  readonly second = new GrowingUint32();
  readonly #parents = new GrowingUint32();
  /** Stack number of nodes where a stack ended; 0 elsewhere. */
  readonly #stackOf = new GrowingUint32();
  readonly #stackNodes = new GrowingUint32();
  /** Open addressing from (parent, frame) to node; 0 = free. */
  #slots = new Uint32Array(1 << 12);

  constructor() {
    this.#push(ROOT, 0);
    this.#stackNodes.push(ROOT);
  }

  /** The node of `frame` below `parent`; made when new. */
  child(parent: number, frame: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(parent, frame) & mask; ; slot = (slot + 1) & mask) {
      let node = this.#slots[slot] as number;
      if (node === 0) {
        node = this.#push(parent, frame);
        this.#slots[slot] = node;
        if (this.frames.length * 2 > this.#slots.length) this.#growSlots();
      } else if (this.#parents.values[node] !== parent || this.frames.values[node] !== frame) continue;
      if (this.expected.values[parent] !== node) {
        this.second.values[parent] = this.expected.values[parent] as number;
        this.expected.values[parent] = node;
      }
      return node;
    }
  }

  /** Number of the stack that ends at `node`; 0 for the empty one. */
  stackAt(node: number): number {
    if (node === ROOT) return 0;
    const known = this.#stackOf.values[node] as number;
    if (known !== 0) return known;
    const stack = this.#stackNodes.length;
    this.#stackNodes.push(node);
    this.#stackOf.values[node] = stack;
    return stack;
  }

  /** The stacks as frame sequences, top first. */
  freeze(): { readonly stackFrames: Uint32Array; readonly stackOffsets: Uint32Array } {
    const stacks = this.#stackNodes.length;
    const stackOffsets = new Uint32Array(stacks + 1);
    for (let stack = 1; stack < stacks; stack++) {
      let depth = 0;
      for (let node = this.#stackNodes.values[stack] as number; node !== ROOT; node = this.#parents.values[node] as number) depth += 1;
      stackOffsets[stack + 1] = (stackOffsets[stack] as number) + depth;
    }
    const stackFrames = new Uint32Array(stackOffsets[stacks] as number);
    for (let stack = 1; stack < stacks; stack++) {
      let at = stackOffsets[stack + 1] as number;
      for (let node = this.#stackNodes.values[stack] as number; node !== ROOT; node = this.#parents.values[node] as number) {
        at -= 1;
        stackFrames[at] = this.frames.values[node] as number;
      }
    }
    return { stackFrames, stackOffsets };
  }

  #push(parent: number, frame: number): number {
    const node = this.frames.length;
    this.frames.push(frame);
    this.expected.push(0);
    this.second.push(0);
    this.#parents.push(parent);
    this.#stackOf.push(0);
    return node;
  }

  #growSlots(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let node = 1; node < this.frames.length; node++) {
      let slot = hashOf(this.#parents.values[node] as number, this.frames.values[node] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = node;
    }
    this.#slots = slots;
  }
}

function hashOf(parent: number, frame: number): number {
  const hash = Math.imul(parent ^ Math.imul(frame, 0x85ebca6b), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
