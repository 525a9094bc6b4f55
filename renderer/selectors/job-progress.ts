import type { JobView } from '../../shared/host-api/views.ts';

export interface JobProgress {
  readonly done: number;
  readonly total: number;
}

/** Steps that have come to an end, well or not. */
export function jobProgress(job: JobView): JobProgress {
  return { done: job.steps.filter(({ state }) => state !== 'waiting' && state !== 'running').length, total: job.steps.length };
}

/** The running job that started last; null when none runs. */
export function runningJob(jobs: readonly JobView[]): JobView | null {
  return jobs.findLast(({ state }) => state === 'running') ?? null;
}
