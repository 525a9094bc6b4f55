import { describe, expect, it } from 'vitest';
import type { Language } from '../../../base/message.ts';
import { createTranslator } from '../../../base/translate.ts';
import type { Finding } from '../../finding.ts';
import { THREAD_DUMP } from '../kind.ts';
import { fixtureBytes, loaded, readBytes, readText } from '../testing/read-dumps.ts';

function findingsOf(source: string | Uint8Array): readonly Finding[] {
  return loaded(typeof source === 'string' ? readText(source) : readBytes(source)).flatMap((artifact) => THREAD_DUMP.analyzers.flatMap((analyze) => analyze(artifact)));
}

function sentences(findings: readonly Finding[], language: Language = 'en'): readonly string[] {
  const translate = createTranslator(language, [THREAD_DUMP.messages]);
  return findings.map(({ title }) => translate(title));
}

function seriesFindings(...sources: readonly (string | Uint8Array)[]): readonly Finding[] {
  const artifacts = loaded(sources.flatMap((source) => (typeof source === 'string' ? readText(source) : readBytes(source))));
  const [first, ...rest] = artifacts;
  return THREAD_DUMP.seriesAnalyzers.flatMap((analyze) => analyze([first!, ...rest]));
}

describe('findings of one dump', () => {
  it('[TD-30] tells a deadlock with its steps and who waits behind it', () => {
    const [finding] = findingsOf(fixtureBytes('openjdk17--lock-deadlock-jstack-l'));
    expect(finding).toMatchObject({ rule: 'deadlock', severity: 'critical', certainty: 'printed', weight: 3 });
    expect(finding!.evidence.map(({ line }) => line)).toContain(161);
    expect(sentences([finding!])).toEqual(['2 threads wait for each other in a deadlock: stock-then-prices, prices-then-stock.']);
    expect(finding!.details.map(({ key }) => key)).toContain('threadDump.finding.deadlock.behind');
  });

  it('[TD-31] tells who owns a contended monitor and what the owner does', () => {
    const findings = findingsOf(fixtureBytes('temurin25--convoy-jstack'));
    expect(findings).toMatchObject([{ rule: 'contended-monitor', severity: 'warning', certainty: 'computed', weight: 12 }]);
    expect(sentences(findings)).toEqual(['12 threads wait for `java.lang.Object` 0x00000000ffd18078; its owner `owner` reads from a socket in Convoy.checkout(Convoy.java:13).']);
    expect(sentences(findings, 'ko')).toEqual(['Thread 12개가 `java.lang.Object` 0x00000000ffd18078을(를) 기다립니다. 소유자 `owner`은(는) Convoy.checkout(Convoy.java:13)에서 socket을 읽는 중입니다.']);
  });

  it('[TD-31] follows the chain to the root blocker and tells each lock of it once', () => {
    const thread = (name: string, ...locks: string[]) => `"${name}" #1 prio=5 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: BLOCKED (on object monitor)\n\tat a.B.c(B.java:1)\n${locks.map((lock) => `\t- ${lock}\n`).join('')}\n`;
    const root = '"root" #1 prio=5 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: TIMED_WAITING (sleeping)\n\tat java.lang.Thread.sleep(Native Method)\n\tat a.B.r(B.java:9)\n\t- locked <0x1> (a X)\n\n';
    const findings = findingsOf(root + thread('middle', 'waiting to lock <0x1> (a X)', 'locked <0x2> (a Y)') + thread('w1', 'waiting to lock <0x2> (a Y)') + thread('w2', 'waiting to lock <0x2> (a Y)'));
    expect(findings).toMatchObject([{ rule: 'contended-monitor', weight: 3 }]);
    expect(sentences(findings)[0]).toBe('1 thread waits for `X` 0x1; its owner `root` sleeps in a.B.r(B.java:9).');
    expect(findings[0]!.details.map(({ key, params }) => [key, params['count']])).toEqual(expect.arrayContaining([['threadDump.finding.further', 2], ['threadDump.finding.chain', 2]]));
  });

  it('[TD-31] tells a class that is being initialized in its own words', () => {
    expect(sentences(findingsOf(fixtureBytes('openjdk17--class-init-jcmd-l')))).toEqual(['3 threads wait until class `ClassInit$Slow` is initialized; `reader-0` runs its initializer at ClassInit$Slow.load(ClassInit.java:7).']);
  });

  it('[TD-31] tells of threads parked on a synchronizer whose owner is known', () => {
    expect(findingsOf(fixtureBytes('temurin25--virtual-threads-jcmd-l'))).toMatchObject([{ rule: 'synchronizer-queue', weight: 3 }]);
  });

  it('[TD-32] tells of many threads on one stack of the application, not of an idle pool', () => {
    for (const name of ['openjdk17--parked-pool-jcmd', 'temurin25--parked-pool-jcmd-l-e']) {
      expect(sentences(findingsOf(fixtureBytes(name)))).toEqual(['6 threads stand on one stack (TIMED_WAITING) at ParkedPool.slowQuery(ParkedPool.java:17).']);
    }
  });

  it('[TD-32] finds nothing where all is quiet', () => {
    const quiet = '"main" #1 prio=5 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: RUNNABLE\n\tat a.B.c(B.java:1)\n';
    expect(findingsOf(quiet)).toEqual([]);
  });
});

describe('findings of a series', () => {
  it('[TD-33] tells of threads that stand still in all dumps, not of those that queue for a lock', () => {
    const findings = seriesFindings(fixtureBytes('temurin25--convoy-jstack'), fixtureBytes('temurin25--convoy-jstack'));
    expect(findings).toMatchObject([{ rule: 'stuck-threads', severity: 'info', certainty: 'inferred', weight: 1 }, { rule: 'stuck-threads', weight: 1 }]);
    expect(new Set(findings[0]!.evidence.map(({ artifact }) => artifact)).size).toBe(2);
    expect(sentences(findings).map((sentence) => sentence.split(' ')[0])).toEqual(['owner', 'spinner']);
    expect(sentences(findings)[0]).toMatch(/^owner #\d+ stands on the same stack \(RUNNABLE\) in all 2 dumps, at Convoy\.checkout/);
    expect(seriesFindings(fixtureBytes('temurin25--monitor-deadlock-sigquit-twice'))).toEqual([]);
  });

  it('[TD-35] gives what is the same in two dumps the same subject, and two things of one dump two', () => {
    const subjects = (source: string | Uint8Array) => findingsOf(source).map(({ rule, subject }) => [rule, subject]);
    const deadlock = ['deadlock', '["transfer-0","transfer-1","transfer-2"]'];
    expect(subjects(fixtureBytes('temurin25--monitor-deadlock-sigquit-twice'))).toEqual([deadlock, deadlock]);
    expect(subjects(fixtureBytes('openjdk17--monitor-deadlock-jstack'))).toEqual([deadlock]);
    expect(subjects(fixtureBytes('openjdk17--convoy-jcmd-l'))).toEqual([['contended-monitor', 'java.lang.Object owned in Convoy.checkout']]);
    const pool = new TextDecoder().decode(fixtureBytes('openjdk17--parked-pool-jcmd'));
    const [once, again] = subjects(pool + pool);
    expect(once).toEqual(['identical-stacks', expect.stringMatching(/^TIMED_WAITING \d+:/)]);
    expect(again).toEqual(once);
    const wants = (name: string, address: string) => `"${name}" #1 prio=5 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: BLOCKED (on object monitor)\n\tat a.B.c(B.java:1)\n\t- waiting to lock <${address}> (a X)\n\n`;
    expect(subjects(wants('a', '0x1') + wants('b', '0x2'))).toEqual([['contended-monitor', 'X wanted in a.B.c'], ['contended-monitor', 'X wanted in a.B.c (2)']]);
  });

  it('[TD-33] tells of threads that only ever become more', () => {
    const pool = (size: number) => Array.from({ length: size }, (_, n) => `"worker-${n}" #${n} prio=5 tid=0x1 nid=0x1 waiting on condition\n   java.lang.Thread.State: WAITING (parking)\n\n`).join('');
    expect(sentences(seriesFindings(pool(20), pool(40), pool(60)))).toEqual(['Threads grew from 20 to 60 over 3 dumps, most of them `worker-N` (+40).']);
    expect(seriesFindings(pool(20), pool(60), pool(40))).toEqual([]);
    expect(seriesFindings(pool(20), pool(21), pool(22))).toEqual([]);
  });
});
