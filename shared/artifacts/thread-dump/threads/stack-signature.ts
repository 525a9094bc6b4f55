import type { Symbols } from '../model.ts';

/** Signatures known so far, by stack. */
const signatures = new WeakMap<Symbols, Map<number, string>>();

/**
 * A short text that two stacks share, also of different captures, when their frames are the same: depth and 64 bits of hash over the frames' bytes.
 * Whole texts would be exact and, over a hundred dumps, take as much memory as the captures.
 */
export function stackSignature(symbols: Symbols, stack: number): string {
  let known = signatures.get(symbols);
  if (known === undefined) {
    known = new Map();
    signatures.set(symbols, known);
  }
  let signature = known.get(stack);
  if (signature === undefined) {
    signature = sign(symbols, stack);
    known.set(stack, signature);
  }
  return signature;
}

function sign({ texts, stackFrames, stackOffsets }: Symbols, stack: number): string {
  const first = stackOffsets[stack] ?? 0;
  const last = stackOffsets[stack + 1] ?? 0;
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = first; i < last; i++) {
    const frame = stackFrames[i] ?? 0;
    for (let at = texts.offsets[frame] ?? 0; at < (texts.offsets[frame + 1] ?? 0); at++) {
      const byte = texts.bytes[at] as number;
      low = Math.imul(low ^ byte, 0x01000193);
      high = Math.imul(high ^ byte, 0x5bd1e995) ^ (high >>> 15);
    }
    low = Math.imul(low ^ 10, 0x01000193);
    high = Math.imul(high ^ 10, 0x5bd1e995);
  }
  return `${last - first}:${(low >>> 0).toString(36)}${(high >>> 0).toString(36)}`;
}
