import type { JobStep, JobView } from '../../shared/host-api/views.ts';
import type { CaptureAgain, ProcessChoice } from '../state/session-store.ts';

export interface AgainChoice {
  readonly preselect: readonly ProcessChoice[];
  readonly again: CaptureAgain;
}

/** A process that is gone cannot be asked again, and what was not allowed was not asked for. */
const FOR_GOOD: ReadonlySet<string> = new Set(['step.not-allowed', 'step.process-gone', 'step.process-replaced']);

const isMissing = ({ state, because }: JobStep): boolean => ['partial', 'failed', 'skipped'].includes(state) && !FOR_GOOD.has(because?.key ?? '');

function choiceOf(steps: readonly JobStep[], avoidAttach: boolean): AgainChoice | null {
  const named = steps.flatMap(({ target, pid, kind, round }) => (pid === null || kind === null ? [] : [{ target, pid, kind, round }]));
  if (named.length === 0) return null;
  const processes = new Map(named.map(({ target, pid }) => [`${target}#${pid}`, { target, pid }]));
  return { preselect: [...processes.values()], again: { kinds: [...new Set(named.map(({ kind }) => kind))], rounds: new Set(named.map(({ round }) => round)).size, avoidAttach } };
}

/** What an ended job did not bring whole; null when nothing is missing. */
export function missingOf(job: JobView): AgainChoice | null {
  return job.state === 'running' ? null : choiceOf(job.steps.filter(isMissing), false);
}

/** A JVM that let attaching run out of time may still answer SIGQUIT; null for other steps. */
export function bySigquit(step: JobStep): AgainChoice | null {
  return step.kind === 'thread-dump' && step.because?.key === 'step.timeout' ? choiceOf([step], true) : null;
}
