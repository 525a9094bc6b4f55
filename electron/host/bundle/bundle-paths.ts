import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CaseId } from '../../../shared/base/ids.ts';
import { MANIFEST_VERSION } from '../../../shared/evidence/case-manifest.ts';
import { evidencePath, manifestPath } from '../case-store/case-layout.ts';
import { importPath } from '../case-store/import-path.ts';
import { isRegularFile } from '../case-store/list-files.ts';
import { writeManifest } from '../case-store/manifest-file.ts';
import { newCaseId } from '../case-store/new-id.ts';
import { OpenCase } from '../case-store/open-case.ts';
import { hostError } from '../host-errors.ts';
import { isBundle } from './bundle-seal.ts';
import { extractBundle } from './extract-bundle.ts';

/** Lends a case folder that stands for the paths: the case itself, or a private one that holds the files and is gone afterwards. */
export async function withCaseOf<Result>(paths: readonly string[], version: string, use: (caseFolder: string) => Promise<Result>): Promise<Result> {
  const cases = await Promise.all(paths.map((one) => isRegularFile(manifestPath(one))));
  const [first] = paths;
  if (first !== undefined && paths.length === 1 && cases[0] === true) return use(first);
  if (cases.includes(true)) throw hostError('bad-input', 'error.bundle-one-case');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'borescope-bundle-'));
  try {
    const name = path.basename(first ?? '');
    if (first !== undefined && paths.length === 1 && (await isBundle(first))) {
      if ((await extractBundle(first, folder, name)).length > 0) throw hostError('refused', 'error.bundle-changed', { path: first });
      return await use(folder);
    }
    await mkdir(evidencePath(folder));
    await writeManifest(folder, { formatVersion: MANIFEST_VERSION, id: newCaseId(name), name, tags: [], createdAt: new Date().toISOString(), writtenBy: version, captures: [] });
    const target = await OpenCase.open(folder, ({ id }): CaseId => id);
    try {
      for (const one of paths) await importPath(target, one);
    } finally {
      await target.close();
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
