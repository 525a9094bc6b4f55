import { describe, expect, it } from 'vitest';
import { contractOf } from '../testing/contract-of.ts';
import { fixtureBytes, only, readBytes, readText } from '../testing/read-dumps.ts';
import { toContract } from '../to-contract.ts';

const PROLOGUE = 'Attaching to process ID 31781, please wait...\nDebugger attached successfully.\nServer compiler detected.\nJVM version is 25.212-b03\nDeadlock Detection:\n\nNo deadlocks found.\n\n';

describe('the serviceability agent', () => {
  it('[TD-64] names threads without names by their number, and keeps VM states apart from Java’s', () => {
    const data = contractOf(`${PROLOGUE}Thread 8357: (state = BLOCKED)\n - java.lang.Thread.sleep(long) @bci=0 (Compiled frame; information may be imprecise)\n - A.run() @bci=7, line=38, pc=0x00007f, Method*=0x00 (Interpreted frame)\n\n\nThread t@9: (state = IN_NATIVE)\n\nLocked ownable synchronizers:\n    - None\n`);
    expect(data).toMatchObject({ dialect: 'hotspot-sa', vm: '25.212-b03', states: { none: 2, BLOCKED: 0 } });
    expect(data.threads).toMatchObject([
      { name: 'Thread 8357', nid: 8357, state: null, headerState: 'BLOCKED', topFrame: 'java.lang.Thread.sleep(long) @bci=0', frameCount: 2 },
      { name: 'Thread t@9', nid: 9, headerState: 'IN_NATIVE', frameCount: 0 },
    ]);
  });

  it('[TD-64] matches its deadlock report with the cycle of the locks', () => {
    const dump = only(readBytes(fixtureBytes('openjdk17--lock-deadlock-jhsdb-l')));
    expect(dump).toMatchObject({ tool: 'jhsdb jstack', unparsedLines: 0 });
    expect(toContract(dump.model)).toMatchObject({ deadlocks: [{ threads: ['stock-then-prices', 'prices-then-stock'], printedByJvm: true }] });
  });

  it('[TD-64] takes each block of -m for a thread, with its name where it has one', () => {
    const dump = only(readBytes(fixtureBytes('openjdk17--monitor-deadlock-jhsdb-m')));
    expect(dump).toMatchObject({ tool: 'jhsdb jstack --mixed', unparsedLines: 0 });
    const { threads, deadlocks } = toContract(dump.model) as unknown as { threads: { name: string; nid: number; topFrame: string }[]; deadlocks: unknown[] };
    expect(threads).toHaveLength(22);
    expect(threads.filter(({ name }) => name.startsWith('Thread '))).toHaveLength(8);
    expect(threads.every(({ nid }) => nid > 0)).toBe(true);
    expect(deadlocks).toHaveLength(1);
    const java = contractOf(`----------------- 7 -----------------\n0x00007f3c5b0c0a82\t__pthread_cond_wait + 0xc2\n0x00007f3c4502a999\t* java.lang.Object.wait(long) bci:0 (Interpreted frame)\n`);
    expect(java.threads).toMatchObject([{ name: 'Thread 7', nid: 7, topFrame: '__pthread_cond_wait + 0xc2', frameCount: 2 }]);
  });

  it('[TD-64] knows frames of its kind under a header that the JVM would write too', () => {
    const data = contractOf('"main" #1 prio=5 tid=0x1 nid=0x7 runnable [0x0]\n   java.lang.Thread.State: RUNNABLE\n   JavaThread state: _thread_in_vm\n - A.run() @bci=7, line=38 (Interpreted frame)\n\t- locked <0x1> (a X)\n - B.run() @bci=8 (Interpreted frame)\n');
    expect(data).toMatchObject({ dialect: 'hotspot-sa', threads: [{ name: 'main', topFrame: 'A.run() @bci=7, line=38', frameCount: 2 }] });
  });

  it('[TD-64] begins a new dump where the agent attaches again, and counts unknown lines', () => {
    const thread = 'Thread 1: (state = BLOCKED)\n';
    expect(readText(`${PROLOGUE}${thread}what?\n${thread}${PROLOGUE}${thread}`).map(({ model, unparsedLines }) => [model.threads.count, unparsedLines])).toEqual([[2, 1], [1, 0]]);
  });
});
