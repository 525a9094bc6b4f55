import { readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import type { ArtifactId } from '../../../shared/base/ids.ts';
import { isSameRow, type RowMark } from '../../../shared/evidence/row-mark.ts';
import { errnoOf } from '../host-errors.ts';
import { rowMarksPath } from './case-layout.ts';
import { writeAtomically } from './write-atomically.ts';

const artifactId = z.string().min(1).transform((text) => text as ArtifactId);
const mark = z.object({ artifacts: z.array(artifactId).min(1), view: z.string(), row: z.number().int().min(0), line: z.number().int().nullable(), label: z.string(), bookmarked: z.boolean(), note: z.string() });
const file = z.object({ formatVersion: z.literal(1), marks: z.array(mark) });

/** null when there is a file that cannot be read as marks. */
async function read(caseFolder: string): Promise<readonly RowMark[] | null> {
  try {
    const checked = file.safeParse(JSON.parse(await readFile(rowMarksPath(caseFolder), 'utf8')));
    return checked.success ? checked.data.marks : null;
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? [] : null;
  }
}

/** The marks of a case; none when their file is damaged, as they are not evidence. */
export async function readRowMarks(caseFolder: string): Promise<readonly RowMark[]> {
  return (await read(caseFolder)) ?? [];
}

/** Puts each mark in the place of its row's earlier one; a mark that says nothing is taken away. A damaged file is set aside, not lost. */
export async function writeRowMarks(caseFolder: string, changes: readonly RowMark[]): Promise<void> {
  const found = await read(caseFolder);
  const path = rowMarksPath(caseFolder);
  if (found === null) await rename(path, `${path}.damaged`);
  const others = (found ?? []).filter((known) => !changes.some((changed) => isSameRow(known, changed)));
  const marks = [...others, ...changes.filter(({ bookmarked, note }) => bookmarked || note !== '')];
  await writeAtomically(path, rowMarksText(marks));
}

export function rowMarksText(marks: readonly RowMark[]): string {
  return `${JSON.stringify({ formatVersion: 1, marks }, null, 2)}\n`;
}
