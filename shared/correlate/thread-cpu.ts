import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';
import { textAt, type ProcessTable } from '../artifacts/process-table/model.ts';
import { threadName } from '../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../artifacts/thread-dump/model.ts';
import type { ArtifactId } from '../base/ids.ts';
import { pairInTime } from './pair-in-time.ts';

/** A Java thread and the OS thread it is, by number: nid = LWP. */
export interface ThreadCpu {
  /** Row of the dump's threads. */
  readonly thread: number;
  readonly artifact: ArtifactId;
  /** Row of the thread list. */
  readonly row: number;
  readonly line: number;
  /** 100 is one CPU; NaN where the list does not say. */
  readonly cpuPercent: number;
  readonly basis: ProcessTable['cpuBasis'];
  /** High where the names agree too, low where they do not: the number may have been given to another thread meanwhile. */
  readonly confidence: 'high' | 'medium' | 'low';
}

const BASIS_ORDER: readonly ProcessTable['cpuBasis'][] = ['interval', 'first-iteration', 'lifetime'];

/** The kernel keeps this many characters of a thread's name. */
const KERNEL_NAME = 15;
const CUT_BY_TOP = /^.{4,14}\+$/;

/** Joins the threads of `dumps[index]` with the thread list of its time. A name alone never joins. CR-02 */
export function threadCpu(dumps: readonly LoadedArtifact<ThreadDump>[], index: number, lists: readonly LoadedArtifact<ProcessTable>[]): readonly ThreadCpu[] {
  const dump = dumps[index];
  // Of several lists of one moment the one that says most of that moment.
  const list = pairInTime(dumps, index, lists.filter(({ parsed }) => parsed.model.rowsAre === 'threads').toSorted((a, b) => BASIS_ORDER.indexOf(a.parsed.model.cpuBasis) - BASIS_ORDER.indexOf(b.parsed.model.cpuBasis)));
  if (dump === undefined || list === null) return [];
  const table = list.parsed.model;
  const rowOfTid = new Map<number, number>();
  table.tids.forEach((tid, row) => rowOfTid.set(tid, row));
  const { model } = dump.parsed;
  const joined: ThreadCpu[] = [];
  for (let thread = 0; thread < model.threads.count; thread++) {
    const row = rowOfTid.get(model.threads.nid[thread] ?? Number.NaN);
    if (row === undefined) continue;
    joined.push({ thread, artifact: list.id, row, line: table.lines[row] ?? 0, cpuPercent: table.cpuPercent[row] ?? Number.NaN, basis: table.cpuBasis, confidence: confidenceOf(threadName(model, thread), textAt(table.commands, row)) });
  }
  return joined;
}

function confidenceOf(name: string, command: string | null): ThreadCpu['confidence'] {
  if (command === null || command === '') return 'medium';
  if (command.trimEnd() === name.slice(0, KERNEL_NAME).trimEnd()) return 'high';
  // Where its columns are narrow, top cuts names further and says so.
  if (CUT_BY_TOP.test(command) && name.startsWith(command.slice(0, -1))) return 'medium';
  // A whole command line, or the program's name, says nothing of the thread.
  return /^\S*java\b|[/\s]-/.test(command) ? 'medium' : 'low';
}
