import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Evidence, Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { ProcessTable } from '../process-table/model.ts';
import { families, nameOf, type Family } from './families.ts';

const YOUNG_MS = 60_000;
const MANY_YOUNG = 30;
/** Where nothing tells how old they are, only a crowd is worth a word: servers that fork ahead keep some dozens. */
const CROWD = 200;
const EVIDENCE_KEPT = 20;

/** Does one parent start the same program over and over? PR-05 */
export function analyzeForkStorm({ id, parsed: { model } }: LoadedArtifact<ProcessTable>): readonly Finding[] {
  return families(model).flatMap((family): readonly Finding[] => {
    const young = youngOf(model, family);
    const isStorm = young !== null && young.length >= MANY_YOUNG;
    if (!isStorm && family.rows.length < CROWD) return [];
    const rows = isStorm ? young : family.rows;
    const evidence: readonly Evidence[] = rows.slice(0, EVIDENCE_KEPT).map((row) => ({ artifact: id, line: model.lines[row] ?? 1 }));
    if (!isNonEmpty(evidence)) return [];
    const params = { count: rows.length, program: family.program, parent: nameOf(model, family.ppid) };
    return [
      {
        rule: 'fork-storm',
        severity: isStorm ? 'warning' : 'info',
        certainty: isStorm ? 'computed' : 'candidate',
        title: message(isStorm ? 'processes.finding.fork-storm.young' : 'processes.finding.fork-storm.crowd', params),
        details: [message(isStorm ? 'processes.finding.fork-storm.next' : 'processes.finding.fork-storm.doubt')],
        evidence,
        subject: `${family.ppid} ${family.program}`,
        weight: Math.min(10, rows.length / 30),
      },
    ];
  });
}

/** Those started in the minute before the capture; null where the capture does not tell. */
function youngOf({ clockMs, startedMs }: ProcessTable, { rows }: Family): readonly number[] | null {
  if (clockMs === null) return null;
  return rows.filter((row) => clockMs - (startedMs[row] ?? Number.NaN) <= YOUNG_MS);
}
