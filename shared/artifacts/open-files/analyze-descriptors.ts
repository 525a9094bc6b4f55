import type { Evidence, Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { evidenceOfRows } from './evidence-of-rows.ts';
import { descriptorsByProcess, sortOf, unnamedSockets } from './file-groups.ts';
import { groupRows, limitOf, type OpenFiles } from './model.ts';

const WARNED_FROM = 0.8;
const CRITICAL_FROM = 0.95;
const SORTS_TOLD = 4;
const UNNAMED_FROM = 5;

/** How many descriptors has each process open, of how many it may? OF-09 */
export function analyzeDescriptors({ id, parsed: { model } }: LoadedArtifact<OpenFiles>): readonly Finding[] {
  const { table } = model;
  return descriptorsByProcess(model).flatMap(({ key, rows }) => {
    const limit = limitOf(model, table.columns.pid.values[rows[0] ?? -1] ?? Number.NaN);
    const soft = limit?.soft ?? null;
    const share = soft === null ? 0 : rows.length / soft;
    const evidence = soft === null ? null : evidenceOf(id, model, rows, limit?.line ?? null);
    if (evidence === null || soft === null) return [];
    return [
      {
        rule: 'fd-usage',
        severity: share >= CRITICAL_FROM ? 'critical' : share >= WARNED_FROM ? 'warning' : 'info',
        certainty: 'computed',
        title: message('open-files.finding.usage', { process: key, count: rows.length, limit: soft, share: share * 100 }),
        details: [
          ...groupRows(rows, (row) => sortOf(table, row)).slice(0, SORTS_TOLD).map(({ key, rows }) => message('open-files.finding.usage.sort', { sort: key, count: rows.length })),
          ...(share >= WARNED_FROM ? [message('open-files.finding.usage.meaning')] : []),
        ],
        evidence,
        subject: `fd-usage ${key}`,
        weight: share >= WARNED_FROM ? 40 : 1,
      } satisfies Finding,
    ];
  });
}

function evidenceOf(artifact: LoadedArtifact<OpenFiles>['id'], { table }: OpenFiles, rows: readonly number[], limitLine: number | null): NonEmpty<Evidence> | null {
  const lines = evidenceOfRows(artifact, table, rows);
  if (lines === null || limitLine === null) return lines;
  return [{ artifact, line: limitLine }, ...lines];
}

/** Which process holds sockets that are connected to nothing? OF-11 */
export function analyzeUnnamedSockets({ id, parsed: { model } }: LoadedArtifact<OpenFiles>): readonly Finding[] {
  return unnamedSockets(model).flatMap(({ key, rows }) => {
    const evidence = rows.length < UNNAMED_FROM ? null : evidenceOfRows(id, model.table, rows);
    if (evidence === null) return [];
    return [
      {
        rule: 'unnamed-sockets',
        severity: 'warning',
        certainty: 'inferred',
        title: message('open-files.finding.unnamed-sockets', { process: key, count: rows.length }),
        details: [message('open-files.finding.unnamed-sockets.meaning')],
        evidence,
        subject: `unnamed-sockets ${key}`,
        weight: Math.min(40, rows.length / 2),
      } satisfies Finding,
    ];
  });
}
