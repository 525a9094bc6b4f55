import { expect, onTestFinished } from 'vitest';
import { createTranslator } from '../../../shared/base/translate.ts';
import { clocksOfTargets, clockSentence } from '../../../shared/evidence/clocks-of-targets.ts';
import { HOST_MESSAGES } from '../../../shared/host-api/messages.ts';
import { openTestHost } from '../testing/open-test-host.ts';
import { shiftedClock, WITHOUT_SHIFTED_CLOCK } from '../testing/shifted-clock.ts';
import { HAS_JAVA, startJava } from '../testing/start-java.ts';
import { viewWhenRead } from '../testing/view-when-read.ts';
import { waitForJob } from '../testing/wait-for-job.ts';
import { createTestUser, startSshd, withoutSshd } from '../transports/ssh/testing/sshd.ts';
import { faultSuite } from './testing/fault-suite.ts';

const english = createTranslator('en', [HOST_MESSAGES]);

faultSuite('between here and a host whose clock is off', withoutSshd || !HAS_JAVA || WITHOUT_SHIFTED_CLOCK ? 'root, sshd, a JDK and libfaketime' : null, (fault) => {
  fault(34, 'a host whose clock is 5 minutes ahead (libfaketime: for its shells and its JVM)', async () => {
    const ahead = shiftedClock(300);
    const sshd = await startSshd([`SetEnv ${Object.entries(ahead).map(([name, value]) => `${name}=${value}`).join(' ')}`]);
    onTestFinished(() => sshd.stop());
    const user = createTestUser();
    onTestFinished(() => user.remove());
    const there = await startJava({ user: { uid: user.uid, gid: user.gid }, env: ahead });
    const here = await startJava();
    const target = `ssh://${user.name}@127.0.0.1:${sshd.port}`;
    const host = await openTestHost();
    host.on('prompt.opened', ({ id, prompt }) => void host.call('prompts.answer', { promptId: id, answer: prompt.type === 'host-key' ? { type: 'yes' } : { type: 'secret', value: user.password } }));

    const { id: caseId } = await host.call('cases.create', { name: 'clocks' });
    const dumpOf = async (uri: string, pid: number): Promise<void> => {
      const started = await host.call('capture.start', { processes: [{ target: uri, pid }], kinds: ['thread-dump'], rounds: 1, intervalMs: 0, caseId, caseName: null, outFolder: null, allowSteps: [] });
      expect((await waitForJob(host, started.id)).steps).toMatchObject([{ state: 'done' }]);
    };
    await dumpOf(target, there.pid);
    await dumpOf('local:', here.pid);

    const view = await viewWhenRead(host, caseId);
    const [remote, local] = view.captures;
    expect(local?.clock).toBeUndefined();
    for (const reading of [remote?.clock?.begin, remote?.clock?.end]) {
      expect(Math.abs((reading?.offsetMs ?? 0) - 300_000)).toBeLessThanOrEqual((reading?.uncertaintyMs ?? 0) + 1);
      expect(reading?.uncertaintyMs).toBeLessThan(5000);
    }
    const order = async (): Promise<readonly boolean[]> => (await viewWhenRead(host, caseId)).artifacts.map(({ capture }) => capture === remote?.id);
    expect(await order()).toEqual([true, false]);
    await host.call('cases.setClocks', { caseId, correct: false });
    expect(await order()).toEqual([false, true]);
    await host.call('cases.setClocks', { caseId, correct: true });
    expect(await order()).toEqual([true, false]);
    const [clock] = clocksOfTargets(view.captures);
    return `${clock === undefined ? '' : english(clockSentence(clock, 'the host'))} Put in order with it: taken first, first; as told: last`;
  });
});
