import { describe, expect, it } from 'vitest';
import { contractOf } from '../testing/contract-of.ts';
import { only, readText } from '../testing/read-dumps.ts';

const R27 = `
===== FULL THREAD DUMP ===============
Sun Jul 20 17:03:49 2014
BEA JRockit(R) R27.6.5-32_o-121899-1.5.0_19-20091001-2113-linux-x86_64

"Main "quoted" Thread" id=1 idx=0x4 tid=11648 prio=5 alive, in native, blocked
    -- Blocked trying to get lock: java/lang/Object@0x6f28838[fat lock]
    at jrockit/vm/Locks.monitorEnter(JLjava/lang/Object;)Ljava.lang.Object;(Native Method)@0x00CC0F23
    at com/acme/A.run(A.java:25)
    ^-- Holding lock: java/lang/String@0x1[recursive][thin lock]
    at jrockit/vm/RNI.c2java(JJJJJ)V(Native Method)
    -- end of trace

"other" id=? idx=0x10 tid=11663 prio=5 alive, in native, daemon
    -- Blocked trying to get lock: java/lang/String@0x1[thin lock]
    at com/acme/B.run(B.java:7)
    ^-- Holding lock: java/lang/Object@0x6f28838[fat lock]

"timer" id=7 idx=0x14 tid=0x2a prio=8 alive, sleeping, native_waiting, daemon
    -- Waiting for notification on: java/util/TaskQueue@0x9[fat lock]
    ^-- Lock released while waiting: java/util/TaskQueue@0x9[fat lock]
    -- Parking to wait for: java/util/concurrent/locks/AbstractQueuedSynchronizer$ConditionObject@0x5

Circular (deadlocked) lock chains
=================================
Chain 2:
"Main "quoted" Thread" id=1 idx=0x4 tid=11648 waiting for java/lang/Object@0x6f28838 held by:
"other" id=? idx=0x10 tid=11663 waiting for java/lang/String@0x1 held by:
"Main "quoted" Thread" id=1 idx=0x4 tid=11648

===== END OF THREAD DUMP ===============
`;

describe('JRockit', () => {
  it('[TD-65] reads headers, frames and locks of R27, and its circular chains', () => {
    expect(only(readText(R27))).toMatchObject({ capturedAt: '2014-07-20T17:03:49', unparsedLines: 0, span: { first: 2, last: 31 }, model: { dialect: 'jrockit' } });
    const data = contractOf(R27);
    expect(data.vm).toMatch(/^BEA JRockit/);
    expect(data.threads).toMatchObject([
      { name: 'Main "quoted" Thread', javaId: 1, nid: 11_648, daemon: false, state: 'BLOCKED', headerState: 'alive, in native, blocked', topFrame: 'jrockit.vm.Locks.monitorEnter(Native Method)', frameCount: 3 },
      { name: 'other', javaId: null, nid: 11_663, daemon: true, state: 'BLOCKED', frameCount: 1 },
      { name: 'timer', javaId: 7, nid: 0x2a, state: 'TIMED_WAITING' },
    ]);
    expect(data.locks.filter(({ world }) => world === 'monitor')).toMatchObject([
      { id: 'java/lang/Object@0x6f28838', className: 'java.lang.Object', owner: 'other', entryWaiters: ['Main "quoted" Thread'] },
      { id: 'java/lang/String@0x1', owner: 'Main "quoted" Thread', entryWaiters: ['other'] },
      { id: 'java/util/TaskQueue@0x9', owner: null, waitSet: ['timer'] },
    ]);
    expect(data.deadlocks).toEqual([{ threads: ['Main "quoted" Thread', 'other'], printedByJvm: true }]);
  });

  it('[TD-65] reads the headers of 8.1, which know no locks', () => {
    const data = contractOf('===== FULL THREAD DUMP ===============\n\n"x"  id: 0x0x00000080  prio: 5  WAITING, DAEMON, GCABLE\n    thread: 0x01FAB4F8  lastj: 0x0006FB48\n    pt_thr: 0x00000120\n    at java.lang.Thread.sleep(Unknown Source)@341DB0F5\n    --- End of stack trace\n\n"y"  id: 0x00000100  prio: 5  ACTIVE, NATIVE_LOCK_WAITING, NONDAEMON, GCABLE\n    No Java stack trace available\n\n=====================\n');
    expect(data.threads).toMatchObject([
      { name: 'x', nid: 0x120, daemon: true, state: 'WAITING', headerState: 'WAITING', topFrame: 'java.lang.Thread.sleep(Unknown Source)', fields: { id: '0x00000080' } },
      { name: 'y', daemon: false, state: 'RUNNABLE', frameCount: 0 },
    ]);
  });

  it('[TD-65] reads the braces of jrcmd, and a banner at the end of a line of a log', () => {
    const data = contractOf('<Error> <000000> <===== FULL THREAD DUMP ===============\nThu May 04 16:58:24 JST 2006\n\nThread-0x80 "Main Thread" <Waiting, priority=5> {\n    -- Waiting for notification on: weblogic/T3Srvr@1349b30[fat lock]\n    jrockit/vm/Threads.waitForSignal()V(Native Method)\n}\n\n\nThread-2 "(GC Main Thread)" <alive, in native, priority=5, DAEMON> {\n}\n\n\n======================================\n\n> \n');
    expect(data.threads).toMatchObject([{ name: 'Main Thread', state: 'WAITING', topFrame: 'jrockit.vm.Threads.waitForSignal(Native Method)', fields: { id: 'Thread-0x80' } }, { name: '(GC Main Thread)', daemon: true, state: 'RUNNABLE' }]);
  });

  it('[TD-65] takes an owner from the chains where no stack shows it, and ends with the dump', () => {
    const text = `${R27.split('"other"')[0]}Blocked lock chains\n===================\nChain 1:\n"Main "quoted" Thread" (id: 0x00000500) waiting for java/lang/Object@0x6f28838 held by:\n"gone" (id: 0x00000580) in chain 2\n\nOpen lock chains\n================\nChain 2:\n"gone" (id: 0x00000580) (waiting on notification)\n\n===== END OF THREAD DUMP ===============\n[JRockit] bye\n`;
    expect(only(readText(text))).toMatchObject({ unparsedLines: 0 });
    expect(contractOf(text.replaceAll('"gone"', '"Main "quoted" Thread"')).deadlocks).toEqual([]);
    expect(contractOf(text).locks[0]).toMatchObject({ owner: null, ownerUnknownBecause: 'owner-not-in-dump' });
  });
});
