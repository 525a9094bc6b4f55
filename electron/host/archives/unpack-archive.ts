import { open } from 'node:fs/promises';
import path from 'node:path';
import type { LeftOut } from '../../../shared/evidence/left-out.ts';
import type { ArchiveType } from './archive-type.ts';
import { walkArchive } from './walk-archive.ts';

/** An archive whose members lie in files of their own, under names that are not theirs. */
export interface Unpacked {
  /** In the order of their names, as those of a folder; archives keep any order. */
  readonly members: readonly { readonly member: string; readonly file: string }[];
  readonly leftOut: readonly LeftOut[];
}

/** Unpacks into a folder that the caller owns. `name` is what the archive is called in `leftOut`. */
export async function unpackArchive(file: string, name: string, type: ArchiveType, folder: string): Promise<Unpacked> {
  const members: Unpacked['members'][number][] = [];
  const leftOut: LeftOut[] = [];
  let files = 0;
  const nextFile = (): string => path.join(folder, String(++files));
  await walkArchive(file, path.basename(name), type, {
    scratchFile: nextFile,
    leaveOut: (member, reason, detail) => leftOut.push({ source: name, member, reason, detail }),
    begin: async (member) => {
      const target = nextFile();
      const handle = await open(target, 'wx', 0o600);
      return {
        write: async (chunk) => handle.writeFile(chunk),
        finish: async () => {
          await handle.close();
          members.push({ member, file: target });
        },
        discard: async () => {
          await handle.truncate(0);
          await handle.close();
        },
      };
    },
  });
  return { members: members.toSorted((a, b) => (a.member < b.member ? -1 : 1)), leftOut };
}
