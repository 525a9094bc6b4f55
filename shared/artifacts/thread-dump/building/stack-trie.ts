import { GrowingUint32, larger } from './growing-rows.ts';

/** Node of the empty stack. */
export const ROOT = 0;

/** Cells of a node: the text id of its frame, the child that came last and the one before it (0 for none), and its parent. */
export const NODE_CELLS = 4;
export const NODE_FRAME = 0;
export const NODE_EXPECTED = 1;
export const NODE_SECOND = 2;
const NODE_PARENT = 3;

/**
 * All stacks read so far as one tree: a node is a frame below the frames above it, so the node where a stack ends names the whole stack.
 * Each node remembers the children that came last: most stacks of a dump repeat earlier ones, and reading them is following these.
 */
export class StackTrie {
  /** NODE_CELLS numbers for each node, beside each other because they are asked for together. */
  nodes = new Uint32Array(NODE_CELLS << 8);
  #count = 0;
  /** By text id of a frame: the frame that came below it when a node was last made there. */
  #below = new Uint32Array(1 << 8);
  /** Stack number of nodes where a stack ended; 0 elsewhere. */
  readonly #stackOf = new GrowingUint32();
  readonly #stackNodes = new GrowingUint32();
  /** Open addressing from (parent, frame) to the children that are neither of the two their parent remembers; 0 = free. Few nodes have more than two. */
  #slots = new Uint32Array(1 << 10);
  #kept = 0;

  constructor() {
    this.#push(ROOT, 0);
    this.#stackNodes.push(ROOT);
  }

  /** The node of `frame` below `parent`; made when new. */
  child(parent: number, frame: number): number {
    const { nodes } = this;
    const above = parent * NODE_CELLS;
    const expected = nodes[above + NODE_EXPECTED] as number;
    if (expected !== 0 && nodes[expected * NODE_CELLS + NODE_FRAME] === frame) return expected;
    const second = nodes[above + NODE_SECOND] as number;
    let node = second;
    if (second === 0 || nodes[second * NODE_CELLS + NODE_FRAME] !== frame) {
      node = second === 0 ? 0 : (this.#slots[this.#slotOf(parent, frame)] as number);
      if (node === 0) node = this.#push(parent, frame);
      if (second !== 0) this.#keep(parent, second);
    }
    this.nodes[above + NODE_SECOND] = expected;
    this.nodes[above + NODE_EXPECTED] = node;
    return node;
  }

  /** The frame that came last below this one, in any stack; 0 when none did. */
  frameBelow(frame: number): number {
    return this.#below[frame] ?? 0;
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
    const { nodes } = this;
    const stacks = this.#stackNodes.length;
    const stackOffsets = new Uint32Array(stacks + 1);
    for (let stack = 1; stack < stacks; stack++) {
      let depth = 0;
      for (let node = this.#stackNodes.values[stack] as number; node !== ROOT; node = nodes[node * NODE_CELLS + NODE_PARENT] as number) depth += 1;
      stackOffsets[stack + 1] = (stackOffsets[stack] as number) + depth;
    }
    const stackFrames = new Uint32Array(stackOffsets[stacks] as number);
    for (let stack = 1; stack < stacks; stack++) {
      let at = stackOffsets[stack + 1] as number;
      for (let node = this.#stackNodes.values[stack] as number; node !== ROOT; node = nodes[node * NODE_CELLS + NODE_PARENT] as number) {
        at -= 1;
        stackFrames[at] = nodes[node * NODE_CELLS + NODE_FRAME] as number;
      }
    }
    return { stackFrames, stackOffsets };
  }

  #push(parent: number, frame: number): number {
    const node = this.#count++;
    const at = node * NODE_CELLS;
    if (at === this.nodes.length) this.nodes = larger(this.nodes, at * 2);
    this.nodes[at + NODE_FRAME] = frame;
    this.nodes[at + NODE_PARENT] = parent;
    this.#stackOf.push(0);
    const above = this.nodes[parent * NODE_CELLS + NODE_FRAME] as number;
    if (above >= this.#below.length) this.#below = larger(this.#below, Math.max(above + 1, this.#below.length * 2));
    this.#below[above] = frame;
    return node;
  }

  /** Where the slot of this child is, or would be. */
  #slotOf(parent: number, frame: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(parent, frame) & mask;
    for (;;) {
      const at = (this.#slots[slot] as number) * NODE_CELLS;
      if (at === 0 || (this.nodes[at + NODE_PARENT] === parent && this.nodes[at + NODE_FRAME] === frame)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** Its parent forgets the child: from here on it is found by its slot. */
  #keep(parent: number, node: number): void {
    const slot = this.#slotOf(parent, this.nodes[node * NODE_CELLS + NODE_FRAME] as number);
    if (this.#slots[slot] === node) return;
    this.#slots[slot] = node;
    this.#kept += 1;
    if (this.#kept * 2 > this.#slots.length) this.#growSlots();
  }

  #growSlots(): void {
    const kept = this.#slots.filter((node) => node !== 0);
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (const node of kept) this.#slots[this.#slotOf(this.nodes[node * NODE_CELLS + NODE_PARENT] as number, this.nodes[node * NODE_CELLS + NODE_FRAME] as number)] = node;
  }
}

function hashOf(parent: number, frame: number): number {
  const hash = Math.imul(parent ^ Math.imul(frame, 0x85ebca6b), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
