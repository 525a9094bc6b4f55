import { message } from '../../shared/base/message.ts';
import type { HostApi } from '../../shared/host-api/contract.ts';
import type { JobView, Snapshot } from '../../shared/host-api/views.ts';
import { toHostError } from '../host/to-host-error.ts';
import { start } from './attempt.ts';
import { closeCase, refreshCases, refreshView, showCase } from './case-actions.ts';
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

function showWorkbench(host: HostApi): void {
  useLive.setState({ snapshot: null });
  start(() => refreshCases(host));
  start(() => refreshTargets(host));
  start(async () => {
    const [jobs, prompts] = await Promise.all([host.call('jobs.list', {}), host.call('prompts.list', {})]);
    useLive.setState({ jobs, prompts });
  });
}

/** A file opens at its only case. */
async function showSnapshot(host: HostApi, snapshot: Snapshot): Promise<void> {
  const [only] = await host.call('cases.list', {});
  if (only === undefined) return;
  document.title = `${only.name} · Borescope`;
  const shown = showCase(host, only.id);
  useLive.setState({ snapshot });
  await shown;
}

/** Asks the host what it is before anything is offered. */
export async function meetHost(host: HostApi): Promise<void> {
  useLive.setState({ unmet: null });
  try {
    const { snapshot } = await host.call('host.info', {});
    if (snapshot === null) showWorkbench(host);
    else await showSnapshot(host, snapshot);
  } catch (error) {
    useLive.setState({ unmet: toHostError(error) });
  }
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
  const onFocus = (): void => (useLive.getState().snapshot === null ? start(() => refreshLocalJvms(host)) : undefined);
  window.addEventListener('focus', onFocus);
  endings.push(() => window.removeEventListener('focus', onFocus));
  start(() => meetHost(host));
  return () => {
    for (const end of endings) end();
  };
}
