import { open } from 'node:fs/promises';

export type ArchiveType = 'zip' | 'gzip' | 'xz' | 'tar';

/** As much as tells every type. */
export const HEAD_BYTES = 512;

/** Zip files that are programs and documents: nobody packs captures into them. */
const NO_CAPTURES = /\.(?:jar|war|ear|aar|apk|whl|nupkg|vsix|docx|xlsx|pptx|odt|ods|odp|epub)$/i;

const XZ = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];

/** By the first bytes; of the name only that the file is no program or document. */
export function archiveTypeOf(head: Uint8Array, name: string): ArchiveType | null {
  if (head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))) return NO_CAPTURES.test(name) ? null : 'zip';
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  if (XZ.every((byte, i) => head[i] === byte)) return 'xz';
  return isTarHeader(head) ? 'tar' : null;
}

/** The checksum of the header counts its own field as spaces; tars before POSIX have nothing else that marks them. */
function isTarHeader(head: Uint8Array): boolean {
  if (head.length < 512 || head[0] === 0) return false;
  const stated = Number.parseInt(new TextDecoder('latin1').decode(head.subarray(148, 156)).replaceAll('\0', ' ').trim(), 8);
  let sum = 8 * 32;
  for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += head[i] ?? 0;
  return sum === stated;
}

export async function archiveTypeAt(file: string, name: string = file): Promise<ArchiveType | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return archiveTypeOf(buffer.subarray(0, bytesRead), name);
  } finally {
    await handle.close();
  }
}
