import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { InputOf } from '../../shared/host-api/contract.ts';
import { hostErrorOf } from './testing/host-error-of.ts';
import { openTestHost, temporaryFolder } from './testing/open-test-host.ts';
import { HAS_JAVA, startJava } from './testing/start-java.ts';
import { viewWhenRead } from './testing/view-when-read.ts';
import { waitForJob } from './testing/wait-for-job.ts';

type Start = InputOf<'capture.start'>;

function request(pid: number, change: Partial<Start> = {}): Start {
  return { processes: [{ target: 'local:', pid }], kinds: ['thread-dump'], rounds: 1, intervalMs: 0, caseId: null, caseName: null, outFolder: null, allowSteps: [], ...change };
}

describe.skipIf(!HAS_JAVA)('captures from a real JVM', () => {
  it('[CAPTURE-01] says what it would run before it runs anything', async () => {
    const host = await openTestHost();
    const java = await startJava();
    const plan = await host.call('capture.plan', request(java.pid, { kinds: ['heap-histogram', 'thread-dump'], rounds: 3, intervalMs: 500 }));
    expect(plan.steps).toMatchObject([
      { kind: 'thread-dump', command: `jcmd ${java.pid} Thread.print -l`, impact: 'medium', allowed: true, processName: 'TinyShop' },
      { kind: 'heap-histogram', command: `jcmd ${java.pid} GC.class_histogram`, impact: 'high', allowed: false },
    ]);
    expect(plan).toMatchObject({ rounds: 3, intervalMs: 500, impossible: [] });
    expect(await host.call('cases.list', {})).toEqual([]);
  });

  it('[CAPTURE-02] takes two rounds as complete evidence of one series and reads them at once', async () => {
    const host = await openTestHost();
    const java = await startJava();
    const changed: string[] = [];
    host.on('case.changed', ({ caseId }) => changed.push(caseId));
    const started = await host.call('capture.start', request(java.pid, { rounds: 2, intervalMs: 700, caseName: 'shop hangs' }));
    expect(started.steps.map(({ round, state }) => [round, state])).toEqual([[1, 'waiting'], [2, 'waiting']]);
    const job = await waitForJob(host, started.id);
    expect(job.state).toBe('done');
    const view = await viewWhenRead(host, job.caseId);
    expect(view.entry.name).toBe('shop hangs');
    expect(view.captures).toMatchObject(
      [1, 2].map((round) => ({ round, kind: 'thread-dump', transport: 'local', target: 'local:', pid: java.pid, alternative: 'jcmd', argv: ['jcmd', String(java.pid), 'Thread.print', '-l'], exitStatus: 0, endMarkerSeen: true, completeness: { status: 'complete' } })),
    );
    expect(new Set(view.captures.map(({ series }) => series)).size).toBe(1);
    const [first, second] = view.captures.map(({ startedAt }) => Date.parse(startedAt));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(500);
    expect(view.artifacts.map(({ kind }) => kind)).toEqual(['thread-dump', 'thread-dump']);
    expect(view.findings.length).toBeGreaterThan(0);
    await expect.poll(() => changed.filter((id) => id === job.caseId).length).toBeGreaterThanOrEqual(2);
    expect(await host.call('cases.verify', { path: view.entry.path })).toMatchObject({ intact: true });
  });

  it('[CAPTURE-03] leaves out a high-impact step unless it was allowed by name', async () => {
    const host = await openTestHost();
    const java = await startJava();
    const both = request(java.pid, { kinds: ['thread-dump', 'heap-histogram'] });
    const plain = await waitForJob(host, (await host.call('capture.start', both)).id);
    expect(plain.state).toBe('done');
    expect(plain.steps).toMatchObject([{ state: 'done' }, { state: 'skipped', because: { key: 'step.not-allowed' } }]);
    const { steps } = await host.call('capture.plan', both);
    const allowed = await waitForJob(host, (await host.call('capture.start', { ...both, caseId: plain.caseId, allowSteps: steps.map(({ id }) => id) })).id);
    expect(allowed.steps.map(({ state }) => state)).toEqual(['done', 'done']);
    const { captures } = await viewWhenRead(host, plain.caseId);
    expect(captures.map(({ kind }) => kind)).toEqual(['thread-dump', 'thread-dump', 'heap-histogram']);
  });

  it('[CAPTURE-04] keeps the earlier rounds when the JVM ends, and says of the later ones that it is gone', async () => {
    const host = await openTestHost();
    const java = await startJava();
    const { id, caseId } = await host.call('capture.start', request(java.pid, { rounds: 3, intervalMs: 4000 }));
    await waitForJob(host, id, ({ steps }) => steps[0]?.state === 'done');
    await java.kill();
    const job = await waitForJob(host, id);
    expect(job.state).toBe('partial');
    expect(job.steps).toMatchObject([{ state: 'done' }, { state: 'skipped', because: { key: 'step.process-gone' } }, { state: 'skipped', because: { key: 'step.process-gone' } }]);
    expect((await viewWhenRead(host, caseId)).captures).toHaveLength(1);
  });

  it('[CAPTURE-05] is cancelled within a second and keeps what came', async () => {
    const host = await openTestHost();
    const java = await startJava();
    const { id, caseId } = await host.call('capture.start', request(java.pid, { rounds: 5, intervalMs: 60_000 }));
    await waitForJob(host, id, ({ steps }) => steps[0]?.state === 'done');
    const asked = performance.now();
    await host.call('jobs.cancel', { jobId: id });
    const job = await waitForJob(host, id);
    expect(performance.now() - asked).toBeLessThan(1000);
    expect(job.state).toBe('cancelled');
    expect(job.steps.map(({ state }) => state)).toEqual(['done', 'skipped', 'skipped', 'skipped', 'skipped']);
    expect((await viewWhenRead(host, caseId)).captures).toHaveLength(1);
  });

  it('[CAPTURE-11] is cancelled within a second also while a hung JVM does not answer', async () => {
    const host = await openTestHost();
    const java = await startJava();
    java.child.kill('SIGSTOP');
    const { id, caseId } = await host.call('capture.start', request(java.pid));
    await waitForJob(host, id, ({ steps }) => steps[0]?.state === 'running');
    await new Promise((resolve) => setTimeout(resolve, 400));
    const asked = performance.now();
    await host.call('jobs.cancel', { jobId: id });
    const job = await waitForJob(host, id);
    expect(performance.now() - asked).toBeLessThan(1000);
    expect(job).toMatchObject({ state: 'cancelled', steps: [{ because: { key: 'step.cancelled' } }] });
    expect(await host.call('cases.verify', { path: (await viewWhenRead(host, caseId)).entry.path })).toMatchObject({ intact: true });
  });

  it('[CAPTURE-06] goes down the ladder to SIGQUIT where nothing can attach, and reads what the JVM prints', async () => {
    const host = await openTestHost();
    const output = path.join(await temporaryFolder(), 'stdout.log');
    const java = await startJava({ options: ['-XX:+DisableAttachMechanism'], stdoutFile: output });
    const plan = await host.call('capture.plan', request(java.pid));
    expect(plan.steps).toMatchObject([{ alternative: 'sigquit', command: `kill -QUIT ${java.pid}`, skipped: [{ alternative: 'jcmd', because: { key: 'collect.attach-disabled' } }, { alternative: 'jstack' }, ...['attach-perl', 'attach-python3', 'attach-socat', 'attach-curl', 'node-jcmd'].map((alternative) => ({ alternative }))] }]);
    const job = await waitForJob(host, (await host.call('capture.start', request(java.pid))).id);
    expect(job.steps).toMatchObject([{ state: 'done', because: null }]);
    const { captures: [capture], entry } = await viewWhenRead(host, job.caseId);
    const text = await readFile(path.join(entry.path, 'evidence', capture?.id ?? '', 'stdout.bin'), 'utf8');
    expect(text).toMatch(/Full thread dump[^]*"ledger-owner"[^]*JNI global ref/);
    expect(text).not.toContain('ready');
    expect(java.child.exitCode).toBeNull();
  });

  it('[CAPTURE-07] sends no SIGQUIT to a JVM that it would end, or whose output cannot be read', async () => {
    const host = await openTestHost();
    const output = path.join(await temporaryFolder(), 'stdout.log');
    const reduced = await startJava({ options: ['-XX:+DisableAttachMechanism', '-Xrs'], stdoutFile: output });
    const piped = await startJava({ options: ['-XX:+DisableAttachMechanism'] });
    const { steps, impossible } = await host.call('capture.plan', { ...request(0), processes: [reduced, piped].map(({ pid }) => ({ target: 'local:', pid })) });
    expect(steps).toEqual([]);
    expect(impossible.map(({ because }) => because.key)).toEqual(['collect.reduced-signals', 'collect.stdout-not-a-file']);
    expect(await hostErrorOf(host.call('capture.start', request(reduced.pid)))).toMatchObject({ code: 'refused', message: { key: 'error.nothing-to-capture' } });
  });

  it('[CAPTURE-08] never runs jcmd on a process that is not proven to be a HotSpot JVM', async () => {
    const host = await openTestHost();
    const child = spawn('sleep', ['60']);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    expect((await host.call('capture.plan', request(pid))).impossible).toMatchObject([{ pid, because: { key: 'collect.not-hotspot' } }]);
    expect(await hostErrorOf(host.call('capture.start', request(pid)))).toMatchObject({ code: 'refused' });
    expect(child.exitCode).toBeNull();
    expect(await hostErrorOf(host.call('capture.start', request(4_000_000)))).toMatchObject({ code: 'not-found', next: { key: 'collect.no-process' } });
  });

  it('[CAPTURE-09] puts the case where it is asked to, and a second capture into the same case', async () => {
    const host = await openTestHost();
    const java = await startJava();
    const outFolder = path.join(await temporaryFolder(), 'incident');
    const first = await waitForJob(host, (await host.call('capture.start', request(java.pid, { outFolder }))).id);
    const second = await waitForJob(host, (await host.call('capture.start', request(java.pid, { outFolder }))).id);
    expect(second.caseId).toBe(first.caseId);
    expect((await viewWhenRead(host, first.caseId)).entry).toMatchObject({ path: outFolder, captures: 2 });
    expect(await hostErrorOf(host.call('capture.start', request(java.pid, { outFolder: path.dirname(outFolder) })))).toMatchObject({ code: 'bad-input', message: { key: 'error.folder-not-empty' } });
  });

  it('[CAPTURE-10] lists the JVM among those of this computer', async () => {
    const host = await openTestHost();
    const java = await startJava();
    const { jvms } = await host.call('targets.jvms', { uri: 'local:' });
    expect(jvms.find(({ pid }) => pid === java.pid)).toMatchObject({ mainClass: 'TinyShop', startTicks: expect.stringMatching(/^\d+$/) });
  });
});
