import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { ParsedArtifact } from '../../base/parsed.ts';
import type { ProcessTable } from './model.ts';
import { ProcessTableParser } from './parse.ts';
import { sniffTable } from './sniff-table.ts';
import { processContract } from './to-contract.ts';

type Tables = readonly ParsedArtifact<ProcessTable>[];

function parse(text: string | Uint8Array, rowsAre: 'processes' | 'threads' = 'processes'): Tables {
  const parser = new ProcessTableParser('processes', rowsAre);
  parser.push(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return parser.finish();
}

function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, '..', name), 'utf8');
}

const rowsOf = (table: Tables[number] | undefined): readonly JsonObject[] => (table ? (processContract(table.model)['processes'] as readonly JsonObject[]) : []);
const codesOf = (table: Tables[number] | undefined): readonly string[] => table?.diagnostics.map(({ code }) => code) ?? [];

const AUX = fixture('processes/fixtures/procps4--aux.txt');
const TOP = fixture('processes/fixtures/procps4--top-three.txt');
const TOP_ONCE = fixture('processes/fixtures/procps4--top-once.txt');
const TOP_H = fixture('thread-cpu/fixtures/procps4--top-H.txt');
const RECIPE = fixture('processes/fixtures/recipe--ps-1.txt');

describe('reading tables of ps', () => {
  it('[PT-03] keeps the rows around lines that it cannot read, and names those lines', () => {
    const lines = AUX.split('\n');
    lines.splice(3, 0, 'root          99  x.0  0.0   8612  1804 ?        S    16:30   0:00 sleep 300', 'ps: warning of something else');
    const [table] = parse(lines.join('\n'));
    expect(rowsOf(table)).toHaveLength(rowsOf(parse(AUX)[0]).length);
    expect(table).toMatchObject({ unparsedLines: 2 });
    expect(table?.diagnostics.map(({ code, span }) => [code, span?.first])).toEqual([['PT-UNREADABLE-ROW', 4], ['PT-UNKNOWN-LINE', 5]]);
  });

  it('[PT-03] reads a last row that was cut inside a number or its command as far as it goes', () => {
    const [whole] = parse(AUX);
    const cut = AUX.slice(0, AUX.trimEnd().lastIndexOf('\n') + 20);
    const [table] = parse(cut);
    expect(table?.model.rowCount).toBe((whole?.model.rowCount ?? 0) - 1);
    expect(codesOf(table)).toEqual(['PT-UNREADABLE-ROW']);
  });

  it('[PT-03] takes a table to have ended before fifty foreign lines', () => {
    const [table, other] = parse(`${AUX}${'a line of a log\n'.repeat(60)}${AUX}`);
    expect(table).toMatchObject({ unparsedLines: 0, span: { first: 1, last: AUX.trimEnd().split('\n').length } });
    expect(other?.model.rowCount).toBe(table?.model.rowCount);
  });

  it('[PT-01] reads several listings of one file, each as its own', () => {
    expect(parse(`${AUX}\n${AUX}`)).toHaveLength(2);
    expect(parse(`${AUX}\n${TOP_H}`)).toHaveLength(1);
    expect(parse(`${AUX}\n${TOP_H}`, 'threads')).toHaveLength(1);
  });

  it.each([
    ['Oct25', 'Oct25'],
    ['10:11AM', '10:11AM'],
    ['Thu11AM', 'Thu11AM'],
    ['23Oct19', '23Oct19'],
    ['2019', '2019'],
    ['Nov 21', 'Nov 21'],
    ['16:04:20', '16:04:20'],
    ['Sat Nov 21 16:04:20 2026', '2026-11-21T16:04:20'],
    ['Thu 17 Oct 09:01:02 2019', '2019-10-17T09:01:02'],
    ['-', null],
  ])('[PR-01] reads the start %s', (printed, startedAt) => {
    const [table] = parse(`  PID STARTED                      TIME COMMAND\n 4711 ${printed} 0:01 /bin/a program 12\n`);
    expect(rowsOf(table)).toMatchObject([{ pid: 4711, startedAt, cpuTimeMs: 1000, command: '/bin/a program 12' }]);
  });

  it('[PT-03] reads columns after the command from the right', () => {
    const [table] = parse('  PID COMMAND          %CPU                  STARTED\n   12 two words 7       3.5 Sat Nov 21 16:04:20 2026\n   13 one               0.0 Sat Nov 21 16:04:21 2026\n');
    expect(rowsOf(table)).toMatchObject([
      { pid: 12, command: 'two words 7', cpuPercent: 3.5, startedAt: '2026-11-21T16:04:20' },
      { pid: 13, command: 'one', cpuPercent: 0, startedAt: '2026-11-21T16:04:21' },
    ]);
  });

  it('[PT-04] reads the states of old busybox, whose flags stand apart', () => {
    const [table] = parse('  PID USER       VSZ STAT COMMAND\n    1 root      1234 S    init\n    9 root         0 SW<  [kworker]\n   12 root      1500 S  N nice thing\n');
    expect(rowsOf(table).map(({ state, command }) => [state, command])).toEqual([['S', 'init'], ['SW<', '[kworker]'], ['S  N', 'nice thing']]);
  });

  it('[PT-04] takes C for percents on Linux only', () => {
    expect(rowsOf(parse('UID          PID    PPID  C STIME TTY          TIME CMD\nroot           1       0  7 12:09 ?        00:00:02 init\n')[0])).toMatchObject([{ cpuPercent: 7 }]);
    expect(rowsOf(parse('  UID   PID  PPID   C STIME   TTY           TIME CMD\n    0     1     0   7 12:09PM ??         1:08.04 /sbin/launchd\n')[0])).toMatchObject([{ cpuPercent: null, user: '0' }]);
  });
});

describe('reading top', () => {
  it('[PT-05] leaves the first of several iterations out, and says so', () => {
    const [second, third, ...more] = parse(TOP);
    expect(more).toEqual([]);
    expect(codesOf(second)).toEqual(['PT-FIRST-ITERATION']);
    expect(codesOf(third)).toEqual([]);
    expect([second?.model.cpuBasis, third?.model.cpuBasis]).toEqual(['interval', 'interval']);
  });

  it('[PT-05] keeps single iterations that something else stands between', () => {
    const tables = parse(`${TOP_ONCE}\nSat Nov 21 16:31:40 UTC 2026\n${TOP_ONCE}`);
    expect(tables.map(({ model }) => model.cpuBasis)).toEqual(['first-iteration', 'first-iteration']);
  });

  it('[PT-05] keeps the first iteration when the second was cut before its rows', () => {
    const second = TOP.indexOf('top - ', 10);
    const [table, ...more] = parse(TOP.slice(0, TOP.indexOf('PID', second)));
    expect(more).toEqual([]);
    expect(table?.model).toMatchObject({ cpuBasis: 'first-iteration', summary: { zombie: 3 } });
  });

  it('[PT-05] says when fewer rows follow than the head counts', () => {
    const [table] = parse(TOP_ONCE.split('\n').slice(0, 20).join('\n'));
    expect(codesOf(table)).toEqual(['PT-FEWER-ROWS']);
  });

  it('[PT-05] reads the head of top 3.2, and takes rows that all show one memory for threads', () => {
    const head = 'top - 12:09:49 up 41 min,  1 user,  load average: 2.74, 1.95, 1.81\nTasks:   3 total,   1 running,   2 sleeping,   0 stopped,   0 zombie\nCpu(s):  0.3%us,  0.2%sy,  0.0%ni, 99.5%id,  0.0%wa,  0.0%hi,  0.0%si,  0.1%st\nMem:   3861332k total,  3446476k used,   216940k free,   197916k buffers\nSwap:  2097148k total,        0k used,  2097148k free,   3419356k cached\n\n  PID USER      PR  NI  VIRT  RES  SHR S %CPU %MEM    TIME+  COMMAND\n';
    const row = (id: number, res: string): string => `${id} tomcat    20   0 2885m ${res}  29m S  0.0  1.0   0:09.24 java\n`;
    const [threads] = parse(`${head}${row(10, '250m')}${row(11, '250m')}${row(12, '250m')}`, 'threads');
    expect(threads?.model.summary).toMatchObject({ total: 3, cpuPercent: { user: 0.3, system: 0.2, idle: 99.5, steal: 0.1 } });
    expect(threads?.model).toMatchObject({ memTotalBytes: 3_861_332 * 1024 });
    expect(rowsOf(threads).map(({ pid, tid }) => [pid, tid])).toEqual([[null, 10], [null, 11], [null, 12]]);
    expect(parse(`${head}${row(10, '250m')}${row(11, '12m')}${row(12, '250m')}`)).toHaveLength(1);
  });

  it('[TC-01] takes the process of a thread from TGID where top prints it', () => {
    const [table] = parse('top - 12:09:49 up 41 min,  1 user,  load average: 2.74, 1.95, 1.81\nThreads:   2 total,   1 running,   1 sleeping,   0 stopped,   0 zombie\n\n  PID  TGID USER      S  %CPU     TIME+ COMMAND\n   12    10 root      S   1.0   0:09.24 worker a\n   13    10 root      R  91.0   0:09.24 worker b\n', 'threads');
    expect(rowsOf(table)).toMatchObject([{ tid: 12, pid: 10, command: 'worker a' }, { tid: 13, pid: 10 }]);
  });
});

describe('reading /proc and our own recipe', () => {
  it('[PT-06] ends the name at the last parenthesis', () => {
    const [table] = parse(fixture('processes/fixtures/linux6--proc-stat.txt'));
    expect(rowsOf(table).map(({ command }) => command)).toContain('odd )name (x');
    expect(codesOf(table)).toEqual(['PT-UNITS-GUESSED']);
  });

  it('[PT-06] makes the CPU time of the process that was asked for exact', () => {
    const [table] = parse(RECIPE);
    const asked = rowsOf(table).find(({ pid }) => pid === table?.model.askedPid);
    expect(asked?.['cpuTimeMs']).not.toBe(Math.round((asked?.['cpuTimeMs'] as number) / 1000) * 1000);
    expect(rowsOf(table).filter(({ cpuTimeMs }) => (cpuTimeMs as number) % 1000 !== 0)).toHaveLength(1);
  });

  it('[PT-06] says when the end mark is missing', () => {
    expect(codesOf(parse(RECIPE)[0])).toEqual([]);
    expect(codesOf(parse(RECIPE.replace('borescope-end\n', ''))[0])).toEqual(['PT-NO-END']);
  });

  it('[PT-06] says when the processes of other users were hidden', () => {
    const [table] = parse(RECIPE.replace(/^hz .*$/m, 'hidepid'));
    expect(table).toMatchObject({ unparsedLines: 0, diagnostics: [{ code: 'PT-HIDDEN' }] });
  });

  it('[PT-06] reads on with the tool that the script went over to', () => {
    const [table, ...more] = parse(`borescope-ps 1 processes 12\nclock 2026-11-21T16:31:43Z\n${fixture('processes/fixtures/recipe--proc.txt')}`);
    expect(more).toEqual([]);
    expect(table).toMatchObject({ tool: '/proc/PID/stat', diagnostics: [] });
  });
});

describe('anything else', () => {
  it.each([
    ['nothing', ''],
    ['blank lines', '\n\n  \n'],
    ['column titles alone', 'USER PID %CPU COMMAND\n'],
    ['lsof', 'COMMAND  PID TID TASKCMD USER FD TYPE DEVICE SIZE/OFF NODE NAME\njava 4711 root 12u IPv4 123 0t0 TCP *:8080 (LISTEN)\n'],
    ['netstat', 'Proto Recv-Q Send-Q Local Address Foreign Address State PID/Program name\ntcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 600/sshd\n'],
    ['docker', 'CONTAINER ID   IMAGE     COMMAND   PID\nabc   shop  "java"  12\n'],
    ['a log', '2026-11-21 12:00:00 INFO started with PID 4711 and TID 12\n'.repeat(5)],
  ])('[PT-02] finds no table in %s', (_, text) => {
    expect([...parse(text), ...parse(text, 'threads')]).toEqual([]);
    expect(sniffTable(new TextEncoder().encode(text))).toEqual({ processes: 0, threads: 0 });
  });

  it('[PT-02] never throws, whatever bytes come', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parse(bytes)), { numRuns: 200 });
  });

  it('[PT-03] never throws on damaged captures, and drops no line without a word', () => {
    const texts = [AUX, TOP, TOP_H, RECIPE, fixture('processes/fixtures/recipe--proc.txt')].map((text) => new TextEncoder().encode(text));
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(6000), fc.nat(255)), { maxLength: 12 }), (text, damage) => {
        const bytes = text.slice();
        for (const [at, byte] of damage) bytes[at % bytes.length] = byte;
        for (const rowsAre of ['processes', 'threads'] as const) {
          for (const { model, diagnostics, unparsedLines, span } of parse(bytes, rowsAre)) {
            expect(model.lines.every((line) => line >= span.first && line <= span.last)).toBe(true);
            expect(diagnostics.filter(({ severity }) => severity === 'warning').length).toBeGreaterThanOrEqual(unparsedLines);
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it('[PT-03] reads back whatever ps prints of any user, numbers and command', () => {
    const word = fc.stringMatching(/^[a-z][a-z+_-]{0,7}$/);
    const command = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text && text !== '');
    const row = fc.record({ user: word, pid: fc.nat(4_194_304), cpu: fc.nat(9999), rss: fc.nat(99_999_999), minutes: fc.nat(99_999), command });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const lines = rows.map(({ user, pid, cpu, rss, minutes, command }) => `${user.padEnd(8)} ${pid} ${(cpu / 10).toFixed(1)}  0.0 ${rss * 2} ${rss} ? Ssl 10:25 ${minutes}:07 ${command}`);
        const [table] = parse(`USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n${lines.join('\n')}\n`);
        expect(rowsOf(table)).toMatchObject(rows.map(({ user, pid, cpu, rss, minutes, command }) => ({ user, pid, cpuPercent: cpu / 10, rssBytes: rss * 1024, cpuTimeMs: minutes * 60_000 + 7000, command })));
      }),
      { numRuns: 100 },
    );
  });
});
