import { stat } from 'node:fs/promises';
import { leftOutMessage } from '../../shared/evidence/left-out.ts';
import { hashFile } from './case-store/hash-file.ts';
import type { Expansion, NamedFile } from './expand-paths.ts';

/** Files that came twice under two names count once: the later ones stay in the list, with the name of the first. Captures of a case each stand for their own moment. */
export async function markSameBytes(files: readonly NamedFile[], { say }: Pick<Expansion, 'say'>): Promise<readonly NamedFile[]> {
  const isLooked = ({ problem, provenance }: NamedFile): boolean => problem === null && provenance === null;
  const sizes = await Promise.all(files.map(async (file) => (isLooked(file) ? ((await stat(file.bytesAt).catch(() => null))?.size ?? 0) : 0)));
  const ofSize = new Map<number, number>();
  for (const size of sizes) ofSize.set(size, (ofSize.get(size) ?? 0) + 1);
  const firstWith = new Map<string, string>();
  const marked: NamedFile[] = [];
  for (const [i, file] of files.entries()) {
    const size = sizes[i] ?? 0;
    const sha256 = size > 0 && (ofSize.get(size) ?? 0) > 1 ? ((await hashFile(file.bytesAt).catch(() => null))?.sha256 ?? null) : null;
    const first = sha256 === null ? undefined : firstWith.get(sha256);
    if (sha256 !== null && first === undefined) firstWith.set(sha256, file.path);
    const what = first === undefined ? '' : say(leftOutMessage({ source: file.path, member: '', reason: 'same-bytes', detail: first }));
    marked.push(first === undefined ? file : { ...file, problem: { code: 'same-bytes', what } });
  }
  return marked;
}
