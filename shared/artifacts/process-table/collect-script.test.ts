import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParsedArtifact } from '../../base/parsed.ts';
import { COLLECT_END, COLLECT_SCRIPT, collectArgv } from './collect-script.ts';
import { textAt, type ProcessTable } from './model.ts';
import { ProcessTableParser } from './parse.ts';

const hasProc = process.platform === 'linux';

/** A folder to search commands in, where ps and top refuse as busybox's do. */
let refusing = '';
let child: ChildProcess;

function locate(tool: string): string | undefined {
  const found = spawnSync('sh', ['-c', 'command -v -- "$1"', 'sh', tool], { encoding: 'utf8' }).stdout.trim();
  return found.startsWith('/') ? found : undefined;
}

beforeAll(() => {
  refusing = mkdtempSync(path.join(os.tmpdir(), 'borescope-refusing-'));
  for (const tool of ['sh', 'cat', 'date', 'ls', 'tr']) symlinkSync(locate(tool) ?? tool, path.join(refusing, tool));
  for (const tool of ['ps', 'top']) {
    writeFileSync(path.join(refusing, tool), '#!/bin/sh\necho "unknown option" >&2\nexit 1\n');
    chmodSync(path.join(refusing, tool), 0o755);
  }
  child = spawn('sleep', ['60'], { stdio: 'ignore' });
});

afterAll(() => {
  child.kill();
  rmSync(refusing, { recursive: true });
});

function collect(rows: 'processes' | 'threads', tool: 'top' | 'ps' | 'proc', searchPath = process.env['PATH'] ?? ''): ParsedArtifact<ProcessTable> & { readonly text: string } {
  const [program, ...words] = collectArgv(child.pid ?? 0, rows, tool);
  const { stdout, status } = spawnSync(program, words, { input: COLLECT_SCRIPT, encoding: 'utf8', env: { ...process.env, PATH: searchPath }, maxBuffer: 1 << 26 });
  expect(status).toBe(0);
  expect(stdout).toMatch(COLLECT_END);
  const parser = new ProcessTableParser('processes', rows);
  parser.push(new TextEncoder().encode(stdout));
  const [table] = parser.finish();
  if (!table) throw new Error(`no table in: ${stdout}`);
  return { ...table, text: stdout };
}

function ourRow({ model }: ParsedArtifact<ProcessTable>): number {
  return (model.rowsAre === 'threads' ? model.tids : model.pids).indexOf(child.pid ?? -1);
}

describe.skipIf(!hasProc)('collecting processes and threads here', () => {
  it.each(['ps', 'proc'] as const)('[PT-06] lists this process with its start, owner and command line by %s', (tool) => {
    const table = collect('processes', tool);
    const row = ourRow(table);
    expect(table).toMatchObject({ unparsedLines: 0, tool: tool === 'ps' ? 'ps' : '/proc/PID/stat' });
    expect(textAt(table.model.commands, row)).toBe('sleep 60');
    expect(table.model.ppids[row]).toBe(process.pid);
    expect(textAt(table.model.users, row)).toBe(os.userInfo().username);
    expect(Math.abs((table.model.startedMs[row] ?? 0) - Date.now())).toBeLessThan(120_000);
    expect(table.model.memTotalBytes).toBeGreaterThan(1_000_000);
    expect(table.model.uptimeMs).toBeGreaterThan(0);
  });

  it.each(['top', 'ps', 'proc'] as const)('[TC-01] lists the threads of this process by %s', (tool) => {
    const table = collect('threads', tool);
    expect(table.model).toMatchObject({ rowCount: 1, source: tool, askedPid: child.pid, cpuBasis: tool === 'top' ? 'interval' : 'lifetime' });
    expect(table.model.pids[ourRow(table)]).toBe(child.pid);
  });

  it('[PT-06] goes on to /proc where ps and top refuse, as those of busybox do', () => {
    const processes = collect('processes', 'ps', refusing);
    expect(processes).toMatchObject({ tool: '/proc/PID/stat', unparsedLines: 0, diagnostics: [] });
    expect(textAt(processes.model.commands, ourRow(processes))).toBe('sleep 60');
    expect(collect('threads', 'top', refusing)).toMatchObject({ tool: '/proc/PID/task/TID/stat' });
  });

  it('[PT-06] fails, and prints no end mark, for threads of a process that is gone', () => {
    const [program, ...words] = collectArgv(4_194_303, 'threads', 'proc');
    const { stdout, status } = spawnSync(program, words, { input: COLLECT_SCRIPT, encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stdout).not.toMatch(COLLECT_END);
  });
});
