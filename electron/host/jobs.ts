import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { CaseId, JobId } from '../../shared/base/ids.ts';
import type { Message } from '../../shared/base/message.ts';
import type { JobState, JobStep, JobView } from '../../shared/host-api/views.ts';
import type { EventHub } from './event-hub.ts';
import { hostError } from './host-errors.ts';

/** A running job as its worker sees it. */
export interface JobHandle {
  readonly id: JobId;
  /** Fires when somebody cancels the job or the host closes. */
  readonly signal: AbortSignal;
  view(): JobView;
  update(stepId: string, change: Partial<Omit<JobStep, 'id' | 'label' | 'round'>>): void;
}

export interface Jobs {
  list(): readonly JobView[];
  /** Runs `work` in the background; its result is the job's last state. */
  start(about: { readonly caseId: CaseId; readonly title: Message; readonly steps: readonly JobStep[] }, work: (job: JobHandle) => Promise<JobState>): JobView;
  cancel(id: JobId): void;
  isBusy(caseId: CaseId): boolean;
  close(): Promise<void>;
}

/** Finished jobs remembered for the history. */
const HISTORY = 50;
/** Hundreds of steps begin, grow and end at once; doors need to hear of them a few times a second. */
const PROGRESS_EVERY_MS = 150;

interface Entry {
  view: JobView;
  readonly stop: AbortController;
  done: Promise<void>;
  /** Set while progress waits to be told. */
  telling: NodeJS.Timeout | null;
}

export function createJobs(events: EventHub): Jobs {
  const jobs = new Map<JobId, Entry>();

  const tell = (entry: Entry): void => {
    if (entry.telling !== null) clearTimeout(entry.telling);
    entry.telling = null;
    events.emit('job.changed', { job: entry.view });
  };
  const tellSoon = (entry: Entry): void => {
    entry.telling ??= setTimeout(() => tell(entry), PROGRESS_EVERY_MS);
  };

  const prune = (): void => {
    const finished = [...jobs.values()].filter(({ view }) => view.state !== 'running');
    for (const { view } of finished.slice(0, Math.max(0, finished.length - HISTORY))) jobs.delete(view.id);
  };

  return {
    list: () => Array.from(jobs.values(), ({ view }) => view),
    start({ caseId, title, steps }, work) {
      const id = randomUUID() as JobId;
      const stop = new AbortController();
      // Each step of each target listens while it runs.
      setMaxListeners(0, stop.signal);
      const entry: Entry = { view: { id, caseId, title, state: 'running', steps }, stop, done: Promise.resolve(), telling: null };
      jobs.set(id, entry);
      prune();
      const update: JobHandle['update'] = (stepId, change) => {
        entry.view = { ...entry.view, steps: entry.view.steps.map((step) => (step.id === stepId ? { ...step, ...change } : step)) };
        tellSoon(entry);
      };
      const run = async (): Promise<void> => {
        const state = await work({ id, signal: entry.stop.signal, view: () => entry.view, update }).catch((): JobState => 'failed');
        entry.view = { ...entry.view, state };
        tell(entry);
      };
      tell(entry);
      entry.done = run();
      return entry.view;
    },
    cancel(id) {
      const entry = jobs.get(id);
      if (!entry) throw hostError('not-found', 'error.job-unknown');
      entry.stop.abort();
    },
    isBusy: (caseId) => [...jobs.values()].some(({ view }) => view.caseId === caseId && view.state === 'running'),
    async close() {
      for (const { stop } of jobs.values()) stop.abort();
      await Promise.all(Array.from(jobs.values(), ({ done }) => done));
    },
  };
}
