import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listJvms } from './list-jvms.ts';
import { parseProcessFacts, readProcessFacts, sigquitIsSafe } from './process-facts.ts';
import { readJvmListing } from './read-jvm-listing.ts';
import { startJvm, withoutJdk, type RunningJvm } from './testing/start-jvm.ts';
import { createLocalTransport } from './transports/local/local-transport.ts';

const never = new AbortController().signal;
const transport = createLocalTransport();

describe.skipIf(withoutJdk || process.platform !== 'linux')('JVMs of this computer', () => {
  let jvm: RunningJvm;
  let reduced: RunningJvm;
  beforeAll(async () => {
    [jvm, reduced] = await Promise.all([startJvm([], ['two words', 'tab\tand\nline']), startJvm(['-Xrs', '-XX:+DisableAttachMechanism'])]);
  }, 30_000);
  afterAll(() => {
    jvm?.stop();
    reduced?.stop();
  });

  it('[JVM-10] lists a running JVM with main class, user, start and command line', async () => {
    const { jvms, target } = await listJvms(transport, never);
    expect(target).toBe('local:');
    const found = jvms.find(({ pid }) => pid === jvm.pid);
    expect(found).toMatchObject({ mainClass: 'Idle', user: (await transport.probe([], never)).user });
    expect(found?.commandLine).toMatch(/^java -Xmx32m -cp \S+ Idle two words tab\tand\nline$/);
    expect(found?.uptimeMs).toBeGreaterThanOrEqual(0);
    expect(found?.uptimeMs).toBeLessThan(60_000);
    expect(found?.startTicks).toMatch(/^\d+$/);
  });

  it('[JVM-11] lists within 300 ms (best of three, as other work may run beside)', async () => {
    const times: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const startedAt = performance.now();
      await listJvms(transport, never);
      times.push(performance.now() - startedAt);
    }
    expect(Math.min(...times)).toBeLessThan(300);
  });

  it('[JVM-12] finds SIGQUIT safe for a plain HotSpot', async () => {
    const facts = await readProcessFacts(transport, jvm.pid, never);
    expect(facts).toMatchObject({ hotspot: true, catchesSigquit: true, reducedSignals: false, attachDisabled: false });
    expect(facts && sigquitIsSafe(facts)).toBe(true);
    const listed = (await listJvms(transport, never)).jvms.find(({ pid }) => pid === jvm.pid);
    expect(facts?.startTicks).toBe(listed?.startTicks);
  });

  it('[JVM-13] finds SIGQUIT unsafe with -Xrs', async () => {
    const facts = await readProcessFacts(transport, reduced.pid, never);
    expect(facts).toMatchObject({ hotspot: true, catchesSigquit: false, reducedSignals: true, attachDisabled: true });
    expect(facts && sigquitIsSafe(facts)).toBe(false);
  });

  it('[JVM-14] finds SIGQUIT unsafe for what is not a JVM, and nothing for a pid that is not there', async () => {
    const self = await readProcessFacts(transport, process.pid, never);
    expect(self).toMatchObject({ hotspot: false });
    expect(self && sigquitIsSafe(self)).toBe(false);
    expect(await readProcessFacts(transport, 4_194_303, never)).toBeNull();
    await expect(readProcessFacts(transport, -1, never)).rejects.toThrow(RangeError);
    await expect(readProcessFacts(transport, 1.5, never)).rejects.toThrow(RangeError);
  });
});

describe('reading what the scripts print', () => {
  it('[JVM-20] steps over what a login shell printed before', () => {
    const listing = readJvmListing(['Welcome!', 'jvm\t1\tno', 'borescope-jvms 1', 'clock\t100\t50.5', 'jvm\t7\t5000\tann\t/x/java\u0001-jar\u0001/a/b.jar\u0001', 'hidden\t9', 'end', ''].join('\n'));
    expect(listing).toEqual({
      jvms: [{ pid: 7, mainClass: 'b.jar', user: 'ann', uptimeMs: 500, startTicks: '5000', commandLine: '/x/java -jar /a/b.jar' }],
      hidden: 1,
      whole: true,
    });
  });

  it('[JVM-21] reads jcmd -l and jps -lv where there is no /proc', () => {
    const listing = readJvmListing('borescope-jvms 1\njps\t12 com.acme.Main serve\njps\t13 jdk.jcmd/sun.tools.jcmd.JCmd -l\njps\t14 \nend\n');
    expect(listing?.jvms.map(({ pid, mainClass }) => [pid, mainClass])).toEqual([[12, 'com.acme.Main'], [14, null]]);
  });

  it('[JVM-22] tells a listing that was cut, or never began', () => {
    expect(readJvmListing('borescope-jvms 1\nclock\t100\t1\n')?.whole).toBe(false);
    expect(readJvmListing('This account is not available.\n')).toBeNull();
  });

  it('[JVM-23] counts a zombie as gone and unreadable maps as unknown', () => {
    expect(parseProcessFacts('borescope-process 1\nstate\tZ\nstart\t5\nend\n', 3)).toBeNull();
    expect(parseProcessFacts('borescope-process 1\nend\n', 3)).toBeNull();
    expect(parseProcessFacts('borescope-process 1\nstate\tS\nstart\t5\nsigcgt\t0000000000000004\ncmdline\nend\n', 3)).toEqual({
      pid: 3,
      startTicks: '5',
      hotspot: null,
      catchesSigquit: true,
      reducedSignals: false,
      attachDisabled: false,
    });
  });
});
