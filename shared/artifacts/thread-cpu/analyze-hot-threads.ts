import { message } from '../../base/message.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { textAt, type CpuBasis, type ProcessTable } from '../process-table/model.ts';
import { isSaturated } from '../process-table/saturation.ts';
import { ownValues } from '../process-table/whole-process-rows.ts';
import { hotThreadFindings, type Measurement, type ThreadLoad } from './hot-thread-findings.ts';

/** Which threads are hot by the percentages that the tool printed? TC-02 */
export function analyzeHotThreads({ id, parsed: { model } }: LoadedArtifact<ProcessTable>): readonly Finding[] {
  const percents = ownValues(model, model.cpuPercent);
  const loads = Array.from({ length: model.rowCount }, (_, row): ThreadLoad => ({
    tid: model.tids[row] ?? 0,
    name: textAt(model.commands, row) ?? '',
    percent: percents[row] ?? Number.NaN,
    evidence: [{ artifact: id, line: model.lines[row] ?? 1 }],
  }));
  return hotThreadFindings(loads, { ...MEASUREMENTS[model.cpuBasis], seconds: 0, saturated: isSaturated(model) });
}

const MEASUREMENTS: Readonly<Record<CpuBasis, Omit<Measurement, 'seconds' | 'saturated'>>> = {
  interval: { wording: 'interval', certainty: 'printed', details: [] },
  lifetime: { wording: 'lifetime', certainty: 'printed', details: [message('thread-cpu.finding.lifetime')] },
  'first-iteration': { wording: 'lifetime', certainty: 'printed', details: [message('thread-cpu.finding.first-iteration')] },
};
