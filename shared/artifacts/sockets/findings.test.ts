import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArtifactId } from '../../base/ids.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { SOCKETS_KIND } from './kind.ts';
import type { SocketListing } from './model.ts';
import { SocketParser } from './parse.ts';
import { servicesOf } from './services.ts';

const SS = 'State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\n';
const JAVA = ' users:(("java",pid=7,fd=9))';

function load(text: string, minute = 0): LoadedArtifact<SocketListing> {
  const parser = new SocketParser();
  parser.push(new TextEncoder().encode(text));
  return { id: `s${minute}` as ArtifactId, parsed: parser.finish()[0]!, takenAt: `2026-11-21T11:${String(minute).padStart(2, '0')}:00Z` };
}

function fixture(name: string, minute = 0): LoadedArtifact<SocketListing> {
  return load(readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8'), minute);
}

function one(artifact: LoadedArtifact<SocketListing>, rule: string): readonly Finding[] {
  return SOCKETS_KIND.analyzers.flatMap((analyze) => analyze(artifact)).filter((finding) => finding.rule === rule);
}

function series(...artifacts: NonEmpty<LoadedArtifact<SocketListing>>): readonly Finding[] {
  return SOCKETS_KIND.seriesAnalyzers.flatMap((analyze) => analyze(artifacts));
}

/** Rows of ss, each with another local port. */
function many(count: number, state: string, remote: string, tail = JAVA, queues = '0 0'): string {
  return Array.from({ length: count }, (_, i) => `${state} ${queues} 10.0.0.1:${40_000 + i} ${remote}${tail}\n`).join('');
}

describe('what one listing of sockets tells', () => {
  it.each([['linux--ss-leak-3.txt'], ['linux--netstat-leak-3.txt'], ['linux--proc-net.txt']])('[SK-12] counts the 36 connections that %s shows in CLOSE_WAIT, and whose they are', (name) => {
    const [pile, ...others] = one(fixture(name), 'close-wait-pile');
    expect(others).toEqual([]);
    expect(pile).toMatchObject({ severity: 'warning', title: { params: { count: 36, process: expect.stringMatching(/^java \(\d+\)$/), peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/) } } });
    expect(pile?.evidence).toHaveLength(36);
  });

  it('[SK-12] keeps silent about fewer than five, tells them apart by process, and says when nobody is named', () => {
    expect(one(load(SS + many(4, 'CLOSE-WAIT', '10.0.0.2:80')), 'close-wait-pile')).toEqual([]);
    const both = one(load(SS + many(6, 'CLOSE-WAIT', '10.0.0.2:80') + many(12, 'CLOSE-WAIT', '10.0.0.3:90', '')), 'close-wait-pile');
    expect(both.map(({ severity, title }) => [severity, title.key, title.params['count'], title.params['peer']])).toEqual([['warning', 'sockets.finding.close-wait.unowned', 12, '10.0.0.3:90'], ['info', 'sockets.finding.close-wait', 6, '10.0.0.2:80']]);
  });

  it('[SK-13] tells of connections that are begun and not finished', () => {
    const half = Array.from({ length: 12 }, (_, i) => `SYN-RECV 0 0 10.0.0.1:8080 10.9.0.${i % 4}:${5000 + i}\n`).join('');
    expect(one(load(SS + half), 'syn-recv-pile')).toMatchObject([{ severity: 'warning', title: { params: { count: 12, port: '8080', peers: 4 } } }]);
    expect(one(load(SS + many(3, 'SYN-SENT', '10.0.3.7:5432')), 'syn-sent-pile')).toMatchObject([{ title: { params: { count: 3, peer: '10.0.3.7:5432', process: 'java (7)' } } }]);
    expect(one(load(SS + many(2, 'SYN-SENT', '10.0.3.7:5432')), 'syn-sent-pile')).toEqual([]);
  });

  it('[SK-14] tells of TIME_WAIT where it outnumbers what is established', () => {
    const flood = (waiting: number, established: number): readonly Finding[] => one(load(SS + many(waiting, 'TIME-WAIT', '10.0.3.7:80', '') + many(established, 'ESTAB', '10.0.3.7:80')), 'time-wait-flood');
    expect(flood(150, 10)).toMatchObject([{ severity: 'info', title: { key: 'sockets.finding.time-wait.outbound', params: { count: 150, established: 10, place: '10.0.3.7:80' } } }]);
    expect(flood(150, 60)).toEqual([]);
    expect(flood(99, 0)).toEqual([]);
    expect(flood(6000, 5000)).toMatchObject([{ severity: 'warning' }]);
  });

  it('[SK-15] tells of a full accept queue by the backlog that ss prints, and doubts what netstat prints', () => {
    expect(one(fixture('linux--ss-accept-queue.txt'), 'accept-queue-full')).toMatchObject([{ severity: 'critical', certainty: 'computed', title: { params: { waiting: 5, limit: 4 } }, evidence: [{ line: 2 }] }]);
    const listen = (queues: string): readonly (readonly string[])[] => one(load(`${SS}LISTEN ${queues} 0.0.0.0:8080 0.0.0.0:*${JAVA}\n`), 'accept-queue-full').map(({ severity, title }) => [severity, title.key.split('.').at(-1) ?? '']);
    expect([listen('0 0'), listen('0 128'), listen('80 128'), listen('100 128'), listen('128 128')]).toEqual([[], [], [], [['warning', 'nearly-full']], [['critical', 'full']]]);
    const netstat = (waiting: number): readonly Finding[] => one(load(`Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    \ntcp ${waiting} 0 0.0.0.0:8080 0.0.0.0:* LISTEN 7/java\n`), 'accept-queue-full');
    expect(netstat(60)).toMatchObject([{ severity: 'warning', certainty: 'candidate' }]);
    expect(netstat(20)).toEqual([]);
  });

  it('[SK-16] names the service with most connections, of the process asked for where one was', () => {
    const rows = many(5, 'ESTAB', '10.0.3.7:5432') + many(9, 'ESTAB', '10.0.3.8:80', ' users:(("node",pid=8,fd=1))');
    expect(one(load(SS + rows), 'remote-services')).toMatchObject([{ title: { params: { process: 'node (8)', count: 9, service: '10.0.3.8:80' } }, details: [{ params: { process: 'java (7)', count: 5 } }] }]);
    expect(one(load(`# borescope: ss -tuxnapeiom for PID 7\n${SS}${rows}# borescope: end\n`), 'remote-services')).toMatchObject([{ title: { params: { process: 'java (7)' } }, details: [] }]);
  });

  it('[SK-17] tells of bytes that nobody takes', () => {
    expect(one(load(SS + many(2, 'ESTAB', '10.0.0.2:80', JAVA, '0 200000')), 'unsent-bytes')).toMatchObject([{ title: { params: { count: 2, bytes: 400_000 } } }]);
    expect(one(load(SS + many(1, 'ESTAB', '10.0.0.2:80', JAVA, '70000 0')), 'unread-bytes')).toMatchObject([{ title: { params: { count: 1, bytes: 70_000 } } }]);
    expect(one(load(SS + many(1, 'ESTAB', '10.0.0.2:80', JAVA, '5000 5000')), 'unsent-bytes')).toEqual([]);
  });

  it('[SK-11] tells connections that came in from those that went out', () => {
    const directions = (text: string): readonly string[] => servicesOf(load(SS + text).parsed.model.table).map(({ direction, endpoint }) => `${direction} ${endpoint}`);
    expect(directions('LISTEN 0 5 0.0.0.0:40000 0.0.0.0:*\nESTAB 0 0 10.0.0.1:40000 10.0.0.9:22\nESTAB 0 0 10.0.0.1:50000 10.0.0.9:60000\n')).toEqual(['inbound *:40000', 'outbound 10.0.0.9:60000']);
    expect(directions('ESTAB 0 0 10.0.0.1:8080 10.0.0.9:50000\nESTAB 0 0 10.0.0.1:50000 10.0.0.9:5432\n')).toEqual(['inbound *:8080', 'outbound 10.0.0.9:5432']);
  });
});

describe('what a series of listings tells', () => {
  it('[SK-18] counts the growth of CLOSE_WAIT, whatever tool listed it', () => {
    for (const tool of ['ss', 'netstat']) {
      const [growth] = series(fixture(`linux--${tool}-leak-1.txt`), fixture(`linux--${tool}-leak-2.txt`, 1), fixture(`linux--${tool}-leak-3.txt`, 2));
      expect(growth).toMatchObject({ rule: 'close-wait-growth', title: { params: { first: 12, last: 36, captures: 3 } } });
      expect(growth?.details[0]?.params).toEqual({ counts: '12 → 24 → 36' });
      expect(growth?.evidence.map(({ artifact }) => artifact)).toEqual(['s0', 's1', 's2']);
    }
  });

  it('[SK-18] is silent about a level, a fall and two captures', () => {
    const [first, second, third] = [1, 2, 3].map((round) => fixture(`linux--ss-leak-${round}.txt`, round));
    expect(series(second!, second!, second!)).toEqual([]);
    expect(series(third!, second!, first!)).toEqual([]);
    expect(series(first!, third!)).toEqual([]);
  });

  it('[SK-18] allows one capture without growth in four, and no fall', () => {
    const counts = (...all: readonly number[]): readonly Finding[] => series(...(all.map((count, minute) => load(SS + many(count, 'CLOSE-WAIT', '10.0.3.7:80'), minute)) as unknown as NonEmpty<LoadedArtifact<SocketListing>>));
    expect(counts(12, 24, 36, 36)).toHaveLength(1);
    expect(counts(12, 36, 36, 36)).toEqual([]);
    expect(counts(12, 24, 23, 36)).toEqual([]);
  });

  it('[SK-18] counts connections to one service that grow in every capture', () => {
    const at = (count: number, minute: number): LoadedArtifact<SocketListing> => load(SS + many(count, 'ESTAB', '10.0.3.7:5432'), minute);
    expect(series(at(20, 0), at(30, 1), at(41, 2))).toMatchObject([{ rule: 'connection-growth', title: { params: { place: '10.0.3.7:5432', first: 20, last: 41 } } }]);
    expect(series(at(20, 0), at(22, 1), at(24, 2))).toEqual([]);
  });

  it('[SK-10] pairs sockets by their endpoints over captures and tools, and says what became of each', () => {
    const before = load(`${SS}ESTAB 0 0 [::ffff:10.0.0.1]:40000 [::ffff:10.0.0.2]:80${JAVA}\nESTAB 0 0 10.0.0.1:40001 10.0.0.2:80${JAVA}\n`);
    const after = load('Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    \ntcp6 0 9 10.0.0.1:40000 10.0.0.2:80 CLOSE_WAIT 7/java\ntcp 0 0 10.0.0.1:40002 10.0.0.2:80 ESTABLISHED 7/java\n', 1);
    const { added, removed, changed } = SOCKETS_KIND.diff([before, after]);
    expect(added).toMatchObject([{ key: 'tcp 10.0.0.1:40002 → 10.0.0.2:80' }]);
    expect(removed).toMatchObject([{ key: 'tcp 10.0.0.1:40001 → 10.0.0.2:80' }]);
    expect(changed).toMatchObject([{ key: 'tcp 10.0.0.1:40000 → 10.0.0.2:80', before: { state: 'ESTABLISHED' }, after: { state: 'CLOSE_WAIT' }, delta: { recvQ: 0, sendQ: 9 } }]);
  });
});
