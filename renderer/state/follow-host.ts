import { message } from '../../shared/base/message.ts';
import type { HostApi } from '../../shared/host-api/contract.ts';
import type { JobView } from '../../shared/host-api/views.ts';
import { attempt, start } from './attempt.ts';
import { closeCase, refreshCases, refreshView } from './case-actions.ts';
import { useCases } from './case-store.ts';
import { putJob, useLive } from './live-store.ts';
import { addProblem } from './session-store.ts';
import { refreshLocalJvms, refreshTargets } from './target-actions.ts';

/** A capture that did not come whole says so once, when it ends. */
function followJob(job: JobView): void {
  const before = useLive.getState().jobs.find(({ id }) => id === job.id);
  putJob(job);
  if (before?.state !== 'running' || (job.state !== 'partial' && job.state !== 'failed')) return;
  const done = job.steps.filter(({ state }) => state === 'done').length;
  const details = job.steps.map(({ label, round, state, because }) => `${round} ${label}: ${state}${because === null ? '' : ` ${JSON.stringify(because)}`}`).join('\n');
  addProblem({ code: 'unreachable', message: message(`job.ended.${job.state}`, { done, total: job.steps.length }), next: message('job.ended.next'), details });
}

/** Fills the stores and keeps them true while the host tells of changes. Returns the function that ends it. */
export function followHost(host: HostApi): () => void {
  const endings = [
    host.on('case.changed', ({ caseId }) => {
      if (useCases.getState().openId === caseId) start(() => refreshView(host));
    }),
    host.on('cases.changed', () =>
      start(async () => {
        await refreshCases(host);
        const { openId, entries } = useCases.getState();
        if (openId !== null && entries !== null && !entries.some(({ id }) => id === openId)) closeCase();
      }),
    ),
    host.on('targets.changed', () => start(async () => useLive.setState({ targets: await host.call('targets.list', {}) }))),
    host.on('job.changed', ({ job }) => followJob(job)),
    host.on('prompt.opened', (prompt) => useLive.setState(({ prompts }) => ({ prompts: [...prompts.filter(({ id }) => id !== prompt.id), prompt] }))),
    host.on('prompt.closed', ({ id }) => useLive.setState(({ prompts }) => ({ prompts: prompts.filter((open) => open.id !== id) }))),
  ];
  // Processes come and go while the window is in the back.
  const onFocus = (): void => start(() => refreshLocalJvms(host));
  window.addEventListener('focus', onFocus);
  endings.push(() => window.removeEventListener('focus', onFocus));
  start(() => refreshCases(host));
  start(() => refreshTargets(host));
  void attempt(async () => {
    const [jobs, prompts] = await Promise.all([host.call('jobs.list', {}), host.call('prompts.list', {})]);
    useLive.setState({ jobs, prompts });
  });
  return () => {
    for (const end of endings) end();
  };
}
