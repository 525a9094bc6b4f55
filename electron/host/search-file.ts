import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { LineSearch, type LineHits } from '../../shared/host-api/answers/line-search.ts';
import { storageError } from './host-errors.ts';

/** Lines of a file that hold a text, without regard to case. At most `limit` are given, all are counted. */
export async function searchFile(file: string, encoding: string, text: string, limit: number): Promise<LineHits> {
  const lines = new LineSearch(text, limit);
  const decoder = new TextDecoder(encoding);
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 512 * 1024 })) lines.push(decoder.decode(chunk as Buffer, { stream: true }));
  } catch (error) {
    throw storageError(error, file);
  }
  lines.push(decoder.decode());
  return lines.finish();
}
