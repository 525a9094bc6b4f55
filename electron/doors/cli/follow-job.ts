import { message } from '../../../shared/base/message.ts';
import type { JobView } from '../../../shared/host-api/views.ts';
import { formatBytes } from '../../../shared/base/format-quantity.ts';
import type { CliContext, CliHost } from './context.ts';
import { createProgress } from './progress.ts';

/** Starts a job and waits for its end; an interrupt cancels it and still waits, so that what came is kept and told. */
export async function followJob(context: CliContext, host: CliHost, start: () => Promise<JobView>): Promise<JobView> {
  const progress = createProgress(context.io);
  const show = ({ steps }: JobView): void => {
    const ended = steps.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
    const current = steps.find(({ state }) => state === 'running');
    const bytes = formatBytes(steps.reduce((sum, step) => sum + step.bytes, 0), context.language);
    progress.show(context.translate(message('cli.progress', { ended, all: steps.length, bytes, step: current?.label ?? '' })));
  };
  const latest = new Map<string, JobView>();
  let changed: () => void = () => undefined;
  const end = host.on('job.changed', ({ job }) => {
    latest.set(job.id, job);
    changed();
  });
  try {
    const started = await start();
    const cancel = (): void => void host.call('jobs.cancel', { jobId: started.id }).catch(() => undefined);
    context.interrupt.addEventListener('abort', cancel);
    if (context.interrupt.aborted) cancel();
    for (;;) {
      const job = latest.get(started.id) ?? started;
      if (job.state !== 'running') return job;
      show(job);
      await new Promise<void>((resolve) => {
        changed = resolve;
        // It may have changed between the look and here.
        if (latest.get(started.id) !== undefined && latest.get(started.id) !== job) resolve();
      });
    }
  } finally {
    end();
    progress.clear();
  }
}
