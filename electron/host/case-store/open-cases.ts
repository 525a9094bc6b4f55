import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CaseId } from '../../../shared/base/ids.ts';
import type { CaseEntry } from '../../../shared/host-api/views.ts';
import { storageError } from '../host-errors.ts';
import { evidencePath } from './case-layout.ts';
import { readManifest } from './manifest-file.ts';
import { OpenCase } from './open-case.ts';

/** The cases this instance has opened: each folder once, each under an id of its own. */
export class OpenCases {
  readonly #casesFolder: string;
  readonly #open = new Map<CaseId, OpenCase>();
  readonly #opening = new Map<string, Promise<OpenCase>>();

  constructor(casesFolder: string) {
    this.#casesFolder = casesFolder;
  }

  byId(id: CaseId): OpenCase | undefined {
    return this.#open.get(id);
  }

  async open(given: string): Promise<OpenCase> {
    const folder = await realpath(given).catch((error: unknown) => Promise.reject(storageError(error, given)));
    const casesFolder = await this.#realCasesFolder();
    const known = this.#byFolder(folder) ?? this.#opening.get(folder);
    if (known) return known;
    const work = OpenCase.open(folder, ({ id }) => caseIdAt(folder, id, casesFolder));
    this.#opening.set(folder, work);
    try {
      const opened = await work;
      this.#open.set(opened.id, opened);
      return opened;
    } finally {
      this.#opening.delete(folder);
    }
  }

  /** What a list shows of a case folder, opened or not; null when it is no case. */
  async entryOf(folder: string): Promise<CaseEntry | null> {
    const known = this.#byFolder(folder);
    if (known) return known.entry();
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest === null) return null;
    const { name, tags, createdAt, captures } = manifest;
    const id = caseIdAt(folder, manifest.id, await this.#realCasesFolder());
    return { id, name, tags, path: folder, createdAt, captures: captures.length, bytes: manifest.bytes ?? (await bytesIn(folder)) };
  }

  async letGo(opened: OpenCase): Promise<void> {
    this.#open.delete(opened.id);
    await opened.close();
  }

  async close(): Promise<void> {
    for (const opened of Array.from(this.#open.values())) await this.letGo(opened);
  }

  #byFolder(folder: string): OpenCase | undefined {
    return Array.from(this.#open.values()).find((item) => item.path === folder);
  }

  /** Folders are compared by their real paths. */
  async #realCasesFolder(): Promise<string> {
    return realpath(this.#casesFolder).catch(() => this.#casesFolder);
  }
}

/** Folders may carry the same manifest id (one copied from the other): those outside the cases folder are told apart by their place. */
function caseIdAt(folder: string, id: CaseId, casesFolder: string): CaseId {
  if (path.dirname(folder) === casesFolder && path.basename(folder) === id) return id;
  return `${id}~${createHash('sha256').update(folder).digest('hex').slice(0, 8)}` as CaseId;
}

async function bytesIn(caseFolder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(evidencePath(caseFolder), { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory()) continue;
    for (const name of ['stdout.bin', 'stderr.bin']) bytes += (await stat(path.join(evidencePath(caseFolder), entry.name, name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
