import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry, type LocalFileHeader, type ZipFile } from 'yauzl';
import { textOf } from '../host-errors.ts';
import { isBomb } from './archive-budget.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { decodeMemberName } from './member-name.ts';
import { Refusal } from './refusal.ts';

const STORED = 0;
const DEFLATED = 8;
const AES = 99;
const IS_UTF8 = 0x800;
const SIZES_FOLLOW = 0x8;
const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;
const UNICODE_PATH = 0x7075;

/** The entries of a zip file, by its central directory. Throws `damaged`. */
export async function* zipEntries(file: string): AsyncGenerator<ArchiveEntry> {
  // Names and sizes are checked here: where the library finds a bad one, it stops before the good ones that follow.
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false }).catch((error: unknown) => Promise.reject(new Refusal('damaged', textOf(error))));
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      yield { name, refusal: refusalOf(entry), bytes: () => bytesOf(zip, entry) };
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('damaged', textOf(error));
  } finally {
    zip.close();
  }
}

function nameOf(entry: Entry): string {
  const isSaid = (entry.generalPurposeBitFlag & IS_UTF8) !== 0 || entry.extraFields.some(({ id }) => id === UNICODE_PATH);
  return isSaid ? getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true) : decodeMemberName(entry.fileNameRaw);
}

function refusalOf(entry: Entry): Refusal | null {
  if (entry.isEncrypted() || entry.compressionMethod === AES) return new Refusal('encrypted');
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK) return new Refusal('link', 'symlink');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) return new Refusal('unknown-method', String(entry.compressionMethod));
  return null;
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const checked = { bytes: 0, crc: 0 };
  try {
    checkHeaders(entry, await zip.readLocalFileHeaderPromise(entry));
    const stream = await zip.openReadStreamPromise(entry);
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        checked.bytes += chunk.length;
        if (checked.bytes > entry.uncompressedSize) throw new Refusal('size-lies', `> ${entry.uncompressedSize}`);
        if (isBomb(checked.bytes, entry.compressedSize)) throw new Refusal('ratio');
        checked.crc = crc32(chunk, checked.crc);
        yield chunk;
      }
    } finally {
      stream.destroy();
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('damaged', textOf(error));
  }
  if (checked.bytes !== entry.uncompressedSize) throw new Refusal('size-lies', `${checked.bytes} ≠ ${entry.uncompressedSize}`);
  if (checked.crc !== entry.crc32) throw new Refusal('checksum');
}

/** Another program may believe the header before the bytes instead of the central directory: they must agree. */
function checkHeaders(entry: Entry, local: LocalFileHeader): void {
  if (!local.fileName.equals(entry.fileNameRaw)) throw new Refusal('header-lies', decodeMemberName(local.fileName).slice(0, 200));
  if (local.compressionMethod !== entry.compressionMethod) throw new Refusal('header-lies', `${local.compressionMethod} ≠ ${entry.compressionMethod}`);
  const isKnown = (local.generalPurposeBitFlag & SIZES_FOLLOW) === 0 && local.uncompressedSize !== 0xffffffff;
  if (isKnown && local.uncompressedSize !== entry.uncompressedSize) throw new Refusal('header-lies', `${local.uncompressedSize} ≠ ${entry.uncompressedSize}`);
}
