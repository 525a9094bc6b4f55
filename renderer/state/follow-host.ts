import type { HostApi } from '../../shared/host-api/contract.ts';
import { attempt, start } from './attempt.ts';
import { closeCase, refreshCases, refreshView } from './case-actions.ts';
import { useCases } from './case-store.ts';
import { putJob, useLive } from './live-store.ts';
import { refreshTargets } from './target-actions.ts';

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
    host.on('job.changed', ({ job }) => putJob(job)),
    host.on('prompt.opened', (prompt) => useLive.setState(({ prompts }) => ({ prompts: [...prompts.filter(({ id }) => id !== prompt.id), prompt] }))),
    host.on('prompt.closed', ({ id }) => useLive.setState(({ prompts }) => ({ prompts: prompts.filter((open) => open.id !== id) }))),
  ];
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
