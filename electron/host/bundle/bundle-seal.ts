import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** Stands in the comment at the very end of the zip file, followed by the hash of every byte before the hash. */
const SEAL = 'borescope bundle sha256:';
const DIGEST_BYTES = 64;
/** Name of the first member; a local header is 30 bytes long. */
const FIRST_MEMBER = 'bundle.json';
const LOCAL_HEADER = 30;

/** The zip comment to write; `sealed` puts the hash in the place of the zeros. */
export const OPEN_SEAL = SEAL + '0'.repeat(DIGEST_BYTES);

/** The bytes of a zip file that ends with OPEN_SEAL, with the seal closed. */
export async function* sealed(zip: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  for await (const chunk of zip) {
    const all = Buffer.concat([held, chunk]);
    const out = all.subarray(0, Math.max(0, all.length - DIGEST_BYTES));
    held = all.subarray(out.length);
    hash.update(out);
    yield out;
  }
  yield Buffer.from(hash.digest('hex'), 'latin1');
}

/** Whether every byte of the file is as it was when it was sealed. */
export async function isSealIntact(file: string): Promise<boolean> {
  const { size } = await stat(file);
  if (size < OPEN_SEAL.length) return false;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { end: size - DIGEST_BYTES - 1 }) as AsyncIterable<Buffer>) hash.update(chunk);
  return (await readAt(file, size - OPEN_SEAL.length, OPEN_SEAL.length)) === SEAL + hash.digest('hex');
}

/** Known by its seal or by its first member, so that neither a damaged end nor a damaged beginning makes it something else. */
export async function isBundle(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile() || found.size < OPEN_SEAL.length) return false;
  if ((await readAt(file, LOCAL_HEADER, FIRST_MEMBER.length)) === FIRST_MEMBER) return true;
  return (await readAt(file, found.size - OPEN_SEAL.length, SEAL.length)) === SEAL;
}

async function readAt(file: string, position: number, length: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead).toString('latin1');
  } finally {
    await handle.close();
  }
}
