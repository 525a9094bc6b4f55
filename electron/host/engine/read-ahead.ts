import { on } from 'node:events';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';

/** The bytes of a file in order, each chunk good until the next one is asked for; returns the SHA-256 of all of them in hex. */
export type FileBytes = AsyncGenerator<Uint8Array, string, void>;

/** What the reading thread gets. Through `port` come the numbers of rooms to fill. */
export interface ReadingOrder {
  readonly path: string;
  readonly port: MessagePort;
  /** Memory of both threads: whoever was told of a room last may touch it. */
  readonly rooms: readonly Uint8Array<SharedArrayBuffer>[];
}

export type ReadingReply =
  | { readonly type: 'filled'; readonly room: number; readonly bytes: number }
  | { readonly type: 'end'; readonly sha256: string }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

export const CHUNK_BYTES = 1024 * 1024;
/** How many chunks lie read before they are asked for. */
const ROOMS = 4;

/**
 * Reads a file by another thread, which also takes its hash. Each chunk is copied out of the shared memory into a Buffer:
 * reading shared memory is slower than copying and reading that, and a Buffer's searches are several times faster than a plain array's.
 */
export async function* readAhead(thread: Worker, path: string): FileBytes {
  const { port1, port2 } = new MessageChannel();
  const rooms = Array.from({ length: ROOMS }, () => new Uint8Array(new SharedArrayBuffer(CHUNK_BYTES)));
  thread.postMessage({ path, port: port2, rooms } satisfies ReadingOrder, [port2]);
  const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  for (const room of rooms.keys()) port1.postMessage(room);
  try {
    for await (const [reply] of on(port1, 'message', { close: ['close'] }) as AsyncIterable<[ReadingReply]>) {
      if (reply.type === 'end') return reply.sha256;
      if (reply.type === 'failed') throw Object.assign(new Error(reply.message), { code: reply.code });
      chunk.set((rooms[reply.room] as Uint8Array).subarray(0, reply.bytes));
      port1.postMessage(reply.room);
      yield chunk.subarray(0, reply.bytes);
    }
  } finally {
    port1.close();
  }
  throw new Error('the reading thread ended');
}
