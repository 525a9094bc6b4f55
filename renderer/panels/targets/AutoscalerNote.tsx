import type { ReactNode } from 'react';
import type { AutoscalerInfo } from '../../../shared/host-api/views.ts';
import { dateTime } from '../../selectors/artifact-names.ts';
import { useWords } from '../../selectors/use-words.ts';

/** What scales a workload of a cluster, and how it stands; as of when the cluster was asked. */
export function AutoscalerNote({ autoscaler }: { readonly autoscaler: AutoscalerInfo }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { name, scales, currentReplicas, desiredReplicas, minReplicas, maxReplicas, cpuPercent, cpuTargetPercent, lastScaledAt } = autoscaler;
  const facts = [
    t('targets.autoscaler', { name, scales, now: currentReplicas ?? '?', desired: desiredReplicas ?? '?', min: minReplicas, max: maxReplicas }),
    cpuTargetPercent === null ? null : cpuPercent === null ? t('targets.autoscaler.cpu-unknown', { target: cpuTargetPercent }) : t('targets.autoscaler.cpu', { now: cpuPercent, target: cpuTargetPercent }),
    lastScaledAt === null ? null : t('targets.autoscaler.scaled', { time: dateTime(lastScaledAt, words) }),
  ];
  return <p className="outline-note">{facts.filter((fact) => fact !== null).join(' · ')}</p>;
}
