import { numberAt, textAt } from '../../base/column-table-builder.ts';
import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { RequestListing } from './model.ts';

const NAMED = 5;
const MOST_LINES = 50;

interface Stuck {
  readonly thread: string;
  readonly url: string | null;
  readonly durationMs: number;
  readonly line: number;
}

/** Which threads did the server call stuck, and not yet free again? RQ-21 */
export function analyzeStuckThreads({ id, parsed: { model } }: LoadedArtifact<RequestListing>): readonly Finding[] {
  if (model.source !== 'stuck-thread-log') return [];
  const stuck = [...stillStuck(model).values()].toSorted((a, b) => b.durationMs - a.durationMs);
  const evidence = stuck.slice(0, MOST_LINES).map(({ line }) => ({ artifact: id, line }));
  if (!isNonEmpty(evidence)) return [];
  const [longest] = stuck;
  return [
    {
      rule: 'stuck-threads-logged',
      severity: 'warning',
      certainty: 'printed',
      title: message('requests.finding.stuck', { count: stuck.length, longest: longest?.durationMs ?? 0, names: stuck.slice(0, NAMED).map(({ thread, url }) => (url === null ? thread : `${thread} (${url})`)).join(', ') }),
      details: [],
      evidence,
      subject: '',
      weight: stuck.length,
    },
  ];
}

/** The latest report of each thread that no completion follows. */
function stillStuck({ table }: RequestListing): ReadonlyMap<string, Stuck> {
  const stuck = new Map<string, Stuck>();
  for (let row = 0; row < table.rowCount; row++) {
    const javaId = numberAt(table.columns.javaId, row);
    const thread = textAt(table.columns.thread, row) ?? (javaId === null ? null : `#${javaId}`);
    if (thread === null) continue;
    stuck.delete(thread);
    if (textAt(table.columns.progress, row) === 'done') continue;
    stuck.set(thread, { thread, url: textAt(table.columns.url, row), durationMs: numberAt(table.columns.durationMs, row) ?? 0, line: table.firstLine[row] ?? 0 });
  }
  return stuck;
}
