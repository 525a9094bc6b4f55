import { message } from '../../base/message.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { textAt, type ProcessTable } from '../process-table/model.ts';
import { isSaturated } from '../process-table/saturation.ts';
import { shownCommand } from '../process-table/shown-command.ts';

/** Percent of one CPU worth a word, and worth a warning; less where no CPU was left. */
export const HOG_PERCENT = { free: 50, saturated: 25 } as const;
export const MUCH_PERCENT = { free: 80, saturated: 50 } as const;
export const HOGS_TOLD = 3;
/** An average over less CPU time than that is of a program that has just begun, such as the one that prints the list. */
const LEAST_AVERAGED_MS = 1_000;

/** Which processes use most of a CPU by the percentages that the tool printed? PR-03 */
export function analyzeCpuHogs({ id, parsed: { model } }: LoadedArtifact<ProcessTable>): readonly Finding[] {
  const load = isSaturated(model) ? 'saturated' : 'free';
  const isMeasured = model.cpuBasis === 'interval';
  const doubt = model.cpuBasis === 'lifetime' ? 'processes.finding.lifetime' : 'processes.finding.first-iteration';
  return Array.from(model.cpuPercent.keys())
    .filter((row) => (model.cpuPercent[row] ?? 0) >= HOG_PERCENT[load] && (model.cpuBasis !== 'lifetime' || !((model.cpuTimeMs[row] ?? 0) < LEAST_AVERAGED_MS)))
    .toSorted((a, b) => (model.cpuPercent[b] ?? 0) - (model.cpuPercent[a] ?? 0))
    .slice(0, HOGS_TOLD)
    .map((row): Finding => {
      const percent = model.cpuPercent[row] ?? 0;
      const pid = model.pids[row] ?? 0;
      return {
        rule: isMeasured ? 'cpu-hog' : 'cpu-average',
        severity: isMeasured && percent >= MUCH_PERCENT[load] ? 'warning' : 'info',
        certainty: 'printed',
        title: message(isMeasured ? 'processes.finding.cpu-hog.interval' : 'processes.finding.cpu-hog.lifetime', { command: shownCommand(textAt(model.commands, row)), pid, percent }),
        details: isMeasured ? [] : [message(doubt)],
        evidence: [{ artifact: id, line: model.lines[row] ?? 1 }],
        subject: String(pid),
        weight: percent / 100,
      };
    });
}
