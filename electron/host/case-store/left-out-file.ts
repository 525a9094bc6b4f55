import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LEFT_OUT_REASONS, type LeftOut } from '../../../shared/evidence/left-out.ts';
import { leftOutPath } from './case-layout.ts';
import { writeAtomically } from './write-atomically.ts';

const row = z.object({ source: z.string(), member: z.string(), reason: z.enum(LEFT_OUT_REASONS), detail: z.string() });
const file = z.object({ formatVersion: z.literal(1), rows: z.array(row) });

/** What imports into the case left out, in the order it was met; none when the file cannot be read. */
export async function readLeftOut(caseFolder: string): Promise<readonly LeftOut[]> {
  try {
    const checked = file.safeParse(JSON.parse(await readFile(leftOutPath(caseFolder), 'utf8')));
    return checked.success ? checked.data.rows : [];
  } catch {
    return [];
  }
}

export async function writeLeftOut(caseFolder: string, rows: readonly LeftOut[]): Promise<void> {
  await writeAtomically(leftOutPath(caseFolder), leftOutText(rows));
}

export function leftOutText(rows: readonly LeftOut[]): string {
  return `${JSON.stringify({ formatVersion: 1, rows }, null, 2)}\n`;
}
