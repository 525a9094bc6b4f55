import { Zip, ZipDeflate } from 'fflate';

/** A file to be packed, text by text. */
export interface ZipEntry {
  readonly path: string;
  readonly chunks: Iterable<string>;
}

/** The same entries give the same bytes: no clock goes in. The earliest time a zip can tell. */
const NO_TIME = new Date(1980, 0, 1);

/** A zip of UTF-8 texts, in the order given. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const written: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    written.push(chunk);
  });
  const encoder = new TextEncoder();
  for (const { path, chunks } of entries) {
    const file = new ZipDeflate(path, { level: 6 });
    file.mtime = NO_TIME;
    zip.add(file);
    for (const chunk of chunks) file.push(encoder.encode(chunk));
    file.push(new Uint8Array(), true);
  }
  zip.end();
  return Buffer.concat(written);
}
