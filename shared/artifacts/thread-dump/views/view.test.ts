import { describe, expect, it } from 'vitest';
import type { ColumnTable } from '../../../base/column-table.ts';
import { createTranslator } from '../../../base/translate.ts';
import type { TreeNode } from '../../tree-view.ts';
import { THREAD_DUMP } from '../kind.ts';
import { fixtureBytes, loaded, only, readBytes, readText } from '../testing/read-dumps.ts';

const translate = createTranslator('en', [THREAD_DUMP.messages]);

function cell(table: ColumnTable, column: string, row: number): string | number | null {
  const found = table.columns[column];
  if (found?.type === 'number') return Number.isNaN(found.values[row]) ? null : (found.values[row] ?? null);
  const code = found?.codes[row] ?? 0;
  return code === 0 ? null : (found?.dictionary[code - 1] ?? null);
}

function build(fixture: string, id: string): { table: ColumnTable; rowOf: (column: string, value: string) => number } {
  const { model } = only(readBytes(fixtureBytes(fixture)));
  const table = THREAD_DUMP.tables.find((view) => view.id === id)!.build(model);
  return { table, rowOf: (column, value) => Array.from({ length: table.rowCount }, (_, row) => row).findIndex((row) => cell(table, column, row) === value) };
}

function outline(nodes: readonly TreeNode[], indent = ''): readonly string[] {
  return nodes.flatMap((node) => [`${indent}${translate(node.label)}`, ...outline(node.children, `${indent}  `)]);
}

describe('tables', () => {
  it('[TD-34] shows in a row what the thread waits for, who owns it and where the application stands', () => {
    const { table, rowOf } = build('openjdk17--convoy-jcmd-l', 'threads');
    const row = rowOf('name', 'worker-3');
    expect(['state', 'applicationFrame', 'waitsFor', 'owner'].map((column) => cell(table, column, row))).toEqual(['BLOCKED', 'Convoy.queueUp(Convoy.java:19)', 'java.lang.Object 0x00000000ffd1a900', 'owner']);
    expect(cell(table, 'state', rowOf('name', 'VM Thread'))).toBeNull();
    expect(cell(table, 'thread', rowOf('name', 'VM Thread'))).toBe('vm');
  });

  it('[TD-24] shows locks with their queues or the reason for an unknown owner', () => {
    const { table, rowOf } = build('openjdk17--parked-pool-jcmd', 'locks');
    const row = rowOf('className', 'java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject');
    expect(['world', 'owner', 'ownerUnknown', 'parked'].map((column) => cell(table, column, row))).toEqual(['synchronizer', null, 'not-exclusively-owned', 20]);
  });

  it('[TD-05] groups stacks, largest first', () => {
    const { table } = build('openjdk17--parked-pool-jcmd', 'stacks');
    expect([cell(table, 'threads', 0), cell(table, 'names', 0)]).toEqual([20, 'pool-1-thread-1, pool-1-thread-2, pool-1-thread-3, pool-1-thread-4, pool-1-thread-5, …']);
  });
});

describe('lock view', () => {
  it('[TD-31] shows the owner, then the waiters folded by stack', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--convoy-jcmd-l')));
    const tree = THREAD_DUMP.trees[0]!.build(model);
    expect(outline(tree).slice(0, 4)).toEqual(['owner', '  owns java.lang.Object 0x00000000ffd1a900: 12 threads wait', '    12 waiters on one stack', '      worker-0']);
    expect(tree[0]!.children[0]!.children).toHaveLength(1);
  });

  it('[TD-25] shows a deadlock without going round in it', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--lock-deadlock-jstack-l')));
    const lines = outline(THREAD_DUMP.trees[0]!.build(model));
    expect(lines[0]).toBe('Deadlock of 2 threads');
    expect(lines.filter((line) => line.trim() === 'behind-them')).toHaveLength(1);
  });
});

describe('inspector', () => {
  it('[TD-06] shows the stack with lock lines in place, and leads to the owner', () => {
    const artifact = only(readBytes(fixtureBytes('openjdk17--convoy-jcmd-l')));
    const lines = new TextDecoder().decode(fixtureBytes('openjdk17--convoy-jcmd-l')).split('\n');
    const { rowOf } = build('openjdk17--convoy-jcmd-l', 'threads');
    const card = THREAD_DUMP.inspect(artifact.model, 'threads', rowOf('name', 'worker-0'))!;
    expect(card.block.map(({ look }) => look)).toEqual(['frame', 'note', 'frame', 'frame', 'frame', 'frame']);
    for (const { text, line } of card.block) expect(lines[line - 1]).toContain(text);
    const owner = card.facts.find(({ label }) => label === 'threadDump.fact.owner')!;
    expect(owner.value).toBe('owner');
    expect(lines[owner.span!.first - 1]).toMatch(/^"owner" /);
  });

  it('[TD-24] says so when a BLOCKED thread does not show what for', () => {
    const { model } = only(readText('"t" #1 prio=5 tid=0x1 nid=0x1 waiting for monitor entry\n   java.lang.Thread.State: BLOCKED (on object monitor)\n\tat a.B.c(B.java:1)\n'));
    expect(THREAD_DUMP.inspect(model, 'threads', 0)!.facts).toContainEqual({ label: 'threadDump.fact.waitsFor', value: { key: 'threadDump.value.blockedWithoutLine', params: {} }, span: { first: 1, last: 1 } });
  });

  it('[TD-24] answers for every row of every table', () => {
    for (const fixture of ['openjdk17--lock-deadlock-jstack-l', 'temurin25--virtual-threads-jcmd-l']) {
      const { model } = only(readBytes(fixtureBytes(fixture)));
      for (const view of THREAD_DUMP.tables) for (let row = 0; row < view.build(model).rowCount; row++) expect(THREAD_DUMP.inspect(model, view.id, row)?.facts.length).toBeGreaterThan(0);
      expect(THREAD_DUMP.inspect(model, 'threads', 10_000)).toBeNull();
    }
  });
});

describe('comparison', () => {
  const dump = (...threads: readonly string[]) => threads.map((thread) => `${thread}\n\n`).join('');
  const at = (name: string, id: number, state: string, cpu: string, line: number) => `"${name}" #${id} prio=5 os_prio=0 cpu=${cpu}ms elapsed=1.00s tid=0x1 nid=0x${id} runnable\n   java.lang.Thread.State: ${state}\n\tat a.B.c(B.java:${line})`;
  const before = dump(at('a', 1, 'RUNNABLE', '10.00', 1), at('b', 2, 'BLOCKED', '5.00', 1), at('gone', 3, 'WAITING', '1.00', 1));
  const after = dump(at('a', 1, 'BLOCKED', '25.50', 2), at('b', 2, 'BLOCKED', '5.00', 1), at('new', 4, 'WAITING', '1.00', 1));

  it('[TD-40] pairs threads by name and Java id', () => {
    const [first, ...rest] = loaded([...readText(before), ...readText(after)]);
    expect(THREAD_DUMP.diff([first!, ...rest])).toMatchObject({
      added: [{ key: 'new #4', state: 'WAITING' }],
      removed: [{ key: 'gone #3' }],
      changed: [{ key: 'a #1', before: { state: 'RUNNABLE', topFrame: 'a.B.c(B.java:1)' }, after: { state: 'BLOCKED', topFrame: 'a.B.c(B.java:2)' }, delta: { cpuMs: 15.5 } }],
    });
  });

  it('[TD-40] shows a state column for each of up to six captures', () => {
    const [first, ...rest] = loaded([...readText(before), ...readText(after), ...readText(after)]);
    const view = THREAD_DUMP.series.find(({ id }) => id === 'threads-diff')!;
    const table = view.build([first!, ...rest]);
    const rows = Array.from({ length: table.rowCount }, (_, row) => ['change', 'name', 'state1', 'state2', 'state3', 'cpuDelta'].map((column) => cell(table, column, row)));
    expect(rows).toContainEqual(['changed', 'a', 'RUNNABLE', 'BLOCKED', 'BLOCKED', 15.5]);
    expect(rows).toContainEqual(['removed', 'gone', 'WAITING', null, null, null]);
    expect(rows).toContainEqual(['same', 'b', 'BLOCKED', 'BLOCKED', 'BLOCKED', 0]);
    expect(view.columns(7).filter(({ id }) => id.startsWith('state')).map(({ header }) => header)).toEqual(['threadDump.column.state1', 'threadDump.column.stateLast']);
  });
});
