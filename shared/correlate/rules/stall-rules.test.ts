import { describe, expect, it } from 'vitest';
import { COMPUTES, dumpText, IDLE, LEDGER, lsofText, QUERY, ssText, stuckText, topText, WAITS_FOR_LEDGER, type ThreadText } from './testing/incident-texts.ts';
import { capturesIn, find, fixture, rulesIn, say, told, worker } from './testing/find.ts';
import { histogramText } from './testing/list-texts.ts';
import {
  AWAITS_IN_A_REQUEST, AWAITS_REFERENCES, AWAITS_WITHIN_TASK, FINALIZES_SLOWLY, LOADS_A_CLASS, LOOKS_UP, OWNS_APPENDER, READS_FOREVER, READS_RANDOM, READS_WITH_TIMEOUT, SELECTS, SLEEPS_IN_A_HANDLER, WAITS_FOR_APPENDER, WAITS_FOR_CLASS, WAITS_FOR_RANDOM,
} from './testing/stall-texts.ts';

const dump = (...stacks: readonly Omit<ThreadText, 'name' | 'id'>[]): string => dumpText('12:00:10', stacks.map((stack, i) => worker(i + 1, stack)));
const serves = (url: string, ms: number, ...workers: readonly number[]): string => workers.map((n) => stuckText(`http-nio-8080-exec-${n}`, 100 + n, url, ms)).join('');
const named = (name: string, id: number, stack: Omit<ThreadText, 'name' | 'id'>): ThreadText => ({ name, id, ...stack });
const LISTEN = ['LISTEN', 0, 100, '*:8080', '*:*'] as const;

describe('rules about threads that wait', () => {
  it.each([
    ['monitor', 'openjdk17--monitor-deadlock-jstack.txt', 'transfer-0'],
    ['ownable synchronizer', 'openjdk17--lock-deadlock-jstack-l.txt', 'stock-then-prices'],
    ['class initialization', 'openjdk17--class-init-deadlock-jcmd-l.txt', 'prices-first'],
    ['virtual threads', 'temurin25--virtual-deadlock-dump-json.txt', 'virtual-stock-first'],
  ])('[CR-22] tells which requests hang on a deadlock (%s), and leaves it to the kind where none is known', (world, file, thread) => {
    const text = fixture('thread-dump', file);
    const threads = find(text).filter(({ rule }) => rule === 'deadlock');
    expect(threads.length, 'the fixture holds a deadlock').toBeGreaterThan(0);
    const log = '2026-11-21 12:00:05.000Z [shop-worker-1] INFO com.acme.Shop - GET /pay from 10.0.0.9\n2026-11-21 12:00:06.000Z [shop-worker-2] INFO com.acme.Shop - GET /other\n';
    const hangs = find(text.replaceAll(thread, 'shop-worker-1'), log).find(({ title }) => title.key === 'correlate.rule.deadlock');
    expect(hangs).toMatchObject({ rule: 'deadlock', severity: 'critical' });
    expect(say(hangs?.title)).toMatch(/^1 request hangs for good: \d threads wait for each other in a circle/);
    if (world === 'virtual threads') expect(hangs?.details.map(({ key }) => key)).toContain('correlate.rule.deadlock.virtual');
    else expect(say(hangs?.title)).toContain(world);
    expect(capturesIn(hangs)).toHaveLength(2);
    expect(threads.every(({ title }) => title.key !== 'correlate.rule.deadlock')).toBe(true);
  });

  it('[CR-23] names the appender, its owner and the one log that the process writes; a lone writer is no news', () => {
    const findings = find(dump(OWNS_APPENDER, WAITS_FOR_APPENDER, WAITS_FOR_APPENDER), lsofText(['5w', 10, 77, '/var/log/shop.log'], ['6r', 10, 78, '/srv/a.log']));
    expect(say(told(findings, 'logging-lock')?.title)).toBe('2 threads wait to write a log line: `http-nio-8080-exec-1` holds `org.apache.log4j.RollingFileAppender` 0x00000000f0000bbb of the appender, in org.apache.log4j.WriterAppender.append.');
    expect(say(told(findings, 'logging-lock')?.details[0])).toBe('The process writes one log: /var/log/shop.log.');
    expect(capturesIn(told(findings, 'logging-lock'))).toHaveLength(2);
    expect(findings.map(({ rule }) => rule)).not.toContain('contended-monitor');
    expect(rulesIn(find(dump(OWNS_APPENDER, WAITS_FOR_APPENDER, IDLE)))).toEqual([]);
  });

  it('[CR-24] tells of threads that wait for a class, and who loads it; not of one that waits', () => {
    expect(say(told(find(dump(LOADS_A_CLASS, WAITS_FOR_CLASS, WAITS_FOR_CLASS)), 'class-loading-lock')?.title)).toMatch(/^2 threads wait until a class is loaded or initialized \(http-nio-8080-exec-2, http-nio-8080-exec-3\); `http-nio-8080-exec-1` is at it, in com\.acme\.Plugins\.find/);
    expect(say(told(find(fixture('thread-dump', 'openjdk17--class-init-jcmd-l.txt')), 'class-loading-lock')?.title)).toContain('`reader-0` is at it');
    expect(rulesIn(find(dump(LOADS_A_CLASS, WAITS_FOR_CLASS)))).toEqual([]);
    expect(rulesIn(find(fixture('thread-dump', 'openjdk17--class-init-deadlock-jcmd-l.txt'))).filter((rule) => rule !== 'deadlock')).toEqual([]);
  });

  it('[CR-25] tells of several lookups of names with the server asked, and not of one', () => {
    const lookups = find(dump(LOOKS_UP, LOOKS_UP, IDLE), `${ssText(LISTEN)}ESTAB 0 0 10.0.0.1:41000 10.0.0.53:53 users:(("java",pid=7,fd=44))\n`, serves('/pay', 6000, 1));
    expect(say(told(lookups, 'name-lookup-stall')?.title)).toBe('2 threads wait until a host name is resolved, called from com.acme.Payments.pay: http-nio-8080-exec-1, http-nio-8080-exec-2.');
    expect(say(told(lookups, 'name-lookup-stall')?.details[1])).toBe('The process asks the name server 10.0.0.53:53 at this moment.');
    expect(capturesIn(told(lookups, 'name-lookup-stall'))).toHaveLength(3);
    expect(rulesIn(find(dump(LOOKS_UP, IDLE, IDLE)))).toEqual([]);
  });

  it('[CR-26] tells of threads behind the random device, and not of one that seeds', () => {
    const findings = find(dump(READS_RANDOM, WAITS_FOR_RANDOM, WAITS_FOR_RANDOM), lsofText(['5r', 0, 9, '/dev/random']));
    expect(say(told(findings, 'entropy-block')?.title)).toContain('3 threads wait for random numbers of the system: `http-nio-8080-exec-1` reads the device');
    expect(capturesIn(told(findings, 'entropy-block'))).toHaveLength(2);
    expect(rulesIn(find(dump(READS_RANDOM, IDLE)))).toEqual([]);
  });

  it('[CR-27] tells of long requests that read without a timeout, not of short ones nor of reads with one', () => {
    const backend = ssText(LISTEN, ['ESTAB', 0, 0, '10.0.0.1:40002', '10.0.3.8:80']);
    const findings = find(dump(READS_FOREVER, IDLE), backend, serves('/quote', 70_000, 1));
    expect(say(told(findings, 'read-without-timeout')?.title)).toMatch(/^1 request to \/quote reads without a timeout at com\.acme\.Prices\.quote\(Prices\.java:8\), for 1 min 10 s now: http-nio-8080-exec-1\.$/);
    expect(capturesIn(told(findings, 'read-without-timeout'))).toHaveLength(3);
    expect(rulesIn(find(dump(READS_WITH_TIMEOUT, IDLE), backend, serves('/quote', 70_000, 1)))).not.toContain('read-without-timeout');
    expect(rulesIn(find(dump(READS_FOREVER, IDLE), backend, serves('/quote', 9000, 1)))).not.toContain('read-without-timeout');
  });

  it('[CR-28] tells of a pool whose workers all wait within its own tasks, not of servers that wait for a pool', () => {
    const pool = (...stacks: readonly Omit<ThreadText, 'name' | 'id'>[]): string => dumpText('12:00:10', stacks.map((stack, i) => named(`pool-1-thread-${i + 1}`, 200 + i, stack)));
    const starved = told(find(pool(AWAITS_WITHIN_TASK, AWAITS_WITHIN_TASK)), 'pool-starvation');
    expect(say(starved?.title)).toBe('All 2 threads of `pool-1-thread-N` wait, within tasks of that pool, for results of further tasks, in com.acme.Reports.join.');
    expect(starved).toMatchObject({ certainty: 'candidate' });
    expect(rulesIn(find(pool(AWAITS_WITHIN_TASK, IDLE)))).toEqual([]);
    expect(rulesIn(find(dump(AWAITS_IN_A_REQUEST, AWAITS_IN_A_REQUEST)))).toEqual([]);
  });

  it('[CR-29] tells of a Finalizer that is held up while objects wait for it', () => {
    const histogram = (waiting: number): string => histogramText(['[B', 10_000, 4_000_000], ['java.lang.ref.Finalizer', waiting, waiting * 64]);
    const behind = told(find(dumpText('12:00:10', [named('Finalizer', 3, FINALIZES_SLOWLY)]), histogram(40_000)), 'finalizer-behind');
    expect(say(behind?.title)).toContain('`Finalizer` (TIMED_WAITING) is held up at com.acme.Handle.finalize(Handle.java:5), while 40,000 instances of java.lang.ref.Finalizer wait for it.');
    expect(capturesIn(behind)).toHaveLength(2);
    expect(rulesIn(find(dumpText('12:00:10', [named('Finalizer', 3, FINALIZES_SLOWLY)]), histogram(40)))).not.toContain('finalizer-behind');
    expect(rulesIn(find(dumpText('12:00:10', [named('Finalizer', 3, AWAITS_REFERENCES)]), histogram(40_000)))).not.toContain('finalizer-behind');
  });

  it('[CR-42] tells of an event loop that sleeps in a handler, not of one that selects', () => {
    const loop = (stack: Omit<ThreadText, 'name' | 'id'>): string => dumpText('12:00:10', [named('nioEventLoopGroup-3-1', 50, stack), named('nioEventLoopGroup-3-2', 51, SELECTS)]);
    expect(say(told(find(loop(SLEEPS_IN_A_HANDLER)), 'event-loop-blocked')?.title)).toBe('The event loop `nioEventLoopGroup-3-1` waits (TIMED_WAITING) in a handler at com.acme.Handler.channelRead(Handler.java:11): all its connections stand still meanwhile.');
    expect(rulesIn(find(loop(SELECTS)))).toEqual([]);
    expect(rulesIn(find(loop(COMPUTES)))).toEqual([]);
  });

  it('[CR-43] tells of a convoy behind an owner that computes, by measured CPU only', () => {
    const convoy = dump({ stack: [...COMPUTES.stack, `- locked ${LEDGER}`] }, WAITS_FOR_LEDGER, WAITS_FOR_LEDGER, QUERY);
    const findings = find(convoy, topText('12:00:10', [101, 'http-nio-8080-e', 96], [102, 'http-nio-8080-e', 0]));
    expect(say(told(findings, 'convoy-behind-cpu')?.title)).toBe('2 threads wait for `com.acme.Ledger` 0x00000000f0000aaa; its owner `http-nio-8080-exec-1` computes all the while (96 % of one CPU) at com.acme.Digest.spin(Digest.java:5).');
    expect(findings.filter(({ rule }) => /contended|hot-thread/.test(rule))).toEqual([]);
    expect(rulesIn(find(convoy, topText('12:00:10', [101, 'http-nio-8080-e', 9])))).not.toContain('convoy-behind-cpu');
  });
});
