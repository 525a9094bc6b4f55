import type { JobView } from '../../../shared/host-api/views.ts';
import type { Host } from '../create-host.ts';

/** The job once `when` holds; by default once it has ended. */
export function waitForJob(host: Host, id: JobView['id'], when: (job: JobView) => boolean = (job) => job.state !== 'running'): Promise<JobView> {
  return new Promise((resolve, reject) => {
    const check = (job: JobView): void => {
      if (job.id !== id || !when(job)) return;
      stop();
      resolve(job);
    };
    const stop = host.on('job.changed', ({ job }) => check(job));
    host.call('jobs.list', {}).then((jobs) => jobs.forEach(check), reject);
  });
}
