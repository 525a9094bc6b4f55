import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Host } from './create-host.ts';
import { openTestHost } from './testing/open-test-host.ts';
import { HAS_JAVA } from './testing/start-java.ts';
import { viewWhenRead } from './testing/view-when-read.ts';
import { waitForJob } from './testing/wait-for-job.ts';
import { createTestUser, startSshd, withoutSshd } from './transports/ssh/testing/sshd.ts';

const BURNER = path.resolve(import.meta.dirname, '../../shared/artifacts/processes/fixtures/programs/Burner.java');

/** A JVM with the thread `burner-0` that never stops computing; ended when the test is over. */
async function startBurner(): Promise<number> {
  const child = spawn('java', ['-Xmx64m', BURNER], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child.pid ?? 0;
}

async function captureBoth(host: Host, target: string, pid: number, rounds: number) {
  const { id } = await host.call('capture.start', { processes: [{ target, pid }], kinds: ['processes', 'thread-cpu'], rounds, intervalMs: 1500, caseId: null, caseName: null, outFolder: null, allowSteps: [] });
  const job = await waitForJob(host, id);
  expect(job.steps.map(({ state, because }) => [state, because])).toEqual(Array.from({ length: rounds * 2 }, () => ['done', null]));
  return viewWhenRead(host, job.caseId);
}

describe.skipIf(!HAS_JAVA || process.platform !== 'linux')('capturing processes and threads', () => {
  it('[CAPTURE-30] takes two complete rounds, in which the thread that computes stands at the top', { timeout: 60_000 }, async () => {
    const host = await openTestHost();
    const pid = await startBurner();
    // The JVM compiles its own program first.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const view = await captureBoth(host, 'local:', pid, 2);
    expect(view.captures.map(({ kind, alternative, completeness }) => [kind, alternative, completeness.status])).toEqual([
      ['processes', 'ps', 'complete'],
      ['thread-cpu', 'top', 'complete'],
      ['processes', 'ps', 'complete'],
      ['thread-cpu', 'top', 'complete'],
    ]);
    expect(view.artifacts.map(({ kind, unparsedLines }) => [kind, unparsedLines])).toEqual([['processes', 0], ['processes', 0], ['thread-cpu', 0], ['thread-cpu', 0]]);
    // Other tests run beside this one, so that how much CPU it gets is not for this test to say; findings.test.ts of both kinds do.
    const threads = view.artifacts.findLast(({ kind }) => kind === 'thread-cpu');
    const { rows } = await host.call('table.window', { caseId: view.entry.id, ref: { view: 'threads', artifacts: [threads?.id ?? ''] }, query: { sort: [{ column: 'cpu', descending: true }], filters: [], search: '' }, from: 0, count: 2 });
    expect(rows.map(({ cells }) => cells).flat()).toContain('burner-0');
  });

  it.skipIf(withoutSshd)('[CAPTURE-31] does the same over SSH, as a user who owns neither', { timeout: 60_000 }, async () => {
    const sshd = await startSshd();
    onTestFinished(() => sshd.stop());
    const user = createTestUser();
    onTestFinished(() => user.remove());
    const host = await openTestHost();
    host.on('prompt.opened', ({ id, prompt }) => {
      void host.call('prompts.answer', { promptId: id, answer: prompt.type === 'host-key' ? { type: 'yes' } : { type: 'secret', value: user.password } });
    });
    const pid = await startBurner();
    const view = await captureBoth(host, `ssh://${user.name}@127.0.0.1:${sshd.port}`, pid, 1);
    const [processes, threads] = view.captures;
    expect([processes, threads]).toMatchObject([{ kind: 'processes', completeness: { status: 'complete' } }, { kind: 'thread-cpu', completeness: { status: 'complete' } }]);
    expect(view.artifacts.map(({ kind, unparsedLines }) => [kind, unparsedLines])).toEqual([['processes', 0], ['thread-cpu', 0]]);
  });
});
