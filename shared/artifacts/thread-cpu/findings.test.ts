import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArtifactId, CaptureId } from '../../base/ids.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { THREAD_CPU } from './kind.ts';
import { threadFamily } from './thread-family.ts';

/** Findings over captures two seconds apart, worded in English. */
function titles(...texts: readonly string[]): readonly string[] {
  const engine = createEngine([THREAD_CPU]);
  const ids = texts.map((text, i) => {
    const id = `c${i}` as CaptureId;
    const ingest = engine.ingest({ id, name: id, kind: 'thread-cpu', takenAt: new Date(Date.UTC(2026, 10, 21, 16, 0, i * 2)).toISOString() });
    ingest.push(new TextEncoder().encode(text));
    ingest.finish();
    return id;
  });
  const { findings } = engine.analysis(ids, 'en') as unknown as { readonly findings: readonly { readonly rule: string; readonly severity: string; readonly title: string }[] };
  return findings.map(({ rule, severity, title }) => `${severity} ${rule}: ${title}`);
}

const fixture = (name: string): string => readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8');

/** Two iterations of top -H, both with these threads; the first is left out. */
function topH(...threads: readonly (readonly [name: string, percent: number])[]): string {
  const rows = threads.map(([name, percent], i) => `${100 + i} root S ${percent.toFixed(1)} 0:01.00 ${name}\n`).join('');
  return `top - 12:09:49 up 41 min,  1 user,  load average: 2.74, 1.95, 1.81\nThreads:   ${threads.length} total,   1 running,   0 sleeping,   0 stopped,   0 zombie\n%Cpu(s): 20.0 us, 8.0 sy, 0.0 ni, 72.0 id, 0.0 wa, 0.0 hi, 0.0 si, 0.0 st\n\n  PID USER S %CPU TIME+ COMMAND\n${rows}\n`.repeat(2);
}

describe('the table of threads', () => {
  it('[TC-05] is led by the thread that works, not by the main thread in whose row procps sums up', () => {
    const engine = createEngine([THREAD_CPU]);
    const ingest = engine.ingest({ id: 'c1' as CaptureId, name: 'top', kind: 'thread-cpu', takenAt: null });
    ingest.push(new TextEncoder().encode(fixture('recipe--top.txt')));
    ingest.finish();
    const ref = { view: 'threads', artifacts: ['c1.1' as ArtifactId] };
    const { columns, sort } = engine.tableShape(ref);
    const { rows } = engine.tableWindow(ref, { sort, filters: [], search: '' }, 0, 100);
    const cell = (row: number, id: string): unknown => rows[row]?.cells[columns.findIndex((column) => column.id === id)];
    expect([cell(0, 'name'), cell(0, 'own-cpu'), cell(0, 'cpu')]).toEqual(['burner-0', 99, 99]);
    const main = rows.findIndex((_, row) => cell(row, 'tid') === cell(row, 'pid'));
    expect(cell(main, 'cpu')).toBeGreaterThanOrEqual(99);
    expect(cell(main, 'own-cpu')).toBeLessThan(5);
  });
});

describe('findings about threads', () => {
  it('[TC-02] names the thread that burns CPU, and not the main thread in whose row procps sums up', () => {
    expect(titles(fixture('recipe--top.txt'))).toEqual(['warning hot-thread: Thread burner-0 (LWP 89) used 99 % of one CPU in the interval that top measured.']);
    expect(titles(fixture('procps4--top-H-korean.txt'))).toEqual(['warning hot-thread: Thread burner-0 (LWP 89) used 99 % of one CPU in the interval that top measured.']);
  });

  it.each(['ps', 'proc'])('[TC-03] names it by the CPU time gained between two captures of the rung %s', (rung) => {
    const [first, ...others] = titles(fixture(`recipe--${rung}-1.txt`), fixture(`recipe--${rung}-2.txt`));
    expect(first).toMatch(/^warning hot-thread: Thread burner-0 \(LWP 89\) used at least \d\d % of one CPU over 2(\.\d)? s\.$/);
    expect(others.filter((title) => title.startsWith('warning'))).toEqual([]);
  });

  it('[TC-02] names a main thread that does the work itself', () => {
    expect(titles(topH(['main', 92], ['worker', 3]))).toEqual(['warning hot-thread: Thread main (LWP 100) used 89 % of one CPU in the interval that top measured.']);
  });

  it('[TC-02] names five at most and counts the others', () => {
    const threads = Array.from({ length: 8 }, (_, i) => [`worker-${i}`, 60 + i] as const);
    expect(titles(topH(['main', 0], ...threads))).toHaveLength(5);
  });

  it('[TC-04] tells the collector and the compilers apart from the application', () => {
    expect(titles(topH(['main', 0], ['GC Thread#0', 70], ['GC Thread#1', 65], ['G1 Conc#0', 10], ['C2 CompilerThre', 95]))).toEqual([
      'warning gc-cpu: The threads of the garbage collector used 145 % of one CPU together (3 threads).',
      'info jit-cpu: The JIT compiler threads used 95 % of one CPU together (1 threads).',
    ]);
  });

  it.each([
    ['GC Thread#3', 'gc'],
    ['ZWorkerYoung#0', 'gc'],
    ['Shenandoah GC T', 'gc'],
    ['G1 Refine#0', 'gc'],
    ['C1 CompilerThre', 'jit'],
    ['http-nio-8080-e', 'other'],
    ['VM Thread', 'other'],
  ])('[TC-04] takes %s for %s', (name, family) => {
    expect(threadFamily(name)).toBe(family);
  });
});
