import type { Bytes } from './archive-entry.ts';

/** A source whose first bytes have been looked at. */
export interface Peeked {
  /** As many as there are, up to those asked for. */
  readonly head: Uint8Array;
  /** All bytes from the first on. Iterated once. */
  readonly whole: Bytes;
  /** Ends the source, read to its end or not. */
  readonly close: () => Promise<void>;
}

export async function peek(source: Bytes, count: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  while (head.length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    const joined = new Uint8Array(head.length + next.value.length);
    joined.set(head);
    joined.set(next.value, head.length);
    head = joined;
  }
  let rest: Uint8Array | null = head.length > 0 ? head : null;
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  const whole: AsyncIterator<Uint8Array> = {
    next: () => {
      const first = rest;
      rest = null;
      return first === null ? iterator.next() : Promise.resolve({ done: false, value: first });
    },
    return: async () => {
      await close();
      return { done: true, value: undefined };
    },
  };
  return { head: head.subarray(0, count), whole: { [Symbol.asyncIterator]: () => whole }, close };
}
