import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../../base/ids.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { PROCESSES_KIND } from './kind.ts';

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly evidence: readonly { readonly line: number }[];
}

/** Findings over captures in the order given, ten seconds apart, worded in English. */
function told(...texts: readonly string[]): readonly Told[] {
  const engine = createEngine([PROCESSES_KIND]);
  const ids = texts.map((text, i) => {
    const id = `c${i}` as CaptureId;
    const ingest = engine.ingest({ id, name: id, kind: 'processes', takenAt: new Date(Date.UTC(2026, 10, 21, 16, 0, i * 10)).toISOString() });
    ingest.push(new TextEncoder().encode(text));
    ingest.finish();
    return id;
  });
  return (engine.analysis(ids, 'en') as unknown as { readonly findings: readonly Told[] }).findings;
}

const titles = (...texts: readonly string[]): readonly string[] => told(...texts).map(({ rule, severity, title }) => `${severity} ${rule}: ${title}`);
const fixture = (name: string): string => readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8');
const ps = (...rows: readonly string[]): string => `  PID PPID %CPU %MEM    RSS STAT     TIME COMMAND\n${rows.join('\n')}\n`;
const children = (count: number, from = 100): readonly string[] => Array.from({ length: count }, (_, i) => `${from + i} 7 0.0 0.0 10 S 00:00:00 /usr/bin/convert a.png`);
const top = (cpu: string): string => `top - 12:09:49 up 41 min,  1 user,  load average: 2.74, 1.95, 1.81\nTasks:   1 total,   1 running,   0 sleeping,   0 stopped,   0 zombie\n%Cpu(s): ${cpu}\n\n  PID USER S %CPU TIME+ COMMAND\n    7 root R  64.0 0:01.00 java\n\n`;

describe('findings about processes', () => {
  it('[PR-02] names zombies by the parent that does not collect them', () => {
    const zombies = Array.from({ length: 12 }, (_, i) => `${50 + i} 7 0.0 0.0 0 Z 00:00:00 [worker] <defunct>`);
    expect(titles(ps('7 1 0.0 0.1 5000 S 00:00:01 /srv/shop/spawner --fast', ...zombies))).toEqual(['warning zombie-processes: spawner (PID 7) has not collected 12 ended child processes (zombies): worker.']);
    expect(titles(fixture('procps4--axl.txt'))).toContain('info zombie-processes: sleep (PID 24) has not collected 3 ended child processes (zombies): sleep.');
  });

  it('[PR-02] names processes in uninterruptible sleep, but no kernel threads', () => {
    expect(titles(ps('2 0 0.0 0.0 0 D 00:00:00 [kthreadd]', '9 2 0.0 0.0 0 D 00:00:00 [jbd2/sda1-8]'))).toEqual([]);
    expect(titles(ps('8 1 0.0 0.0 10 D+ 00:00:00 tar -cf /mnt/nfs/a.tar'))).toEqual(['info uninterruptible-processes: 1 processes are in uninterruptible sleep (D): tar (8).']);
  });

  it('[PR-02] tells who stayed in uninterruptible sleep without any CPU time', () => {
    const stuck = ps('8 1 0.0 0.0 10 D 00:00:03 tar', '9 1 0.0 0.0 10 D 00:00:03 cp');
    const later = ps('8 1 0.0 0.0 10 D 00:00:03 tar', '9 1 0.0 0.0 10 D 00:00:04 cp');
    expect(titles(stuck, later)).toContain('warning stuck-in-uninterruptible-sleep: tar (PID 8) was in uninterruptible sleep (D) in all 2 captures and used no CPU time.');
    expect(titles(stuck, later).join()).not.toContain('cp (PID 9) was');
  });

  it('[PR-03] names who uses the CPU by what was gained between captures, not by the average since the start', () => {
    const rows = (burned: number): string => ps(`7 1 99.0 0.1 500 S 02:00:00 was-busy-once`, `8 1 0.1 0.1 500 S 00:00:${String(burned).padStart(2, '0')} /usr/bin/java -jar shop.jar`);
    expect(titles(rows(1), rows(11))).toEqual([
      'warning cpu-hog: java -jar shop.jar (PID 8) used 100 % of one CPU over 10 s.',
      'info cpu-average: was-busy-once (PID 7) has used 99 % of one CPU on average.',
    ]);
  });

  it('[PR-03] warns of half a CPU where none is left', () => {
    expect(titles(top('90.0 us, 8.0 sy, 0.0 ni, 2.0 id, 0.0 wa, 0.0 hi, 0.0 si, 0.0 st').repeat(2))).toEqual(['warning cpu-hog: java (PID 7) used 64 % of one CPU in the interval that top measured.']);
    expect(titles(top('20.0 us, 8.0 sy, 0.0 ni, 72.0 id, 0.0 wa, 0.0 hi, 0.0 si, 0.0 st').repeat(2))).toEqual(['info cpu-hog: java (PID 7) used 64 % of one CPU in the interval that top measured.']);
  });

  it('[PR-04] names who holds much of the memory', () => {
    expect(titles(ps('8 1 0.1 61.5 4194304 S 00:01:00 java', '9 1 0.1 24.9 100 S 00:01:00 other'))).toEqual(['warning memory-hog: java (PID 8) holds 62 % of the memory: 4 GB resident.']);
  });

  it('[PR-05] tells a fork storm by the start times where the capture tells its time', () => {
    expect(titles(fixture('recipe--ps-1.txt'))).toContain('warning fork-storm: sh (1) started 43 sleep processes within the last minute that still run.');
  });

  it('[PR-05] takes a crowd of one program for a candidate only, and growth between captures for a warning', () => {
    const parent = '7 1 0.0 0.0 10 S 00:00:00 /usr/bin/node thumbs.js';
    expect(titles(ps(parent, ...children(199)))).toEqual([]);
    expect(titles(ps(parent, ...children(200)))).toEqual(['info fork-storm: 200 convert processes run under node (7).']);
    expect(titles(ps(parent, ...children(10)), ps(parent, ...children(40)))).toEqual(['warning process-growth: The processes grew from 11 to 41 over 2 captures; 30 more are convert under node (7).']);
  });

  it('[PT-09] tells CPU time that the hypervisor took, and waiting for storage', () => {
    expect(titles(top('10.0 us, 8.0 sy, 0.0 ni, 30.0 id, 40.0 wa, 0.0 hi, 0.0 si, 12.0 st').repeat(2))).toEqual([
      'warning io-wait: The CPUs spent 40 % of the time idle while waiting for storage (iowait).',
      'warning cpu-steal: The hypervisor took 12 % of the CPU time away (steal).',
      'info cpu-hog: java (PID 7) used 64 % of one CPU in the interval that top measured.',
    ]);
  });

  it('[PT-09] computes the same from the ticks of two captures of the recipe', () => {
    const recipe = (ticks: string): string => `borescope-ps 1 processes 7\nclock 2026-11-21T16:00:00Z\ncpu ${ticks}\n${ps('7 1 0.0 0.1 500 S 00:00:01 java')}borescope-end\n`;
    expect(titles(recipe('1000 0 1000 5000 100 0 0 0 0 0'), recipe('1100 0 1100 5600 300 0 0 0 0 0'))).toEqual(['info io-wait: The CPUs spent 20 % of the time idle while waiting for storage (iowait).']);
  });
});
