import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, realpath, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CaseId } from '../../../shared/base/ids.ts';
import type { CaseManifest } from '../../../shared/evidence/case-manifest.ts';
import type { CaseEntry } from '../../../shared/host-api/views.ts';
import { errnoOf, hostError, storageError } from '../host-errors.ts';
import { CASE_ENTRY_NAMES, evidencePath, manifestPath } from './case-layout.ts';
import { readManifest, writeManifest } from './manifest-file.ts';
import { newCaseId } from './new-id.ts';
import { OpenCase } from './open-case.ts';
import { createRecents } from './recents.ts';

/** All cases this instance knows. A case is opened once and stays open, with its lock, until it is forgotten, deleted or the store closes. */
export interface CaseStore {
  readonly casesFolder: string;
  list(): Promise<readonly CaseEntry[]>;
  create(name: string, folder?: string): Promise<OpenCase>;
  open(folder: string): Promise<OpenCase>;
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
  const open = new Map<CaseId, OpenCase>();
  const opening = new Map<string, Promise<OpenCase>>();

  // Two folders may carry the same manifest id (one copied from the other): the later one is told apart by its place.
  const idFor = (folder: string, id: CaseId): CaseId => {
    const other = open.get(id);
    return other === undefined || other.path === folder ? id : (`${id}~${createHash('sha256').update(folder).digest('hex').slice(0, 6)}` as CaseId);
  };

  const openFolder = async (given: string): Promise<OpenCase> => {
    const folder = await realpath(given).catch((error: unknown) => Promise.reject(storageError(error, given)));
    const known = [...open.values()].find((item) => item.path === folder);
    if (known) return known;
    const underWay = opening.get(folder);
    if (underWay) return underWay;
    const work = OpenCase.open(folder, (manifest: CaseManifest) => idFor(folder, manifest.id));
    opening.set(folder, work);
    try {
      const opened = await work;
      open.set(opened.id, opened);
      return opened;
    } finally {
      opening.delete(folder);
    }
  };

  const entryOf = async (folder: string): Promise<CaseEntry | null> => {
    const known = [...open.values()].find((item) => item.path === folder);
    if (known) return known.entry();
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest === null) return null;
    return { id: idFor(folder, manifest.id), name: manifest.name, path: folder, createdAt: manifest.createdAt, captures: manifest.captures.length, bytes: manifest.bytes ?? (await bytesIn(folder)) };
  };

  const find = async (id: CaseId): Promise<OpenCase> => {
    const known = open.get(id);
    if (known) return known;
    for (const folder of await recents.list()) {
      const entry = await entryOf(folder);
      if (entry?.id === id) return openFolder(folder);
    }
    throw hostError('not-found', 'error.case-unknown', { case: id });
  };

  const letGo = async (opened: OpenCase): Promise<void> => {
    open.delete(opened.id);
    await opened.close();
    await recents.forget(opened.path);
  };

  return {
    casesFolder,
    async list() {
      const entries: CaseEntry[] = [];
      for (const folder of await recents.list()) {
        const entry = await entryOf(folder);
        if (entry !== null) entries.push(entry);
      }
      return entries;
    },
    async create(name, given) {
      const id = newCaseId(name);
      const folder = given === undefined ? path.join(casesFolder, id) : path.resolve(given);
      await newCaseFolder(folder, { formatVersion: 1, id, name, createdAt: new Date().toISOString(), writtenBy: version, captures: [] });
      const opened = await openFolder(folder);
      await recents.touch(opened.path);
      return opened;
    },
    async open(folder) {
      const opened = await openFolder(folder);
      await recents.touch(opened.path);
      return opened;
    },
    async openCopy(original) {
      const folder = path.join(casesFolder, path.basename(original));
      if ((await entryOf(folder)) === null) {
        await mkdir(casesFolder, { recursive: true }).catch((error: unknown) => Promise.reject(storageError(error, casesFolder)));
        await cp(original, folder, { recursive: true, errorOnExist: false }).catch((error: unknown) => Promise.reject(storageError(error, original)));
      }
      const opened = await openFolder(folder);
      await recents.touch(opened.path);
      return opened;
    },
    get: find,
    forget: async (id) => letGo(await find(id)),
    async delete(id) {
      const opened = await find(id);
      opened.checkWritable();
      await letGo(opened);
      await deleteCaseFolder(opened.path);
    },
    async close() {
      for (const opened of open.values()) await opened.close();
      open.clear();
    },
  };
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

async function bytesIn(caseFolder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(evidencePath(caseFolder), { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory()) continue;
    for (const name of ['stdout.bin', 'stderr.bin']) bytes += (await stat(path.join(evidencePath(caseFolder), entry.name, name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
