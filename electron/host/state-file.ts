import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { errnoOf } from './host-errors.ts';
import { writeAtomically } from './case-store/write-atomically.ts';

/** A small JSON file of settings. A damaged one is kept beside as `.damaged` and defaults are used. */
export interface StateFile<Content> {
  read(): Promise<Content | null>;
  write(content: Content): Promise<void>;
}

export function createStateFile<Schema extends z.ZodType>(file: string, schema: Schema): StateFile<z.output<Schema>> {
  return {
    async read() {
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return null;
        throw error;
      }
      try {
        return schema.parse(JSON.parse(text));
      } catch {
        await rename(file, `${file}.damaged`);
        return null;
      }
    },
    async write(content) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeAtomically(file, `${JSON.stringify(content, null, 2)}\n`, 0o600);
    },
  };
}
