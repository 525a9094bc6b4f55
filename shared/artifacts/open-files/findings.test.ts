import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArtifactId } from '../../base/ids.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { OPEN_FILES } from './kind.ts';
import type { OpenFiles } from './model.ts';
import { OpenFilesParser } from './parse.ts';

function load(text: string, minute = 0): LoadedArtifact<OpenFiles> {
  const parser = new OpenFilesParser();
  parser.push(new TextEncoder().encode(text));
  return { id: `f${minute}` as ArtifactId, parsed: parser.finish()[0]!, takenAt: `2026-11-21T11:${String(minute).padStart(2, '0')}:00Z` };
}

/** The program had leaked 12, 24 and 36 connections, 5, 10 and 15 deleted files and 7, 14 and 21 openings of one file. */
function captured(round: number): string {
  return readFileSync(path.join(import.meta.dirname, `fixtures/openjdk17--lsof-leak-${round}.txt`), 'utf8');
}

function one(artifact: LoadedArtifact<OpenFiles>): readonly Finding[] {
  return OPEN_FILES.analyzers.flatMap((analyze) => analyze(artifact));
}

function series(...artifacts: NonEmpty<LoadedArtifact<OpenFiles>>): readonly Finding[] {
  return OPEN_FILES.seriesAnalyzers.flatMap((analyze) => analyze(artifacts));
}

function limits(pid: number, soft: number, text: string): string {
  return `==> /proc/${pid}/limits <==\nMax open files            ${soft}                 ${soft}                files     \n${text}`;
}

function pidOf(text: string): number {
  return Number(/^java +(\d+)/m.exec(text)?.[1]);
}

describe('what one list of open files tells', () => {
  it('[OF-10] counts the deleted files a process holds, and their bytes', () => {
    const [deleted, ...others] = one(load(captured(3))).filter(({ rule }) => rule === 'deleted-files-held');
    expect(others).toEqual([]);
    expect(deleted).toMatchObject({ severity: 'warning', title: { params: { count: 15, bytes: 15 * 8192 } } });
    expect(deleted?.evidence).toHaveLength(15);
  });

  it('[OF-12] names the file that is open many times', () => {
    const often = (round: number): readonly Finding[] => one(load(captured(round))).filter(({ rule }) => rule === 'file-opened-often');
    expect(often(1)).toMatchObject([{ severity: 'info', title: { params: { count: 7 } } }]);
    expect(often(3)).toMatchObject([{ severity: 'warning', title: { params: { count: 21 } } }]);
  });

  it('[OF-09] tells the use of the limit only where the limit was captured', () => {
    const text = captured(3);
    const usage = (soft: number | null): readonly Finding[] => one(load(soft === null ? text : limits(pidOf(text), soft, text))).filter(({ rule }) => rule === 'fd-usage');
    expect(usage(null)).toEqual([]);
    expect(usage(4096)).toMatchObject([{ severity: 'info', title: { params: { limit: 4096 } } }]);
    const count = Number(usage(4096)[0]?.title.params['count']);
    expect(count).toBe(text.split('\n').filter((line) => /^java +\d+ +root +\d+/.test(line)).length);
    expect(usage(Math.ceil(count / 0.85))).toMatchObject([{ severity: 'warning' }]);
    expect(usage(count)).toMatchObject([{ severity: 'critical' }]);
  });

  it('[OF-11] finds sockets that belong to no connection', () => {
    const sock = (fd: number, name: string): string => `java    10223 bsdiag${String(fd).padStart(5)}u     sock                0,9       0t0 48432${fd} ${name}\n`;
    const text = `COMMAND   PID   USER   FD      TYPE             DEVICE  SIZE/OFF    NODE NAME\n${Array.from({ length: 6 }, (_, i) => sock(10 + i, i % 2 === 0 ? 'protocol: TCPv6' : "can't identify protocol")).join('')}${sock(20, 'protocol: NETLINK')}`;
    expect(one(load(text))).toMatchObject([{ rule: 'unnamed-sockets', certainty: 'inferred', title: { params: { count: 6, process: 'java (10223)' } } }]);
  });
});

describe('what a series of open files tells', () => {
  it('[OF-13] counts the growth of descriptors by what grew, and the time to the limit', () => {
    const texts = [1, 2, 3].map((round) => captured(round));
    const all = texts.map((text, i) => load(limits(pidOf(text), 200, text), i * 10)) as unknown as NonEmpty<LoadedArtifact<OpenFiles>>;
    const [growth] = series(...all).filter(({ rule }) => rule === 'fd-growth');
    const counts = texts.map((text) => text.split('\n').filter((line) => /^java +\d+ +root +\d+/.test(line)).length);
    expect(growth?.title.params).toMatchObject({ first: counts[0], last: counts[2], captures: 3 });
    const sorts = growth?.details.filter(({ key }) => key.endsWith('growth.sort')).map(({ params }) => params);
    expect(sorts).toEqual([{ sort: 'IPv6 CLOSE_WAIT', first: 12, last: 36 }, { sort: 'REG', first: expect.any(Number), last: expect.any(Number) }, { sort: 'REG (deleted)', first: 5, last: 15 }]);
    // 24 descriptors in 10 minutes: what is left of 200 lasts so long.
    const perMinute = ((counts[2] ?? 0) - (counts[0] ?? 0)) / 20;
    const limit = growth?.details.find(({ key }) => key.endsWith('growth.limit'));
    expect(Number(limit?.params['inMs']) / 60_000).toBeCloseTo((200 - (counts[2] ?? 0)) / perMinute, 1);
    expect(growth?.evidence.map(({ artifact }) => artifact)).toEqual(['f0', 'f10', 'f20']);
  });

  it('[OF-13] is silent about a level, a fall and two captures', () => {
    expect(series(load(captured(2)), load(captured(2), 1), load(captured(2), 2))).toEqual([]);
    expect(series(load(captured(3)), load(captured(1), 1), load(captured(2), 2))).toEqual([]);
    expect(series(load(captured(1)), load(captured(3), 1))).toEqual([]);
  });

  it('[OF-14] pairs files by process, descriptor and inode', () => {
    const { added, removed, changed } = OPEN_FILES.diff([load(captured(1)), load(captured(3), 1)]);
    expect(removed).toEqual([]);
    expect(changed).toEqual([]);
    expect(added.map(({ after }) => after as { readonly deleted: boolean; readonly state: string | null })).toHaveLength(48);
    expect(added.filter(({ after }) => (after as { readonly state: string | null }).state === 'CLOSE_WAIT')).toHaveLength(24);
    expect(added.filter(({ after }) => (after as { readonly deleted: boolean }).deleted)).toHaveLength(10);
  });
});
