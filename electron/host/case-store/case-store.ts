import { cp, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CaseId } from '../../../shared/base/ids.ts';
import { MANIFEST_VERSION, type CaseManifest } from '../../../shared/evidence/case-manifest.ts';
import type { CaseEntry } from '../../../shared/host-api/views.ts';
import { errnoOf, hostError, storageError } from '../host-errors.ts';
import { isBundle } from '../bundle/bundle-seal.ts';
import { extractBundle } from '../bundle/extract-bundle.ts';
import { CASE_ENTRY_NAMES, evidencePath, manifestPath } from './case-layout.ts';
import { hashFile } from './hash-file.ts';
import { writeManifest } from './manifest-file.ts';
import { newCaseId } from './new-id.ts';
import type { OpenCase } from './open-case.ts';
import { OpenCases } from './open-cases.ts';
import { createRecents } from './recents.ts';
import { syncFolder } from './write-atomically.ts';

/** All cases this instance knows. A case is opened once and stays open, with its lock, until it is forgotten, deleted or the store closes. */
export interface CaseStore {
  readonly casesFolder: string;
  list(): Promise<readonly CaseEntry[]>;
  create(name: string, folder?: string): Promise<OpenCase>;
  /** A case folder, or a bundle. */
  open(path: string): Promise<OpenCase>;
  /** Opens a bundle as a case of its own; the same bundle once. */
  openBundle(file: string): Promise<OpenCase>;
  /** Opens a copy of a case that comes with Borescope; the copy is made once. */
  openCopy(original: string): Promise<OpenCase>;
  get(id: CaseId): Promise<OpenCase>;
  forget(id: CaseId): Promise<void>;
  delete(id: CaseId): Promise<void>;
  close(): Promise<void>;
}

export interface CaseStoreOptions {
  readonly dataFolder: string;
  readonly version: string;
}

export function createCaseStore({ dataFolder, version }: CaseStoreOptions): CaseStore {
  const casesFolder = path.join(dataFolder, 'cases');
  const recents = createRecents(dataFolder);
  const open = new OpenCases(casesFolder);

  const openRecent = async (folder: string): Promise<OpenCase> => {
    const opened = await open.open(folder);
    await recents.touch(opened.path);
    return opened;
  };

  const openBundle = async (file: string): Promise<OpenCase> => {
    const found = await hashFile(file);
    if (found === null) throw hostError('bad-input', 'error.not-a-file', { path: file });
    const folder = path.join(casesFolder, `bundle-${found.sha256.slice(0, 12)}`);
    if ((await open.entryOf(folder)) === null) await unpackBundle(file, folder);
    return openRecent(folder);
  };

  const find = async (id: CaseId): Promise<OpenCase> => {
    const known = open.byId(id);
    if (known) return known;
    for (const folder of await recents.list()) if ((await open.entryOf(folder))?.id === id) return open.open(folder);
    throw hostError('not-found', 'error.case-unknown', { case: id });
  };

  const letGo = async (opened: OpenCase): Promise<void> => {
    await open.letGo(opened);
    await recents.forget(opened.path);
  };

  return {
    casesFolder,
    async list() {
      const entries = await Promise.all((await recents.list()).map((folder) => open.entryOf(folder)));
      return entries.filter((entry) => entry !== null);
    },
    async create(name, given) {
      const id = newCaseId(name);
      const folder = given === undefined ? path.join(casesFolder, id) : path.resolve(given);
      await newCaseFolder(folder, { formatVersion: MANIFEST_VERSION, id, name, tags: [], createdAt: new Date().toISOString(), writtenBy: version, captures: [] });
      return openRecent(folder);
    },
    open: async (given) => ((await isBundle(given)) ? openBundle(given) : openRecent(given)),
    openBundle,
    async openCopy(original) {
      const folder = path.join(casesFolder, path.basename(original));
      if ((await open.entryOf(folder)) === null) await copyCaseFolder(original, folder);
      return openRecent(folder);
    },
    get: find,
    forget: async (id) => letGo(await find(id)),
    async delete(id) {
      const opened = await find(id);
      opened.checkOwned();
      await letGo(opened);
      await deleteCaseFolder(opened.path);
    },
    close: () => open.close(),
  };
}

/** By way of a folder beside it, so that an interrupted copy is not taken for the case. */
async function copyCaseFolder(original: string, folder: string): Promise<void> {
  const unfinished = `${folder}.copying`;
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await rm(unfinished, { recursive: true, force: true });
    await cp(original, unfinished, { recursive: true });
    await rename(unfinished, folder);
  } catch (error) {
    throw storageError(error, original);
  }
}

async function unpackBundle(file: string, folder: string): Promise<void> {
  const unfinished = `${folder}.copying`;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await extractBundle(file, unfinished, path.basename(folder));
    await rename(unfinished, folder);
    await syncFolder(path.dirname(folder));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw storageError(error, file);
  }
}

async function newCaseFolder(folder: string, manifest: CaseManifest): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) throw hostError('bad-input', 'error.folder-not-empty', { path: folder });
    await mkdir(evidencePath(folder));
    await writeManifest(folder, manifest);
  } catch (error) {
    throw storageError(error, folder);
  }
}

/** Removes what Borescope made; a file that someone else put there stays, and so does its folder. */
async function deleteCaseFolder(folder: string): Promise<void> {
  try {
    await stat(manifestPath(folder));
    for (const name of CASE_ENTRY_NAMES) await rm(path.join(folder, name), { recursive: true, force: true });
    await rmdir(folder).catch((error: unknown) => (errnoOf(error) === 'ENOTEMPTY' ? undefined : Promise.reject(error)));
  } catch (error) {
    throw storageError(error, folder);
  }
}
