import { describe, expect, it } from 'vitest';
import { contractOf } from '../testing/contract-of.ts';
import { only, readText } from '../testing/read-dumps.ts';

const PREAMBLE = '1782\n2026-11-21T16:09:10.954998522Z\n21.0.4+7-LTS\n\n';
const JDK21 = `${PREAMBLE}#1 "main"\n      java.base/java.lang.Thread.sleep0(Native Method)\n      Main.main(Main.java:19)\n\n#30 "" virtual\n      java.base/java.lang.VirtualThread.park(VirtualThread.java:582)\n\n#31 "two\nlines" virtual\n`;

describe('the plain form of Thread.dump_to_file', () => {
  it('[TD-60] reads JDK 21: frames without `at`, no states, virtual threads without names', () => {
    expect(only(readText(JDK21))).toMatchObject({ capturedAt: '2026-11-21T16:09:10.954998522Z', tool: 'Thread.dump_to_file', span: { first: 1, last: 13 }, unparsedLines: 0, model: { dialect: 'hotspot-plain', vm: '21.0.4+7-LTS' } });
    expect(contractOf(JDK21).threads).toMatchObject([
      { name: 'main', javaId: 1, virtual: false, state: null, topFrame: 'java.lang.Thread.sleep0(java.base/Native Method)', frameCount: 2, line: 5 },
      { name: '', javaId: 30, virtual: true, frameCount: 1 },
      { name: 'two\nlines', javaId: 31, virtual: true, frameCount: 0 },
    ]);
  });

  it('[TD-60] reads the states and locks of JDK 25, and an owner told by its id', () => {
    const at = '2026-11-21T16:09:10.9Z';
    const lock = 'java.util.concurrent.locks.ReentrantLock$NonfairSync@657';
    const data = contractOf(`${PREAMBLE}#3 "a \\"b\\" #7" RUNNABLE ${at}\n    at X.a(X.java:1)\n    - locked <X@1>\n\n#4 "b" virtual WAITING ${at}\n    at X.park(X.java:2)\n    - parking to wait for <${lock}>, owner #3\n\n#5 "c" BLOCKED ${at}\n    at X.c(X.java:3)\n    - waiting to lock <X@1>\n    - lock is eliminated\n    - waiting on <>\n`);
    expect(data.threads.map(({ name, virtual, state }) => [name, virtual, state])).toEqual([['a \\"b\\" #7', false, 'RUNNABLE'], ['b', true, 'WAITING'], ['c', false, 'BLOCKED']]);
    expect(data.locks).toMatchObject([
      { id: 'X@1', className: 'X', world: 'monitor', owner: 'a \\"b\\" #7', entryWaiters: ['c'] },
      { id: lock, world: 'synchronizer', owner: 'a \\"b\\" #7', parked: ['b'] },
    ]);
  });

  it('[TD-60] counts unknown lines, takes a second dump for one, and goes back to HotSpot’s text', () => {
    const dumps = readText(`${JDK21}\n      ??? a line\n\n#40 "next"\n\n${JDK21}\nFull thread dump VM (1):\n\n"x" #1 prio=5 os_prio=0 tid=0x1 nid=0x1 runnable\n`);
    expect(dumps.map(({ model, unparsedLines }) => [model.dialect, model.threads.count, unparsedLines])).toEqual([['hotspot-plain', 4, 1], ['hotspot-plain', 3, 0], ['hotspot-text', 1, 0]]);
  });

  it('[TD-60] leaves numbered headings of other texts alone', () => {
    expect(readText('#1 "a heading"\n\ntext\n#2 "another" virtual\n')).toEqual([]);
  });

  it('[TD-60] gives no line to two dumps where a name that breaks off hides the heading of the next', () => {
    const spans = readText('Full thread dump VM (1):\n2026-11-21T16:09:10.95Z\n#5 "a\nFull thread dump VM (1):\n3LKMONOBJECT       X@0x1: owner "x" (J9VMThread:0x2), entry count 1').map(({ span }) => span);
    expect(spans.length).toBeGreaterThan(1);
    expect(spans.filter(({ first }, at) => at > 0 && first <= (spans[at - 1]?.last ?? 0))).toEqual([]);
  });

  it('[TD-60] takes no instant within a name for the heading of its thread', () => {
    const [, second] = readText('#3 "main" WAITING 2026-11-21T16:09:10.96Z\n#5 "a\n2026-11-21T16:09:10.95Z\nb" virtual');
    expect(second).toBeUndefined();
  });
});
