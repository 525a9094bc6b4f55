import { message } from '../../base/message.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { textAt, type ProcessTable } from '../process-table/model.ts';
import { isSaturated } from '../process-table/saturation.ts';
import { shownCommand } from '../process-table/shown-command.ts';

/** Half a CPU is worth a word, and a warning where none is left or it is most of one. */
export const HOG_PERCENT = 50;
export const MUCH_PERCENT = 80;
export const HOGS_TOLD = 3;

/** Which processes use most of a CPU by the percentages that the tool printed? PR-03 */
export function analyzeCpuHogs({ id, parsed: { model } }: LoadedArtifact<ProcessTable>): readonly Finding[] {
  const isMeasured = model.cpuBasis === 'interval';
  const doubt = model.cpuBasis === 'lifetime' ? 'processes.finding.lifetime' : 'processes.finding.first-iteration';
  return Array.from(model.cpuPercent.keys())
    .filter((row) => (model.cpuPercent[row] ?? 0) >= HOG_PERCENT)
    .toSorted((a, b) => (model.cpuPercent[b] ?? 0) - (model.cpuPercent[a] ?? 0))
    .slice(0, HOGS_TOLD)
    .map((row): Finding => {
      const percent = model.cpuPercent[row] ?? 0;
      const pid = model.pids[row] ?? 0;
      return {
        rule: isMeasured ? 'cpu-hog' : 'cpu-average',
        severity: isMeasured && (percent >= MUCH_PERCENT || isSaturated(model)) ? 'warning' : 'info',
        certainty: 'printed',
        title: message(isMeasured ? 'processes.finding.cpu-hog.interval' : 'processes.finding.cpu-hog.lifetime', { command: shownCommand(textAt(model.commands, row)), pid, percent }),
        details: isMeasured ? [] : [message(doubt)],
        evidence: [{ artifact: id, line: model.lines[row] ?? 1 }],
        subject: String(pid),
        weight: percent / 100,
      };
    });
}
