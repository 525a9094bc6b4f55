import { describe, expect, it } from 'vitest';
import { eachTarget, TARGETS_AT_ONCE } from './each-target.ts';
import { hostErrorOf } from './testing/host-error-of.ts';
import { openTestHost } from './testing/open-test-host.ts';
import { HAS_JAVA, startJava } from './testing/start-java.ts';
import { waitForJob } from './testing/wait-for-job.ts';

const NEVER = new AbortController().signal;
/** Nothing listens there. */
const GONE = 'ssh://nobody@127.0.0.1:9';

describe('several targets', () => {
  it('[CAPTURE-40] are worked on side by side, up to a number of them, and answered in the order given', async () => {
    const targets = Array.from({ length: TARGETS_AT_ONCE + 8 }, (_, i) => `ssh://host-${i}`);
    let [running, most] = [0, 0];
    const answers = await eachTarget(targets, NEVER, async (target) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 5));
      running -= 1;
      return target.length;
    });
    expect(most).toBe(TARGETS_AT_ONCE);
    expect([...answers.keys()]).toEqual(targets);
  });

  it.skipIf(!HAS_JAVA)('[CAPTURE-41] are captured as far as they can be reached; one that cannot is named', async () => {
    const { pid } = await startJava();
    const host = await openTestHost();
    const request = { processes: [{ target: GONE, pid: 7 }, { target: 'local:', pid }], kinds: ['thread-dump'], rounds: 1, intervalMs: 0 };
    const plan = await host.call('capture.plan', request);
    expect(plan.steps.map(({ target }) => target)).toEqual(['local:']);
    expect(plan.impossible).toMatchObject([{ target: GONE, pid: 7, kind: 'thread-dump' }]);
    const { id } = await host.call('capture.start', { ...request, caseId: null, caseName: null, outFolder: null, allowSteps: [] });
    const { state, steps } = await waitForJob(host, id);
    expect([state, ...steps.map((step) => `${step.target} ${step.state}`)]).toEqual(['partial', `${GONE} failed`, 'local: done']);
    expect(await hostErrorOf(host.call('capture.plan', { ...request, processes: [{ target: GONE, pid: 7 }] }))).toMatchObject({ code: 'unreachable' });
  });
});
