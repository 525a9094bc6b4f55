import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Evidence, Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { textAt, type ProcessTable } from '../process-table/model.ts';
import { isKernelThread, programName, rowsInState } from './process-states.ts';

const MANY_ZOMBIES = 10;
const MANY_IN_DISK = 3;
const EVIDENCE_KEPT = 20;

/** Which processes are zombies, and which wait in uninterruptible sleep? PR-02 */
export function analyzeStates(artifact: LoadedArtifact<ProcessTable>): readonly Finding[] {
  return [...zombies(artifact), ...uninterruptible(artifact)];
}

function zombies({ id, parsed: { model } }: LoadedArtifact<ProcessTable>): readonly Finding[] {
  const byParent = new Map<number, number[]>();
  for (const row of rowsInState(model, 'Z')) {
    const ppid = model.ppids[row] ?? Number.NaN;
    byParent.set(ppid, [...(byParent.get(ppid) ?? []), row]);
  }
  const rowOf = new Map(Array.from(model.pids, (pid, row) => [pid, row] as const));
  return Array.from(byParent, ([ppid, rows]): Finding | null => {
    const parentRow = rowOf.get(ppid);
    const evidence: readonly Evidence[] = [...rows, ...(parentRow === undefined ? [] : [parentRow])].slice(0, EVIDENCE_KEPT).map((row) => ({ artifact: id, line: model.lines[row] ?? 1 }));
    if (!isNonEmpty(evidence)) return null;
    const names = [...new Set(rows.map((row) => programName(textAt(model.commands, row))))].slice(0, 3).join(', ');
    const parent = parentRow === undefined ? null : programName(textAt(model.commands, parentRow));
    return {
      rule: 'zombie-processes',
      severity: rows.length >= MANY_ZOMBIES ? 'warning' : 'info',
      certainty: 'printed',
      title: Number.isNaN(ppid)
        ? message('processes.finding.zombies.unknown-parent', { count: rows.length, names })
        : message('processes.finding.zombies', { count: rows.length, names, parent: parent ?? '?', ppid }),
      details: [message('processes.finding.zombies.doubt')],
      evidence,
      subject: String(ppid),
      weight: Math.min(5, rows.length / 10),
    };
  }).filter((finding) => finding !== null);
}

function uninterruptible({ id, parsed: { model } }: LoadedArtifact<ProcessTable>): readonly Finding[] {
  // Kernel threads sleep so as a matter of course.
  const rows = rowsInState(model, 'D').filter((row) => !isKernelThread(model, row));
  const evidence: readonly Evidence[] = rows.slice(0, EVIDENCE_KEPT).map((row) => ({ artifact: id, line: model.lines[row] ?? 1 }));
  if (!isNonEmpty(evidence)) return [];
  const names = rows.slice(0, 3).map((row) => `${programName(textAt(model.commands, row))} (${model.pids[row] ?? ''})`).join(', ');
  return [
    {
      rule: 'uninterruptible-processes',
      severity: rows.length >= MANY_IN_DISK ? 'warning' : 'info',
      certainty: 'printed',
      title: message('processes.finding.uninterruptible', { count: rows.length, names }),
      details: [message('processes.finding.uninterruptible.doubt')],
      evidence,
      subject: '',
      weight: Math.min(5, rows.length),
    },
  ];
}
