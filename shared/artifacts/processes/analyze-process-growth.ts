import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Evidence, Finding } from '../finding.ts';
import type { LoadedTables } from '../process-table/loaded-times.ts';
import { families, nameOf } from './families.ts';

const GAIN_WORTH_TELLING = 20;
const SHARE_WORTH_TELLING = 0.25;
const EVIDENCE_KEPT = 10;

/** Do the processes become more from capture to capture, and which program is it? PR-05 */
export function analyzeProcessGrowth(tables: LoadedTables): readonly Finding[] {
  const counts = tables.map(({ parsed }) => parsed.model.rowCount);
  const first = counts[0] ?? 0;
  const lastTable = tables.at(-1) ?? tables[0];
  const last = lastTable.parsed.model.rowCount;
  const gained = last - first;
  if (gained < GAIN_WORTH_TELLING || gained < first * SHARE_WORTH_TELLING) return [];
  const before = new Map(families(tables[0].parsed.model).map(({ ppid, program, rows }) => [`${ppid} ${program}`, rows.length]));
  const grown = families(lastTable.parsed.model)
    .map((family) => ({ ...family, gained: family.rows.length - (before.get(`${family.ppid} ${family.program}`) ?? 0) }))
    .toSorted((a, b) => b.gained - a.gained)[0];
  const evidence: readonly Evidence[] = (grown?.rows ?? []).slice(-EVIDENCE_KEPT).map((row) => ({ artifact: lastTable.id, line: lastTable.parsed.model.lines[row] ?? 1 }));
  if (!grown || !isNonEmpty(evidence)) return [];
  return [
    {
      rule: 'process-growth',
      severity: 'warning',
      certainty: 'computed',
      title: message('processes.finding.growth', { first, last, captures: tables.length, gained: grown.gained, program: grown.program, parent: nameOf(lastTable.parsed.model, grown.ppid) }),
      details: [message('processes.finding.fork-storm.next')],
      evidence,
      weight: Math.min(10, gained / 20),
    },
  ];
}
