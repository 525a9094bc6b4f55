import { numberAt, textAt } from '../../base/column-table-builder.ts';
import type { JsonObject } from '../../base/json.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { SeriesDiff } from '../artifact-kind.ts';
import { hoursOf } from '../capture-times.ts';
import { growthOf } from '../growth.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { isDeleted } from './contract.ts';
import { fileSeries, sizeDelta } from './file-series.ts';
import type { FileTable, OpenFiles } from './model.ts';

/** First against last capture by process, descriptor and inode; with more than two, the values between and the growth of the size. OF-14 */
export function diffOpenFiles(lists: NonEmpty<LoadedArtifact<OpenFiles>>): SeriesDiff {
  const tables = lists.map(({ parsed }) => parsed.model.table);
  const last = tables.length - 1;
  const hours = last > 1 ? hoursOf(lists) : null;
  const added: JsonObject[] = [];
  const removed: JsonObject[] = [];
  const changed: JsonObject[] = [];
  for (const { key, rows, change } of fileSeries(lists)) {
    const at = (capture: number): JsonObject | null => factsOf(tables[capture], rows[capture] ?? -1);
    const sizes = rows.map((row, capture) => tables[capture]?.columns.sizeBytes.values[row] ?? Number.NaN);
    const values: JsonObject = last > 1 ? { values: rows.map((_, capture) => at(capture)) } : {};
    if (change === 'added') added.push({ key, after: at(last), ...values });
    else if (change === 'removed') removed.push({ key, before: at(0), ...values });
    else if (change === 'changed') {
      const delta = sizeDelta(tables, rows);
      changed.push({ key, before: at(0), after: at(last), delta: { sizeBytes: Number.isNaN(delta) ? null : delta }, ...values, ...(last > 1 ? { growth: growthOf(hours, sizes, null) } : {}) });
    }
  }
  return { added, removed, changed };
}

function factsOf(table: FileTable | undefined, row: number): JsonObject | null {
  if (table === undefined || row < 0) return null;
  const { columns } = table;
  return {
    fd: textAt(columns.fd, row), type: textAt(columns.type, row), name: textAt(columns.name, row), sizeBytes: numberAt(columns.sizeBytes, row), offsetBytes: numberAt(columns.offsetBytes, row),
    deleted: isDeleted(table, row), state: textAt(columns.state, row), line: table.firstLine[row] ?? 0,
  };
}
