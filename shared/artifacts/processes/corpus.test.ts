import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { ProcessTableParser } from '../process-table/parse.ts';
import { processContract } from '../process-table/to-contract.ts';

const files = path.resolve(import.meta.dirname, '../../../../shared/corpus/files/jc');
const isThere = existsSync(files);

interface PeerRow {
  readonly pid: number;
  readonly ppid?: number;
  readonly user?: string;
  readonly uid?: string;
  readonly cpu_percent?: number;
  readonly mem_percent?: number;
  readonly vsz?: number;
  readonly rss?: number;
  readonly c?: number;
  readonly stat?: string;
  readonly start?: string;
  readonly started?: string;
  readonly stime?: string;
  readonly time?: string;
  readonly command?: string;
  readonly cmd?: string;
}

interface PeerTop {
  readonly tasks_total: number;
  readonly tasks_running: number;
  readonly tasks_sleeping: number;
  readonly tasks_stopped: number;
  readonly tasks_zombie: number;
  readonly cpu_user: number;
  readonly cpu_sys: number;
  readonly cpu_nice: number;
  readonly cpu_idle: number;
  readonly cpu_wait: number;
  readonly cpu_steal: number;
  readonly processes: readonly { readonly pid: number; readonly user: string; readonly virtual_mem: number; readonly resident_mem: number; readonly status: string; readonly percent_cpu: number; readonly percent_mem: number; readonly time_hundredths: string; readonly command: string }[];
}

function read(name: string) {
  const parser = new ProcessTableParser('processes', 'processes');
  parser.push(readFileSync(path.join(files, `${name}.out`)));
  return parser.finish();
}

function peer(name: string): unknown {
  return JSON.parse(readFileSync(path.join(files, `${name}.json`), 'utf8'));
}

/** An own reading of `[[dd-]hh:]mm:ss[.cc]`, so that the parser is not compared with itself. */
function milliseconds(time: string): number {
  const [, days = '0', clock = ''] = /^(?:(\d+)-)?(.*)$/.exec(time) ?? [];
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000);
}

const kib = (value: number | undefined): number | null => (value === undefined ? null : value * 1024);
const rowsOf = (data: JsonObject): readonly JsonObject[] => data['processes'] as readonly JsonObject[];

/** Every field in which a row differs from the peer's, as text. */
function differences(own: readonly JsonObject[], theirs: readonly JsonObject[]): readonly string[] {
  return theirs.flatMap((row, i) => Object.entries(row).flatMap(([field, value]) => (own[i]?.[field] === value ? [] : [`row ${i + 1} ${field}: ${JSON.stringify(own[i]?.[field])}, peer ${JSON.stringify(value)}`])));
}

function fromPs(row: PeerRow, isBsd: boolean): JsonObject {
  return {
    pid: row.pid,
    ppid: row.ppid ?? null,
    user: row.user ?? row.uid ?? null,
    // BSD's C is no percentage: PT-04.
    cpuPercent: row.cpu_percent ?? (isBsd ? null : (row.c ?? null)),
    memPercent: row.mem_percent ?? null,
    vszBytes: kib(row.vsz),
    rssBytes: kib(row.rss),
    state: row.stat ?? null,
    startedAt: row.start ?? row.started ?? row.stime ?? null,
    cpuTimeMs: milliseconds(row.time ?? ''),
    command: row.command ?? row.cmd ?? null,
  };
}

describe.skipIf(!isThere)('corpus of ps and top (skipped where ../shared/corpus is absent)', () => {
  it.each(['centos-7.7/ps-axu', 'osx-10.11.6/ps-axu', 'osx-10.14.6/ps-axu', 'osx-10.14.6/ps-ef', 'ubuntu-18.04/ps-ef'])('[PT-03] reads %s as the peer does, row by row and field by field', (name) => {
    const [table, ...others] = read(name);
    const theirs = peer(name) as readonly PeerRow[];
    expect(others).toEqual([]);
    expect(table).toMatchObject({ unparsedLines: 0, diagnostics: [], model: { rowCount: theirs.length } });
    expect(table && differences(rowsOf(processContract(table.model)), theirs.map((row) => fromPs(row, name === 'osx-10.14.6/ps-ef')))).toEqual([]);
  });

  it.each([['centos-7.7/top-b-n1-gib', 1024], ['ubuntu-20.10/top-b-n1', 1], ['centos-7.7/top-b-n3', 1]] as const)('[PT-05] reads %s as the peer does, but for the first of several iterations', (name, scale) => {
    const all = peer(name) as readonly PeerTop[];
    const theirs = all.length > 1 ? all.slice(1) : all;
    const tables = read(name);
    expect(tables).toHaveLength(theirs.length);
    expect(tables.map(({ model }) => model.cpuBasis)).toEqual(theirs.map(() => (all.length > 1 ? 'interval' : 'first-iteration')));
    for (const [i, top] of theirs.entries()) {
      const data = processContract(tables[i]!.model);
      expect(data['summary']).toEqual({
        total: top.tasks_total, running: top.tasks_running, sleeping: top.tasks_sleeping, stopped: top.tasks_stopped, zombie: top.tasks_zombie,
        cpuPercent: { user: top.cpu_user, system: top.cpu_sys, nice: top.cpu_nice, idle: top.cpu_idle, wait: top.cpu_wait, steal: top.cpu_steal },
      });
      expect(differences(rowsOf(data), top.processes.map((row) => fromTop(row, scale)))).toEqual([]);
    }
  });
});

const STATES: Readonly<Record<string, string>> = { sleeping: 'S', running: 'R', idle: 'I', 'uninterruptible sleep': 'D', zombie: 'Z', 'stopped by job control signal': 'T' };

/** The peer drops the unit (`125.1m` is 125.1), so that the scale has to be known. */
function fromTop(row: PeerTop['processes'][number], scale: number): JsonObject {
  return {
    pid: row.pid, user: row.user, cpuPercent: row.percent_cpu, memPercent: row.percent_mem,
    vszBytes: Math.round(row.virtual_mem * scale * 1024), rssBytes: Math.round(row.resident_mem * scale * 1024),
    state: STATES[row.status] ?? row.status, cpuTimeMs: milliseconds(row.time_hundredths), command: row.command,
  };
}
