import type { ArtifactId } from '../../base/ids.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';
import type { Evidence } from '../finding.ts';
import type { FileTable } from './model.ts';

/** More lines prove no more. */
const MOST_LINES = 50;

/** The lines of these rows; null without rows. */
export function evidenceOfRows(artifact: ArtifactId, table: FileTable, rows: readonly number[]): NonEmpty<Evidence> | null {
  const evidence = rows.slice(0, MOST_LINES).map((row) => ({ artifact, line: table.firstLine[row] ?? 0 }));
  return isNonEmpty(evidence) ? evidence : null;
}
