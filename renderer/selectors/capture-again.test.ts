import { describe, expect, it } from 'vitest';
import { message } from '../../shared/base/message.ts';
import type { JobStep, JobView } from '../../shared/host-api/views.ts';
import { bySigquit, missingOf } from './capture-again.ts';

const step = (round: number, kind: string, change: Partial<JobStep> = {}): JobStep => ({ id: `${round}/${kind}`, target: 'ssh://shop', pid: 7, kind, label: kind, round, state: 'done', bytes: 1, startedAt: null, endedAt: null, because: null, capture: null, ...change });
const job = (steps: readonly JobStep[], state: JobView['state'] = 'partial'): JobView => ({ id: 'job', caseId: 'case', title: message('job.capture'), state, steps }) as unknown as JobView;
const cut = { state: 'partial', because: message('step.link-cut') } as const;

describe('capturing again', () => {
  it('[AGAIN-01] asks for the kinds, rounds and processes that did not come whole, and for no others', () => {
    expect(missingOf(job([step(1, 'sockets'), step(1, 'thread-dump', cut), step(2, 'thread-dump', { state: 'skipped', because: message('step.cancelled') })]))).toEqual({
      preselect: [{ target: 'ssh://shop', pid: 7 }],
      again: { kinds: ['thread-dump'], rounds: 2, avoidAttach: false },
    });
  });

  it('[AGAIN-02] offers nothing while the job runs, for a process that is gone, or for what nobody allowed', () => {
    expect(missingOf(job([step(1, 'thread-dump', cut)], 'running'))).toBeNull();
    for (const key of ['step.process-gone', 'step.process-replaced', 'step.not-allowed']) expect(missingOf(job([step(1, 'thread-dump', { state: 'skipped', because: message(key) })]))).toBeNull();
  });

  it('[AGAIN-03] offers SIGQUIT after a thread dump that ran out of time, and only then', () => {
    expect(bySigquit(step(1, 'thread-dump', { state: 'failed', because: message('step.timeout') }))?.again).toEqual({ kinds: ['thread-dump'], rounds: 1, avoidAttach: true });
    expect(bySigquit(step(1, 'sockets', { state: 'failed', because: message('step.timeout') }))).toBeNull();
    expect(bySigquit(step(1, 'thread-dump', cut))).toBeNull();
  });
});
