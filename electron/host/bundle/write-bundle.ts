import { createHash, randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ZipFile } from 'yazl';
import type { BundledFile, BundleManifest } from '../../../shared/evidence/bundle.ts';
import { hashFile } from '../case-store/hash-file.ts';
import { syncFolder } from '../case-store/write-atomically.ts';
import { storageError } from '../host-errors.ts';
import { MANIFEST } from './bundle-layout.ts';
import { OPEN_SEAL, sealed } from './bundle-seal.ts';

/** What goes into a bundle: a text made for it, or a file as it lies on disk. */
export interface BundleMember {
  readonly path: string;
  readonly content: { readonly text: string } | { readonly file: string };
}

/** The same for every member, so that the same members give the same bytes. DOS times have no zone: this is the first they can say. */
const FIXED = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true, compressionLevel: 6 } as const;

/** Writes a bundle whole or not at all. Rejects with a host error when the disk, or evidence, fails. */
export async function writeBundle(out: string, members: readonly BundleMember[], about: Pick<BundleManifest, 'writtenBy' | 'redacted'>): Promise<{ readonly sizeBytes: number; readonly sha256: string }> {
  const sorted = members.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const files: BundledFile[] = [];
  for (const member of sorted) files.push({ path: member.path, ...(await hashOf(member)) });
  const manifest: BundleManifest = { format: 'borescope-bundle', formatVersion: 1, ...about, files };
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), MANIFEST, FIXED);
  for (const { path, content } of sorted) {
    if ('text' in content) zip.addBuffer(Buffer.from(content.text), path, FIXED);
    else zip.addFile(content.file, path, FIXED);
  }
  zip.end({ comment: OPEN_SEAL, forceZip64Format: false });
  return writeWhole(out, zip);
}

async function hashOf({ content }: BundleMember): Promise<Omit<BundledFile, 'path'>> {
  if ('text' in content) return { bytes: Buffer.byteLength(content.text), sha256: createHash('sha256').update(content.text).digest('hex') };
  const found = await hashFile(content.file).catch((error: unknown) => Promise.reject(storageError(error, content.file)));
  if (found === null) throw storageError(Object.assign(new Error('no regular file'), { code: 'ENOENT' }), content.file);
  return found;
}

async function writeWhole(out: string, zip: ZipFile): Promise<{ readonly sizeBytes: number; readonly sha256: string }> {
  const draft = path.join(path.dirname(out), `.${path.basename(out)}.${randomBytes(6).toString('hex')}.part`);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  // A member that cannot be read any more ends the output, whose reader then learns why.
  zip.on('error', (error: Error) => (zip.outputStream as NodeJS.ReadableStream & { destroy(error: Error): void }).destroy(error));
  try {
    const handle = await open(draft, 'wx');
    try {
      for await (const chunk of sealed(zip.outputStream as AsyncIterable<Buffer>)) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, out);
    await syncFolder(path.dirname(out));
  } catch (error) {
    await rm(draft, { force: true });
    throw storageError(error, out);
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}
