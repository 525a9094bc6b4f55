import { open } from 'node:fs/promises';
import type { LineIndex } from '../../shared/engine/engine.ts';
import type { RawLines } from '../../shared/host-api/views.ts';
import { storageError } from './host-errors.ts';
import { LineCutter } from './line-cutter.ts';

const CHUNK = 256 * 1024;

/** Lines `from..from+count` of a file as text to be looked at; the file's bytes are read from the nearest remembered line on. */
export async function readRawLines(file: string, index: LineIndex, encoding: string, from: number, count: number): Promise<RawLines> {
  if (from > index.lines) return { from, total: index.lines, lines: [], cut: false };
  const slot = Math.min(Math.floor((from - 1) / index.stride), index.offsets.length - 1);
  const cutter = new LineCutter(encoding, from - 1 - slot * index.stride, Math.min(count, index.lines - from + 1));
  const handle = await open(file, 'r').catch((error: unknown) => Promise.reject(storageError(error, file)));
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    let position = index.offsets[slot] ?? 0;
    while (!cutter.done) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, position);
      if (bytesRead === 0) break;
      cutter.push(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
    cutter.finish();
  } finally {
    await handle.close();
  }
  const [first] = cutter.lines;
  // The byte order mark is not part of the first line.
  const lines = from === 1 && first !== undefined ? [first.replace(/^⟨U\+FEFF⟩/, ''), ...cutter.lines.slice(1)] : cutter.lines;
  return { from, total: index.lines, lines, cut: cutter.cut };
}
