import { textAt } from '../../base/column-table-builder.ts';
import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { RequestListing } from './model.ts';
import { requestGroups, type RequestGroup } from './request-groups.ts';

/** Shorter ones may be at work. */
const LONG_MS = 5_000;
const MOST_LINES = 50;

/** Which requests have been in flight for long? RQ-20 */
export function analyzeLongRequests({ id, parsed: { model } }: LoadedArtifact<RequestListing>): readonly Finding[] {
  // A stuck thread log speaks for itself, and an application log tells no end.
  if (model.source !== 'tomcat-request-processor' && model.source !== 'tomcat-status') return [];
  const { table } = model;
  const groups = requestGroups(table, (row) => textAt(table.columns.progress, row) === 'in-flight');
  return groups.flatMap((group) => {
    const long = group.rows.filter((row) => (table.columns.durationMs.values[row] ?? 0) >= LONG_MS);
    return finding(group, long.map((row) => ({ artifact: id, line: table.firstLine[row] ?? 0 })));
  });
}

function finding({ path, rows, durations }: RequestGroup, evidence: readonly { readonly artifact: Finding['evidence'][0]['artifact']; readonly line: number }[]): readonly Finding[] {
  const shown = evidence.slice(0, MOST_LINES);
  if (!isNonEmpty(shown)) return [];
  return [
    {
      rule: 'long-requests',
      severity: 'warning',
      certainty: 'printed',
      title: message('requests.finding.long', { count: evidence.length, of: rows.length, path, longest: durations.at(-1) ?? 0 }),
      details: [message('requests.finding.long.doubt')],
      evidence: shown,
      subject: path,
      // The symptom: what holds them up weighs more.
      weight: Math.sqrt(evidence.length),
    },
  ];
}
