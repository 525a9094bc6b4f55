import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { createStateFile } from '../state-file.ts';

const content = z.object({ version: z.literal(1), paths: z.array(z.string()) });

/** The case folders a person has used, latest first. */
export interface Recents {
  list(): Promise<readonly string[]>;
  touch(caseFolder: string): Promise<void>;
  forget(caseFolder: string): Promise<void>;
}

export function createRecents(dataFolder: string): Recents {
  const casesFolder = path.join(dataFolder, 'cases');
  const file = createStateFile(path.join(dataFolder, 'recents.json'), content);
  let turn: Promise<unknown> = Promise.resolve();

  // Without a list (first start, or a damaged file) the cases folder itself is the best memory there is.
  const read = async (): Promise<readonly string[]> => {
    const stored = await file.read();
    if (stored !== null) return stored.paths;
    const names = await readdir(casesFolder, { withFileTypes: true }).catch(() => []);
    return names.filter((entry) => entry.isDirectory()).map((entry) => path.join(casesFolder, entry.name));
  };

  const change = (edit: (paths: readonly string[]) => readonly string[]): Promise<void> => {
    const next = turn.then(async () => file.write({ version: 1, paths: [...edit(await read())] }));
    turn = next.catch(() => undefined);
    return next;
  };

  return {
    list: read,
    touch: (folder) => change((paths) => [folder, ...paths.filter((other) => other !== folder)]),
    forget: (folder) => change((paths) => paths.filter((other) => other !== folder)),
  };
}
