import { message } from '../../base/message.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { textAt, type ProcessTable } from '../process-table/model.ts';
import { shownCommand } from '../process-table/shown-command.ts';

const WORTH_TELLING = 25;
const MUCH = 50;

/** Which processes hold a large part of the memory? PR-04 */
export function analyzeMemoryHogs({ id, parsed: { model } }: LoadedArtifact<ProcessTable>): readonly Finding[] {
  const rows = Array.from(model.memPercent.keys()).filter((row) => (model.memPercent[row] ?? 0) >= WORTH_TELLING);
  return rows.map((row): Finding => {
    const percent = model.memPercent[row] ?? 0;
    const pid = model.pids[row] ?? 0;
    const bytes = model.rssBytes[row] ?? Number.NaN;
    const command = shownCommand(textAt(model.commands, row));
    return {
      rule: 'memory-hog',
      severity: percent >= MUCH ? 'warning' : 'info',
      certainty: 'printed',
      title: Number.isNaN(bytes) ? message('processes.finding.memory-hog.share', { command, pid, percent }) : message('processes.finding.memory-hog', { command, pid, percent, bytes }),
      details: [message('processes.finding.memory-hog.doubt')],
      evidence: [{ artifact: id, line: model.lines[row] ?? 1 }],
      subject: String(pid),
      weight: percent / 50,
    };
  });
}
