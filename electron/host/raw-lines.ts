import { open } from 'node:fs/promises';
import type { LineIndex } from '../../shared/engine/engine.ts';
import { RawLineReader } from '../../shared/host-api/answers/raw-line-reader.ts';
import type { RawLines } from '../../shared/host-api/views.ts';
import { storageError } from './host-errors.ts';

const CHUNK = 256 * 1024;

/** Lines `from..from+count` of a file as text to be looked at; the file's bytes are read from the nearest remembered line on. */
export async function readRawLines(file: string, index: LineIndex, encoding: string, from: number, count: number): Promise<RawLines> {
  const reader = new RawLineReader(index, encoding, from, count);
  if (reader.done) return reader.finish();
  const handle = await open(file, 'r').catch((error: unknown) => Promise.reject(storageError(error, file)));
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    let position = reader.offset;
    while (!reader.done) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, position);
      if (bytesRead === 0) break;
      reader.push(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
    return reader.finish();
  } finally {
    await handle.close();
  }
}
