import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../../shared/base/message.ts';
import { hostError, storageError } from '../host-errors.ts';

export const FOLDER_FILE_LIMIT = 20_000;

export interface ListedFile {
  readonly path: string;
  /** Relative to what was asked for, with `/` between the parts; the file's own name when a file was asked for. */
  readonly name: string;
}

/** A file itself, or every regular file below a folder in name order. Symbolic links inside the folder are not followed. */
export async function listFiles(given: string): Promise<readonly ListedFile[]> {
  // The path a person names may itself be a link; what lies below may not lead elsewhere.
  const found = await stat(given).catch((error: unknown) => Promise.reject(storageError(error, given)));
  if (!found.isDirectory()) return [{ path: given, name: path.basename(given) }];
  const files: ListedFile[] = [];
  const waiting: string[] = [''];
  for (let relative = waiting.pop(); relative !== undefined; relative = waiting.pop()) {
    const folder = path.join(given, relative);
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => Promise.reject(storageError(error, folder)));
    for (const entry of entries) {
      const inner = path.join(relative, entry.name);
      if (entry.isDirectory()) waiting.push(inner);
      else if (entry.isFile()) files.push({ path: path.join(given, inner), name: inner.split(path.sep).join('/') });
      if (files.length > FOLDER_FILE_LIMIT) throw hostError('bad-input', 'error.too-many-files', { path: given, limit: FOLDER_FILE_LIMIT }, { next: message('next.smaller-folder') });
    }
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** True for a regular file, the only thing read as evidence (pipes and devices would never end). */
export async function isRegularFile(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => null))?.isFile() ?? false;
}
