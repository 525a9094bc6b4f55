import { createGunzip, type Gunzip } from 'node:zlib';
import { isBomb } from './archive-budget.ts';
import type { Bytes } from './archive-entry.ts';
import { Refusal } from './refusal.ts';

/** At the highest ratio of deflate these become 17 MB, which is what is held in memory at once. */
const PIECE_BYTES = 16 * 1024;

/** Unpacks gzip, several members in a row included. Throws `ratio`, `cut` or `damaged`, after giving everything that came before. */
export async function* gunzip(source: Bytes): AsyncGenerator<Uint8Array> {
  const inflater = createGunzip({ chunkSize: 256 * 1024 });
  const ready: Uint8Array[] = [];
  // A stream that fails drops what nobody has read yet, so everything is taken at once.
  inflater.on('data', (chunk: Uint8Array) => ready.push(chunk));
  let failure: Error | null = null;
  inflater.on('error', (error) => (failure = error));
  let came = 0;
  let went = 0;
  const take = function* (): Generator<Uint8Array> {
    for (const chunk of ready.splice(0)) {
      went += chunk.length;
      if (isBomb(went, came)) throw new Refusal('ratio');
      yield chunk;
    }
    if (failure !== null) throw refusalOf(failure);
  };
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES);
        came += piece.length;
        await written(inflater, piece);
        yield* take();
      }
    }
    await ended(inflater);
    yield* take();
  } finally {
    inflater.destroy();
  }
}

function written(inflater: Gunzip, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => inflater.write(piece, () => resolve()));
}

function ended(inflater: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    if (inflater.closed) resolve();
    inflater.once('close', resolve);
    inflater.end();
  });
}

function refusalOf({ message }: Error): Refusal {
  return message === 'unexpected end of file' ? new Refusal('cut') : new Refusal('damaged', message);
}
