import { ReadableStream } from 'node:stream/web';
import xz from 'xz-decompress';
import { textOf } from '../host-errors.ts';
import { isBomb } from './archive-budget.ts';
import type { Bytes } from './archive-entry.ts';
import { Refusal } from './refusal.ts';

/** What the decoder (xz-embedded) calls its faults. */
const FAULTS: Readonly<Record<string, () => Refusal>> = {
  '4': () => new Refusal('unknown-method', 'dictionary > 64 MiB'),
  '6': () => new Refusal('unknown-method', 'filter'),
  '8': () => new Refusal('cut'),
};

/** Unpacks xz, several streams in a row included; the dictionary may have 64 MiB. Throws `ratio`, `cut`, `damaged` or `unknown-method`, after giving everything that came before.
 * One at a time: a second one waits until the first is read or left. */
export async function* unxz(source: Bytes): AsyncGenerator<Uint8Array> {
  const packed = new Counted(source);
  const unpacked = new xz.XzReadableStream(ReadableStream.from(packed));
  let went = 0;
  try {
    for await (const chunk of unpacked) {
      went += chunk.length;
      if (isBomb(went, packed.came)) throw new Refusal('ratio');
      if (chunk.length > 0) yield chunk;
    }
  } catch (error) {
    throw packed.failure ?? (error instanceof Refusal ? error : refusalOf(textOf(error)));
  }
}

/** Counts what was taken of a source, and remembers why it ended. */
class Counted implements AsyncIterable<Uint8Array> {
  readonly #source: Bytes;
  came = 0;
  failure: unknown = null;

  constructor(source: Bytes) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.#source) {
        this.came += chunk.length;
        yield chunk;
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

function refusalOf(what: string): Refusal {
  const code = /error code (\d+)$/.exec(what)?.[1];
  return (code === undefined ? undefined : FAULTS[code]?.()) ?? new Refusal('damaged', code === undefined ? what : '');
}
