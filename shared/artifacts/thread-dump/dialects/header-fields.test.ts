import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../base/json.ts';
import { fieldCells, fieldColumns } from './header-fields.ts';
import { fixtureBytes, only, readBytes, readText } from '../testing/read-dumps.ts';
import { toContract } from '../to-contract.ts';

/** Threads without what the derived fixture adds to them. */
function threadsOf(fixture: string): readonly JsonObject[] {
  const { threads } = toContract(only(readBytes(fixtureBytes(fixture))).model) as unknown as { threads: readonly JsonObject[] };
  return threads.map(({ fields: _fields, line: _line, ...thread }) => thread);
}

function firstThread(header: string): JsonObject {
  const { threads } = toContract(only(readText(`${header}\n   java.lang.Thread.State: RUNNABLE\n`)).model) as unknown as { threads: readonly JsonObject[] };
  return threads[0] ?? {};
}

describe('header fields of a JDK to come', () => {
  it('[TD-03] lose no thread and change nothing that is known', () => {
    expect(threadsOf('jdk27--invented-keys')).toEqual(threadsOf('temurin25--lock-deadlock-jcmd'));
    expect(only(readBytes(fixtureBytes('jdk27--invented-keys'))).unparsedLines).toBe(2);
  });

  it('[TD-03] become columns by themselves, numbers where all values are numbers', () => {
    const { model } = only(readBytes(fixtureBytes('jdk27--invented-keys')));
    const columns = fieldColumns(model);
    expect(columns.map(({ header, type }) => [header, type])).toEqual([['vthreads', 'number'], ['pri2', 'number'], ['x', 'text'], ['pinned', 'number'], ['note', 'text'], ['numa_node', 'number']]);
    expect(Object.keys(fieldCells(model))).toEqual(columns.map(({ id }) => id));
    expect(fieldColumns(only(readBytes(fixtureBytes('temurin25--lock-deadlock-jcmd'))).model)).toEqual([]);
  });

  it.each([
    ['a name that holds quotes and a quoted field', '"a "b" c" #7 daemon prio=5 "x=y" os_prio=0 tid=0x1 nid=0x7 runnable', 'a "b" c', 'runnable'],
    ['an unknown field first', '"t" colour=red #7 prio=5 tid=0x1 nid=0x7 waiting on condition', 't', 'waiting on condition'],
    ['unknown words before the address', '"t" #7 carrier pinned prio=5 tid=0x1 nid=0x7 runnable', 't', 'runnable'],
    ['only unknown fields', '"t" #7 colour=red size=3 tid=0x1 runnable', 't', 'runnable'],
  ])('[TD-02] end the name where it ends: %s', (_, header, name, headerState) => {
    expect(firstThread(header)).toMatchObject({ name, javaId: 7, headerState, state: 'RUNNABLE' });
  });

  it('[TD-02] make no header of JRockit’s lines, nor of words in a log', () => {
    for (const line of ['"Main Thread" id=1 idx=0x4 tid=31 prio=5 alive', '"quoted" key=value in a log', '"x" #7 said']) {
      expect(readText(`${line}\n`).flatMap(({ model }) => (model.dialect === 'hotspot-text' ? [model.threads.count] : []))).toEqual([]);
    }
  });
});
