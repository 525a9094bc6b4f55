import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { StoredStream } from '../../../shared/evidence/raw-capture.ts';

const CHUNK = 1024 * 1024;

/** Size and SHA-256 of a regular file, read in chunks; null when there is no regular file there (a symlink is none). */
export async function hashFile(file: string): Promise<StoredStream | null> {
  const found: Stats | null = await lstat(file).catch(() => null);
  if (found === null || !found.isFile()) return null;
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, found.size)));
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
