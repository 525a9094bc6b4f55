import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../base/message.ts';
import { RULES } from './rule-table.ts';
import { RULE_MESSAGES } from './messages.ts';
import { RESOURCE_MESSAGES } from './resource-messages.ts';
import { STALL_MESSAGES } from './stall-messages.ts';
import { COMPUTES, CONNECTS, dumpText, IDLE, lsofText, OWNS_AND_QUERIES, QUERY, ssText, stuckText, topText, WAITS_FOR_LEDGER, WAITS_FOR_POOL, WRITES_RESPONSE } from './testing/incident-texts.ts';
import { capturesIn, find, fixture, rulesIn, say, told, worker, type Capture } from './testing/find.ts';

const CATALOGUES = [RULE_MESSAGES, STALL_MESSAGES, RESOURCE_MESSAGES];

const DATABASE = ['ESTAB', 0, 0, '10.0.0.1:40001', '10.0.3.7:5432'] as const;
const REST = ['ESTAB', 0, 0, '10.0.0.1:40002', '10.0.3.8:9090'] as const;
const LISTEN = ['LISTEN', 0, 100, '*:8080', '*:*'] as const;
const CLIENT = ['ESTAB', 0, 0, '10.0.0.1:8080', '10.9.0.1:50001'] as const;
const CONVOY = dumpText('12:00:10', [worker(1, OWNS_AND_QUERIES), worker(2, WAITS_FOR_LEDGER), worker(3, WAITS_FOR_LEDGER)]);
const HEALTHY = dumpText('12:00:10', [worker(1, IDLE), worker(2, IDLE), worker(3, QUERY)]);

describe('rules over joined captures', () => {
  it('[CR-09] says every sentence in both languages, with a finding for each that it explains', () => {
    const spec = readFileSync(path.join(import.meta.dirname, '../SPEC.md'), 'utf8');
    for (const { id, question } of RULES) expect(spec, id).toContain(`\`${id}\`: ${question}`);
    for (const language of LANGUAGES) for (const messages of CATALOGUES) for (const [key, text] of Object.entries(messages[language])) expect(text, key).not.toBe('');
    expect(CATALOGUES.flatMap(({ ko }) => Object.entries(ko)).filter(([, text]) => !/[가-힣]/.test(text))).toEqual([]);
  });

  it('[CR-10] names lock, owner, backend and requests of a convoy, and tells the monitor below it', () => {
    const findings = find(CONVOY, ssText(LISTEN, DATABASE, REST, CLIENT), stuckText('http-nio-8080-exec-2', 102, '/pay', 70_000) + stuckText('http-nio-8080-exec-3', 103, '/pay', 61_000), topText('12:00:10', [101, 'http-nio-8080-e', 0], [102, 'http-nio-8080-e', 0]));
    const convoy = told(findings, 'convoy-behind-backend');
    expect(say(convoy?.title)).toBe('2 requests to /pay wait for `com.acme.Ledger` 0x00000000f0000aaa; its owner `http-nio-8080-exec-1` reads from 10.0.3.7:5432, 0 % CPU.');
    expect(convoy).toMatchObject({ severity: 'warning', certainty: 'inferred', weight: 3 });
    expect(convoy?.chain?.map(({ by, what }) => [by === null ? null : say(by), say(what)])).toEqual([[null, '/pay ×2'], ['blocked', 'com.acme.Ledger'], ['owned by', 'http-nio-8080-exec-1'], ['reads from', '10.0.3.7:5432 ×1']]);
    expect(capturesIn(convoy)).toHaveLength(4);
    expect(findings.map(({ rule }) => rule)).not.toContain('contended-monitor');
    expect(convoy?.details.map(({ key }) => key)).toEqual(expect.arrayContaining(['correlate.rule.backend.medium', 'correlate.rule.convoy.falsified', 'correlate.rule.next.dump', 'threadDump.finding.contention.queries-database']));
    expect(say(convoy?.details.find(({ key }) => key === 'correlate.rule.next.dump'))).toContain('`jcmd 7 Thread.print -l`');
  });

  it('[CR-10] leaves a convoy to the kind’s own finding where no other capture joins, and keeps silent about an owner that computes', () => {
    expect(find(CONVOY).map(({ rule }) => rule)).toEqual(['contended-monitor']);
    const computes = dumpText('12:00:10', [worker(1, { stack: [...COMPUTES.stack, '- locked <0x00000000f0000aaa> (a com.acme.Ledger)'] }), worker(2, WAITS_FOR_LEDGER), worker(3, WAITS_FOR_LEDGER)]);
    expect(rulesIn(find(computes, ssText(LISTEN, DATABASE, CLIENT)))).toEqual([]);
  });

  it('[CR-09] tells what holds in several dumps once', () => {
    const again = CONVOY.replace('12:00:10', '12:01:10');
    const convoys = find({ text: CONVOY, minute: 0 }, { text: again, minute: 1 }, { text: ssText(LISTEN, DATABASE), minute: 0 }, { text: ssText(LISTEN, DATABASE), minute: 1 }).filter(({ rule }) => rule === 'convoy-behind-backend');
    expect(convoys).toMatchObject([{ seenIn: { captures: 2, of: 2 } }]);
    expect(capturesIn(convoys[0])).toHaveLength(4);
  });

  it('[CR-04] pairs captures of unknown times by their place among those of one tool', () => {
    const untimed = (text: string): Capture => ({ text, minute: null });
    const netstat = 'Active Internet connections (servers and established)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name\ntcp        0      0 10.0.0.1:40001          10.0.3.7:5432           ESTABLISHED 7/java\n';
    const dumps = [CONVOY, CONVOY.replace('12:00:10', '12:09:10')].map(untimed);
    const convoys = find(...dumps, untimed(ssText(LISTEN, REST)), untimed(netstat), untimed(ssText(LISTEN, DATABASE))).filter(({ rule }) => rule === 'convoy-behind-backend');
    expect(say(convoys[0]?.title)).toContain('reads from 10.0.3.7:5432');
    expect(convoys).toMatchObject([{ seenIn: { captures: 2, of: 2 } }]);
    expect(capturesIn(convoys[0])).toEqual(['c1.1', 'c4.1', 'c0.1', 'c2.1']);
  });

  it('[CR-07] names several backends as candidates only, and none of another process', () => {
    const two = find(CONVOY, ssText(LISTEN, DATABASE, ['ESTAB', 0, 0, '10.0.0.1:40009', '10.0.3.9:3306']));
    expect(say(told(two, 'convoy-behind-backend')?.title)).toContain('waits for a backend in com.acme.Orders.load');
    expect(say(told(two, 'convoy-behind-backend')?.details[0])).toBe('Candidates for the backend: 10.0.3.7:5432, 10.0.3.9:3306.');
    expect(find(CONVOY, ssText(LISTEN, DATABASE).replaceAll('pid=7', 'pid=8') + ssText(CLIENT).split('\n')[1], lsofText(['1w', 0, 5, '/var/log/app.log'])).map(({ rule }) => rule)).toContain('contended-monitor');
  });

  it('[CR-07] is sure only of the one backend of its sort, and rules out what is known to be of another', () => {
    const host = (program: string, port: number): string => `LISTEN 0 100 127.0.0.1:${port} 0.0.0.0:* users:(("${program}",pid=99,fd=4))\nESTAB 0 0 127.0.0.1:4${port} 127.0.0.1:${port} users:(("java",pid=7,fd=4))\n`;
    const backendOf = (listing: string): readonly (string | undefined)[] => {
      const details = told(find(CONVOY, listing), 'convoy-behind-backend')?.details.find(({ key }) => key.startsWith('correlate.rule.backend.'));
      return [details?.key.split('.').at(-1), String(details?.params['list'])];
    };
    expect(backendOf(ssText(LISTEN) + host('postgres', 1543) + host('node', 1909))).toEqual(['high', '127.0.0.1:1543']);
    expect(backendOf(ssText(LISTEN) + host('node', 1909) + ssText(REST).split('\n')[1])).toEqual(['medium', '10.0.3.8:9090']);
    expect(backendOf(ssText(LISTEN) + host('node', 1909))).toEqual([undefined, 'undefined']);
  });

  it('[CR-11] names the probable holders of an exhausted pool and its connections; one that waits is no news', () => {
    const threads = [worker(1, QUERY), worker(2, QUERY), worker(3, WAITS_FOR_POOL), worker(4, WAITS_FOR_POOL), worker(5, WAITS_FOR_POOL)];
    const sockets = ssText(LISTEN, DATABASE, ['ESTAB', 0, 0, '10.0.0.1:40005', '10.0.3.7:5432'], REST);
    const findings = find(dumpText('12:00:10', threads), sockets);
    expect(say(told(findings, 'pool-exhausted')?.title)).toBe('3 threads wait for a pooled connection; connections established to 10.0.3.7:5432: 2, probable holders: 2 (http-nio-8080-exec-1, http-nio-8080-exec-2).');
    expect(told(findings, 'pool-exhausted')).toMatchObject({ certainty: 'candidate' });
    expect(findings.map(({ rule }) => rule)).not.toContain('unowned-queue');
    expect(rulesIn(find(dumpText('12:00:10', [worker(1, QUERY), worker(3, WAITS_FOR_POOL)]), sockets))).toEqual(['all-quiet']);
  });

  it('[CR-12] joins unanswered connection attempts with the threads in connect', () => {
    const sent = ['SYN-SENT', 0, 1, '10.0.0.1:40001', '10.0.3.9:443'] as const;
    const findings = find(dumpText('12:00:10', [worker(1, CONNECTS), worker(2, CONNECTS), worker(3, IDLE)]), ssText(LISTEN, sent, sent, sent));
    expect(say(told(findings, 'backend-unreachable')?.title)).toBe('10.0.3.9:443 leaves connection attempts unanswered (3 in SYN_SENT); 2 threads wait in connect: http-nio-8080-exec-1, http-nio-8080-exec-2.');
    expect(findings.map(({ rule }) => rule)).not.toContain('syn-sent-pile');
    expect(rulesIn(find(HEALTHY, ssText(LISTEN, sent)))).toEqual(['all-quiet']);
  });

  it('[CR-13] joins growing CLOSE_WAIT, descriptors and a growing class; without growth it is silent', () => {
    const round = (n: number): readonly Capture[] => [
      { text: fixture('sockets', `linux--ss-leak-${n}.txt`), minute: n },
      { text: fixture('open-files', `openjdk17--lsof-leak-${n}.txt`), minute: n },
      { text: fixture('heap-histogram', `openjdk17--leak-${n}.txt`).replace(/^\d+:\n/, '10160:\n'), minute: n },
    ];
    const findings = find(...round(1), ...round(2), ...round(3));
    const leak = told(findings, 'connection-leak');
    expect(leak?.title.params).toMatchObject({ process: 'java (10160)', first: 12, last: 36, captures: 3 });
    expect(say(leak?.details.find(({ key }) => key === 'correlate.rule.leak.class'))).toContain('Leak$Session');
    expect(capturesIn(leak)).toHaveLength(9);
    expect(findings.filter(({ rule }) => ['close-wait-growth', 'close-wait-pile', 'fd-growth'].includes(rule))).toEqual([]);
    expect(findings.some(({ rule }) => rule === 'growing-class')).toBe(true);
    expect(rulesIn(find(...[1, 2, 3].flatMap((minute) => round(1).map((capture) => (typeof capture === 'string' ? capture : { ...capture, minute })))))).not.toContain('connection-leak');
  });

  it('[CR-14] says what a hot thread runs and for which request, and nothing of one that rests', () => {
    const findings = find(dumpText('12:00:10', [worker(1, COMPUTES), worker(2, IDLE)]), topText('12:00:10', [101, 'http-nio-8080-e', 97], [102, 'http-nio-8080-e', 0]), stuckText('http-nio-8080-exec-1', 101, '/digest', 70_000));
    const hot = told(findings, 'hot-thread-at-work');
    expect(say(hot?.title)).toBe('`http-nio-8080-exec-1` (/digest) uses 97 % of one CPU in com.acme.Digest.spin(Digest.java:5).');
    expect(hot).toMatchObject({ severity: 'warning', certainty: 'computed' });
    expect(say(hot?.details[0])).toContain('/digest');
    expect(capturesIn(hot)).toHaveLength(3);
    expect(findings.map(({ rule }) => rule)).not.toContain('hot-thread');
    expect(rulesIn(find(dumpText('12:00:10', [worker(1, IDLE)]), topText('12:00:10', [101, 'http-nio-8080-e', 97])))).toEqual([]);
  });

  it('[CR-15] joins the collector’s CPU with what fills the heap', () => {
    const histogram = fixture('heap-histogram', 'openjdk17--leak-3.txt');
    const findings = find(topText('12:00:10', [8, 'GC Thread#0', 90], [9, 'GC Thread#1', 80]), histogram);
    expect(told(findings, 'gc-pressure')?.title.params).toMatchObject({ percent: 170, count: 2, class: 'byte[]' });
    expect(findings.map(({ rule }) => rule)).not.toContain('gc-cpu');
    expect(rulesIn(find(topText('12:00:10', [8, 'GC Thread#0', 9]), histogram))).toEqual(['all-quiet']);
  });

  it('[CR-16] tells a request that stands on one stack in all dumps, not one that began anew or stands in one dump', () => {
    const dumps = ['12:00:10', '12:01:10', '12:02:10'].map((time, minute) => ({ text: dumpText(time, [worker(1, COMPUTES), worker(2, IDLE)]), minute }));
    const serves = stuckText('http-nio-8080-exec-1', 101, '/digest', 70_000);
    const stuck = told(find(...dumps, serves), 'stuck-request');
    expect(say(stuck?.title)).toMatch(/^1 request to \/digest stands on the same stack \(RUNNABLE\) in all 3 dumps, at com\.acme\.Digest\.spin/);
    expect(stuck).toMatchObject({ severity: 'warning' });
    const burns = find(...dumps, serves, { text: topText('12:02:10', [101, 'http-nio-8080-e', 97]), minute: 2 });
    expect(rulesIn(burns)).toEqual(['hot-thread-at-work']);
    expect(burns.filter(({ rule }) => rule === 'stuck-threads' || rule === 'hot-thread')).toEqual([]);
    const [first, second] = dumps;
    const moved = { text: dumpText('12:01:10', [worker(1, { stack: ['com.acme.Digest.end(Digest.java:9)'] })]), minute: 1 };
    if (first !== undefined && second !== undefined) {
      expect(rulesIn(find(first, moved, serves))).not.toContain('stuck-request');
      expect(rulesIn(find(first, serves))).not.toContain('stuck-request');
    }
  });

  it('[CR-17] joins growing threads with what the system counts, and leaves them alone where that stands still', () => {
    const growing = [20, 40, 60].map((count, minute) => ({ text: dumpText(`12:0${minute}:10`, Array.from({ length: count }, (_, n) => ({ ...IDLE, name: `pool-1-thread-${n}`, id: 200 + n }))), minute }));
    const lists = (counts: readonly number[]): readonly Capture[] => counts.map((count, minute) => ({ text: topText(`12:0${minute}:10`, ...Array.from({ length: count }, (_, n) => [200 + n, 'pool-1-thread-1', 0] as const)), minute }));
    const findings = find(...growing, ...lists([25, 45, 65]));
    expect(say(told(findings, 'thread-leak')?.title)).toBe('Threads grew from 20 to 60 over 3 dumps, most of them `pool-N-thread-N` (+40); the system counts the same growth: 26 → 46 → 66.');
    expect(findings.map(({ rule }) => rule)).not.toContain('thread-growth');
    expect(find(...growing, ...lists([65, 65, 65])).map(({ rule }) => rule)).toContain('thread-growth');
  });

  it('[CR-18] blames busy workers for a full accept queue, and not where one of them rests', () => {
    const sockets = ssText(['LISTEN', 101, 100, '*:8080', '*:*'], DATABASE);
    const findings = find(dumpText('12:00:10', [worker(1, QUERY), worker(2, QUERY), worker(3, COMPUTES)]), sockets);
    expect(say(told(findings, 'accept-queue-behind-pool')?.title)).toMatch(/^101 connections wait to be accepted on .*:8080: all 3 threads of `http-nio-8080-exec-N` are busy, 2 of them at com\.acme\.Orders\.load/);
    expect(findings.map(({ rule }) => rule)).not.toContain('accept-queue-full');
    expect(find(dumpText('12:00:10', [worker(1, QUERY), worker(2, IDLE), worker(3, COMPUTES)]), sockets).map(({ rule }) => rule)).toEqual(['accept-queue-full']);
  });

  it('[CR-19] tells of a deleted file that grows, not of one that stays as it is', () => {
    const list = (megabytes: number, minute: number): Capture => ({ text: lsofText(['12w', megabytes * 1_048_576, 77, '/tmp/spool.tmp (deleted)'], ['1w', 100, 78, '/var/log/app.log']), minute });
    const grown = told(find(list(100, 0), list(400, 1)), 'deleted-file-grows');
    expect(say(grown?.title)).toBe('Deleted files that java (7) holds open (1) took 100 MB of the disk and now take 400 MB, over 2 captures.');
    expect(capturesIn(grown)).toHaveLength(2);
    expect(find(list(400, 0), list(400, 1)).map(({ rule }) => rule)).toContain('deleted-files-held');
    expect(rulesIn(find(list(400, 0), list(400, 1)))).toEqual([]);
  });

  it('[CR-20] joins a thread that writes a response with the client that does not read it', () => {
    const dump = dumpText('12:00:10', [worker(1, WRITES_RESPONSE), worker(2, IDLE)]);
    const slow = told(find(dump, ssText(LISTEN, ['ESTAB', 0, 3_000_000, '10.0.0.1:8080', '10.9.0.1:50001'])), 'slow-client');
    expect(say(slow?.title)).toBe('`http-nio-8080-exec-1` waits until a client reads its response: 2.9 MB lie unsent for 10.9.0.1:50001 (Send-Q).');
    expect(slow).toMatchObject({ certainty: 'inferred' });
    expect(rulesIn(find(dump, ssText(LISTEN, CLIENT)))).toEqual(['all-quiet']);
  });

  it('[CR-21] says that all is quiet only where two kinds were captured and nothing is to be warned of', () => {
    const quiet = find(HEALTHY, ssText(LISTEN, DATABASE, CLIENT), topText('12:00:10', [101, 'http-nio-8080-e', 1]));
    expect(rulesIn(quiet)).toEqual(['all-quiet']);
    expect(say(told(quiet, 'all-quiet')?.title)).toBe('All quiet: 3 captures of 3 kinds give nothing to warn of.');
    expect(rulesIn(find(HEALTHY))).toEqual([]);
    expect(rulesIn(find(HEALTHY, ssText(['LISTEN', 101, 100, '*:8080', '*:*'])))).toEqual([]);
  });

  it.each([['openjdk17--parked-pool-jcmd.txt'], ['temurin25--parked-pool-jcmd-l-e.txt'], ['temurin25--virtual-threads-jcmd-l.txt'], ['temurin25--virtual-threads-dump-json.txt']])('[CR-09] finds nothing in %s beside healthy sockets and threads', (name) => {
    expect(rulesIn(find(fixture('thread-dump', name), ssText(LISTEN, DATABASE, CLIENT), topText('12:00:10', [8, 'VM Thread', 1]))).filter((rule) => rule !== 'all-quiet')).toEqual([]);
  });

  it('[CR-09] keeps processes apart, and tells what belongs to nobody once', () => {
    const sockets = ssText(LISTEN, DATABASE);
    expect(rulesIn(find({ text: CONVOY, minute: 0, source: 'a' }, { text: sockets, minute: 0, source: 'b' }))).toEqual([]);
    const both = find({ text: CONVOY, minute: 0, source: 'a' }, { text: sockets, minute: 0, source: 'a' }, { text: HEALTHY, minute: 0, source: 'b' });
    expect(rulesIn(both)).toEqual(['convoy-behind-backend']);
  });
});
