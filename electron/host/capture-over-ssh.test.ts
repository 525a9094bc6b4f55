import { describe, expect, it, onTestFinished } from 'vitest';
import type { Prompt } from '../../shared/host-api/views.ts';
import { hostErrorOf } from './testing/host-error-of.ts';
import { openTestHost } from './testing/open-test-host.ts';
import { HAS_JAVA, startJava } from './testing/start-java.ts';
import { waitForJob } from './testing/wait-for-job.ts';
import { createTestUser, startSshd, withoutSshd } from './transports/ssh/testing/sshd.ts';
import { allowSudo, withoutSudo } from './transports/with-user/testing/sudoers.ts';

describe.skipIf(withoutSshd || !HAS_JAVA)('captures over SSH', () => {
  it('[CAPTURE-20] signs in by the answers of a door, finds the JVM and takes a complete dump', { timeout: 60_000 }, async () => {
    const sshd = await startSshd();
    onTestFinished(() => sshd.stop());
    const user = createTestUser();
    onTestFinished(() => user.remove());
    const java = await startJava({ user: { uid: user.uid, gid: user.gid } });
    const target = `ssh://${user.name}@127.0.0.1:${sshd.port}`;
    const host = await openTestHost();

    expect(await hostErrorOf(host.call('targets.jvms', { uri: target }))).toMatchObject({ code: 'refused' });
    expect(sshd.authAttempts()).toBe(0);

    const asked: Prompt['type'][] = [];
    host.on('prompt.opened', ({ id, prompt }) => {
      asked.push(prompt.type);
      void host.call('prompts.answer', { promptId: id, answer: prompt.type === 'host-key' ? { type: 'yes' } : { type: 'secret', value: user.password } });
    });
    const { jvms } = await host.call('targets.jvms', { uri: target });
    expect(jvms.find(({ pid }) => pid === java.pid)).toMatchObject({ mainClass: 'TinyShop', user: user.name });
    const { id } = await host.call('capture.start', { processes: [{ target, pid: java.pid }], kinds: ['thread-dump'], rounds: 2, intervalMs: 200, caseId: null, caseName: null, outFolder: null, allowSteps: [] });
    const job = await waitForJob(host, id);
    expect(job.steps.map(({ state, because }) => [state, because])).toEqual([['done', null], ['done', null]]);
    const { captures, entry } = await host.call('cases.view', { caseId: job.caseId });
    expect(captures).toMatchObject([1, 2].map((round) => ({ round, transport: 'ssh', target, completeness: { status: 'complete' } })));
    expect(asked).toEqual(['host-key', 'secret']);
    expect(await host.call('cases.verify', { path: entry.path })).toMatchObject({ intact: true });
  });

  it.skipIf(withoutSudo)('[CAPTURE-21] captures the JVM of another user by sudo, over the one connection of the host', { timeout: 60_000 }, async () => {
    const sshd = await startSshd();
    onTestFinished(() => sshd.stop());
    const user = createTestUser();
    onTestFinished(() => user.remove());
    onTestFinished(allowSudo(user.name, 'with password'));
    const owner = createTestUser();
    onTestFinished(() => owner.remove());
    const java = await startJava({ user: { uid: owner.uid, gid: owner.gid } });
    const place = `ssh://${user.name}@127.0.0.1:${sshd.port}`;
    const target = `${place}?sudo=${owner.name}`;
    const host = await openTestHost();
    const asked: string[] = [];
    host.on('prompt.opened', ({ id, prompt }) => {
      asked.push(prompt.type === 'secret' ? prompt.for : prompt.type);
      void host.call('prompts.answer', { promptId: id, answer: prompt.type === 'host-key' ? { type: 'yes' } : { type: 'secret', value: user.password } });
    });
    expect((await host.call('targets.jvms', { uri: place })).jvms.map(({ pid }) => pid)).not.toContain(java.pid);
    expect((await host.call('targets.jvms', { uri: target })).jvms.find(({ pid }) => pid === java.pid)).toMatchObject({ mainClass: 'TinyShop', user: owner.name });
    const { id } = await host.call('capture.start', { processes: [{ target, pid: java.pid }], kinds: ['thread-dump'], rounds: 1, intervalMs: 0, caseId: null, caseName: null, outFolder: null, allowSteps: [] });
    const job = await waitForJob(host, id);
    expect(job.steps.map(({ state, because }) => [state, because])).toEqual([['done', null]]);
    const { captures } = await host.call('cases.view', { caseId: job.caseId });
    expect(captures).toMatchObject([{ transport: 'ssh', target, completeness: { status: 'complete' } }]);
    expect(JSON.stringify(captures)).not.toContain(user.password);
    expect(asked).toEqual(['host-key', `${user.name}@127.0.0.1`, `sudo (${target})`]);
    expect(sshd.log().match(/Accepted password/g)).toHaveLength(1);
  });
});
