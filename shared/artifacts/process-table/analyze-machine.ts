import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { LoadedTables } from './loaded-times.ts';
import type { CpuTicks, ProcessTable } from './model.ts';

const STEAL_WORTH_TELLING = 5;
const WAIT_WORTH_TELLING = 15;
/** Fewer ticks than this measure nothing. */
const LEAST_TICKS = 50;

/** Does the machine itself hold everything up: is CPU time stolen, or spent waiting for storage? From the head of top. PT-09 */
export function analyzeMachine(prefix: string): (artifact: LoadedArtifact<ProcessTable>) => readonly Finding[] {
  return ({ id, parsed: { model } }) => {
    const { summary, cpuBasis } = model;
    if (!summary) return [];
    const evidence = { artifact: id, line: summary.cpuLine };
    const details = cpuBasis === 'first-iteration' ? [message(`${prefix}.finding.first-iteration`)] : [];
    return [
      ...machineFinding(prefix, 'cpu-steal', summary.cpuPercent.steal, STEAL_WORTH_TELLING),
      ...machineFinding(prefix, 'io-wait', summary.cpuPercent.wait, WAIT_WORTH_TELLING),
    ].map((finding): Finding => ({ ...finding, certainty: 'printed', details: [...finding.details, ...details], evidence: [evidence], subject: '' }));
  };
}

/** The same over a series, from the ticks that the recipes print: what happened between the first and the last capture. */
export function analyzeMachineSeries(prefix: string): (tables: LoadedTables) => readonly Finding[] {
  return (tables) => {
    const captures = tables.map(({ id, parsed }) => ({ id, ticks: parsed.model.cpuTicks, isMeasured: parsed.model.cpuBasis === 'interval' }));
    const evidence = captures.flatMap(({ id, ticks }) => (ticks ? [{ artifact: id, line: ticks.line }] : []));
    const first = captures[0]?.ticks;
    const last = captures.at(-1)?.ticks;
    // Where top measured an interval itself, that has been told already.
    if (!first || !last || !isNonEmpty(evidence) || captures.some(({ isMeasured }) => isMeasured)) return [];
    const percent = (field: keyof CpuTicks): number => ((last[field] - first[field]) / (last.total - first.total)) * 100;
    if (last.total - first.total < LEAST_TICKS) return [];
    return [
      ...machineFinding(prefix, 'cpu-steal', percent('steal'), STEAL_WORTH_TELLING),
      ...machineFinding(prefix, 'io-wait', percent('wait'), WAIT_WORTH_TELLING),
    ].map((finding): Finding => ({ ...finding, certainty: 'computed', evidence }));
  };
}

function machineFinding(prefix: string, rule: 'cpu-steal' | 'io-wait', percent: number, worthTelling: number): readonly Omit<Finding, 'evidence' | 'certainty'>[] {
  if (!(percent >= worthTelling)) return [];
  return [
    {
      rule,
      severity: percent >= worthTelling * 2 ? 'warning' : 'info',
      title: message(`${prefix}.finding.${rule}`, { percent }),
      details: [message(`${prefix}.finding.${rule}.doubt`)],
      weight: percent / 20,
    },
  ];
}
