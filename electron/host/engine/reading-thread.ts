import { createHash } from 'node:crypto';
import { on } from 'node:events';
import { open } from 'node:fs/promises';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { errnoOf, textOf } from '../host-errors.ts';
import type { ReadingOrder, ReadingReply } from './read-ahead.ts';

parentPort?.on('message', (order: ReadingOrder) => {
  fill(order).catch((error: unknown) => reply(order.port, { type: 'failed', code: errnoOf(error), message: textOf(error) }));
});

/** Fills each room that it is told of with the next bytes of the file, and says at its end what the hash of all is. */
async function fill({ path, port, rooms }: ReadingOrder): Promise<void> {
  const hash = createHash('sha256');
  const handle = await open(path, 'r');
  try {
    for await (const [room] of on(port, 'message', { close: ['close'] }) as AsyncIterable<[number]>) {
      const bytes = rooms[room] as Uint8Array;
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, null);
      if (bytesRead === 0) {
        reply(port, { type: 'end', sha256: hash.digest('hex') });
        return;
      }
      hash.update(bytes.subarray(0, bytesRead));
      reply(port, { type: 'filled', room, bytes: bytesRead });
    }
  } finally {
    await handle.close();
  }
}

function reply(port: MessagePort, message: ReadingReply): void {
  port.postMessage(message);
}
