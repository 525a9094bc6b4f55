import type { Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import { textAt } from '../../base/column-table-builder.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { evidenceOfRows } from './evidence-of-rows.ts';
import { deletedByProcess, heldBytes, openedOften } from './file-groups.ts';
import type { OpenFiles } from './model.ts';

const DELETED_WARNED_FROM = 5;
const BYTES_WARNED_FROM = 104_857_600;
const OFTEN_FROM = 5;
const OFTEN_WARNED_FROM = 10;
const NAMES_TOLD = 3;

/** Which deleted files still take room on the disk, because a process holds them open? OF-10 */
export function analyzeDeletedFiles({ id, parsed: { model } }: LoadedArtifact<OpenFiles>): readonly Finding[] {
  const { table } = model;
  return deletedByProcess(model).flatMap(({ key, rows }) => {
    const evidence = evidenceOfRows(id, table, rows);
    if (evidence === null) return [];
    const { bytes, unknown } = heldBytes(table, rows);
    const largest = rows.toSorted((a, b) => (table.columns.sizeBytes.values[b] || 0) - (table.columns.sizeBytes.values[a] || 0)).slice(0, NAMES_TOLD);
    return [
      {
        rule: 'deleted-files-held',
        severity: rows.length >= DELETED_WARNED_FROM || bytes >= BYTES_WARNED_FROM ? 'warning' : 'info',
        certainty: 'computed',
        title: message(unknown === 0 ? 'open-files.finding.deleted' : 'open-files.finding.deleted.sizes-unknown', { process: key, count: rows.length, bytes }),
        details: [
          ...largest.map((row) => message(Number.isNaN(table.columns.sizeBytes.values[row] ?? Number.NaN) ? 'open-files.finding.deleted.name' : 'open-files.finding.deleted.file', { name: withoutMark(textAt(table.columns.name, row) ?? ''), bytes: table.columns.sizeBytes.values[row] ?? 0 })),
          message('open-files.finding.deleted.meaning'),
        ],
        evidence,
        subject: `deleted ${key}`,
        weight: Math.min(40, rows.length / 2 + bytes / BYTES_WARNED_FROM),
      } satisfies Finding,
    ];
  });
}

function withoutMark(name: string): string {
  return name.replace(/ \(deleted\)$/, '');
}

/** Which file has one process open many times? OF-12 */
export function analyzeRepeatedFiles({ id, parsed: { model } }: LoadedArtifact<OpenFiles>): readonly Finding[] {
  return openedOften(model).flatMap(({ name, process, rows }) => {
    const evidence = rows.length < OFTEN_FROM ? null : evidenceOfRows(id, model.table, rows);
    if (evidence === null) return [];
    return [
      {
        rule: 'file-opened-often',
        severity: rows.length >= OFTEN_WARNED_FROM ? 'warning' : 'info',
        certainty: 'computed',
        title: message('open-files.finding.often', { process, name: withoutMark(name), count: rows.length }),
        details: [message('open-files.finding.often.meaning')],
        evidence,
        subject: `often ${process} ${name}`,
        weight: Math.min(30, rows.length / 2),
      } satisfies Finding,
    ];
  });
}
