import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file to be packed, text by text. */
export interface ZipEntry {
  readonly path: string;
  readonly chunks: Iterable<string>;
}

/** The same entries give the same bytes: no clock goes in. The earliest time a zip can tell. */
const FIXED = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true, compressionLevel: 6 } as const;

function* bytesOf(texts: Iterable<string>): Iterable<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

/** A zip of UTF-8 texts, in the order given. */
export async function writeZip(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, chunks } of entries) zip.addReadStream(Readable.from(bytesOf(chunks)), path, FIXED);
  zip.end();
  const written: Buffer[] = [];
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) written.push(chunk);
  return Buffer.concat(written);
}
