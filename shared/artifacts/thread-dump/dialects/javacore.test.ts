import { describe, expect, it } from 'vitest';
import { contractOf } from '../testing/contract-of.ts';
import { only, readText } from '../testing/read-dumps.ts';

const HEAD = `0SECTION       TITLE subcomponent dump routine
NULL           ===============================
1TISIGINFO     Dump Event "user" (00004000) received
1TIDATETIMEUTC Date: 2024/11/18 at 18:20:39:414 (UTC)
1TIDATETIME    Date: 2024/11/18 at 12:20:39:414
1CIJAVAVERSION JRE 17 Linux amd64-64 (build 17.0.6)
`;
const LOCKS = `0SECTION       LOCKS subcomponent dump routine
1LKMONPOOLDUMP Monitor Pool Dump (flat & inflated object-monitors):
2LKMONINUSE      sys_mon_t:0x08C2B344 infl_mon_t: 0x08C2B384:
3LKMONOBJECT       java/lang/Object@0xB5666698: owner "Worker 3" (J9VMThread:0x0000000094507500), entry count 1
3LKWAITERQ            Waiting to enter:
3LKWAITER                "Worker "2"" (J9VMThread:0x94501D00)
2LKMONINUSE      sys_mon_t:0x08C2B3A0 infl_mon_t: 0x08C2B3E0:
3LKMONOBJECT       java/lang/Object@0xB5666678: Flat locked by "Worker "2"" (J9VMThread:0x94501D00), entry count 1
3LKWAITERQ            Waiting to enter:
3LKWAITER                "Worker 3" (J9VMThread:0x94507500)
1LKREGMONDUMP  JVM System Monitor Dump (registered monitors):
2LKREGMON          Thread global lock (0x1234): owner "Worker 3" (J9VMThread:0x94507500), entry count 1
3LKWAITERQ            Waiting to enter:
3LKWAITER                "main" (J9VMThread:0x1)
1LKDEADLOCK    Deadlock detected !!!
NULL           ---------------------
2LKDEADLOCKTHR  Thread "Worker "2"" (0x94501D00)
3LKDEADLOCKWTR    is waiting for:
4LKDEADLOCKMON      sys_mon_t:0x08C2B344 infl_mon_t: 0x08C2B384:
4LKDEADLOCKOBJ      java/lang/Object@0xB5666698
3LKDEADLOCKOWN    which is owned by:
2LKDEADLOCKTHR  Thread "Worker 3" (0x94507500)
3LKDEADLOCKWTR    which is waiting for:
4LKDEADLOCKOBJ      java/lang/Object@0xB5666678
3LKDEADLOCKOWN    which is owned by:
2LKDEADLOCKTHR  Thread "Worker "2"" (0x94501D00)
`;
const THREADS = `0SECTION       THREADS subcomponent dump routine
1XMCURTHDINFO  Current thread
3XMTHREADINFO      "main" J9VMThread:0x0000000000000001, omrthread_t:0x2, java/lang/Thread:0x3, state:R, prio=5
3XMTHREADINFO3           No Java callstack associated with this thread
1XMTHDINFO     Thread Details
NULL
3XMTHREADINFO      "Worker "2"" J9VMThread:0x0000000094501D00, omrthread_t:0x2, java/lang/Thread:0x3, state:B, prio=5
3XMJAVALTHREAD            (java/lang/Thread getId:0x1F, isDaemon:true)
3XMTHREADINFO1            (native thread ID:0x15C, native priority:0x5, native policy:UNKNOWN, vmstate:CW, vm thread flags:0x00000101)
3XMCPUTIME               CPU usage total: 1.264468000 secs, user: 1.0 secs, system: 0.2 secs, current category="Application"
3XMTHREADBLOCK     Blocked on: java/lang/Object@0xB5666698 Owned by: "Worker 3" (J9VMThread:0x94507500, java/lang/Thread:0xB5666000)
3XMHEAPALLOC             Heap bytes allocated since last GC cycle=1024 (0x400)
3XMTHREADINFO3           Java callstack:
4XESTACKTRACE                at com/acme/Locker.run(Locker.java:12(Compiled Code))
5XESTACKTRACE                   (entered lock: java/lang/Object@0xB5666678, entry count: 1)
4XESTACKTRACE                at java/lang/Thread.run(Bytecode PC:12)
3XMTHREADINFO3           Native callstack:
4XENATIVESTACK               pthread_cond_wait+0x211 (0x00007FFFFF5FCA41 [libc.so.6+0x93a41])
NULL
3XMTHREADINFO      "Worker 3" J9VMThread:0x0000000094507500, omrthread_t:0x2, java/lang/Thread:0x3, state:CW, prio=5
3XMTHREADBLOCK     Parked on: java/util/concurrent/locks/ReentrantLock$NonfairSync@0x77 Owned by: "main" (J9VMThread:0x1, java/lang/Thread:0x3)
3XMTHREADINFO3           Native callstack:
4XENATIVESTACK               pthread_cond_wait+0x211 (0x00007FFFFF5FCA41 [libc.so.6+0x93a41])
3XMTHREADINFO      Anonymous native thread
3XMTHREADINFO1            (native thread ID:0x25, native priority: 0x0, native policy:UNKNOWN)
4XENATIVESTACK               start_thread+0x1 (0x00007FFFFF5FCA41 [libc.so.6+0x93a41])
1XMTHDSUMMARY  Threads CPU Usage Summary
`;
const END = 'NULL           ---------------------- END OF DUMP -------------------------------------\n';

describe('javacores', () => {
  const text = `${HEAD}${LOCKS}${THREADS}${END}`;

  it('[TD-66] reads the date, the version, and each thread with its numbers', () => {
    expect(only(readText(text))).toMatchObject({ capturedAt: '2024-11-18T12:20:39.414', tool: 'javacore', unparsedLines: 0, model: { dialect: 'javacore', vm: 'JRE 17 Linux amd64-64 (build 17.0.6)' } });
    expect(contractOf(text).threads).toMatchObject([
      { name: 'Worker "2"', javaId: 0x1f, nid: 0x15c, daemon: true, state: 'BLOCKED', headerState: 'B', cpuMs: 1264.468, topFrame: 'com.acme.Locker.run(Locker.java:12)', frameCount: 2, fields: { vmstate: 'CW', category: 'Application', heap_allocated: '1024' } },
      { name: 'Worker 3', state: 'BLOCKED', headerState: 'CW', frameCount: 1 },
      { name: 'main', state: 'RUNNABLE', frameCount: 0 },
    ]);
  });

  it('[TD-66] joins the monitor section with the threads, and tells a deadlock once', () => {
    const { locks, deadlocks } = contractOf(text.replace(/(2LKDEADLOCKTHR[^]*?)(?=0SECTION)/, '$1NULL\n$1'));
    expect(locks.filter(({ world }) => world === 'monitor')).toMatchObject([
      { id: 'java/lang/Object@0xB5666698', className: 'java.lang.Object', owner: 'Worker 3', entryWaiters: ['Worker "2"'] },
      { id: 'java/lang/Object@0xB5666678', owner: 'Worker "2"', entryWaiters: ['Worker 3'] },
    ]);
    expect(locks.filter(({ world }) => world === 'synchronizer')).toMatchObject([{ owner: 'main', parked: ['Worker 3'] }]);
    expect(deadlocks).toEqual([{ threads: ['Worker "2"', 'Worker 3'], printedByJvm: true }]);
  });

  it('[TD-66] lists the current thread once, and tells how many native threads have no name', () => {
    const again = THREADS.replace('1XMTHDSUMMARY', '3XMTHREADINFO      "main" J9VMThread:0x1, omrthread_t:0x2, java/lang/Thread:0x3, state:R, prio=5\n4XESTACKTRACE                at A.b(C.java)\n1XMTHDSUMMARY');
    expect(contractOf(`${HEAD}${again}`).threads.map(({ name, frameCount }) => [name, frameCount])).toEqual([['Worker "2"', 2], ['Worker 3', 1], ['main', 1]]);
    expect(only(readText(text)).diagnostics.map(({ code, message }) => [code, message.params])).toEqual([['TD-ANONYMOUS-THREADS', { count: 1 }]]);
  });

  it('[TD-66] reads the headers of Java 1.4, and monitors locked by an ident', () => {
    const old = `${HEAD}2LKMONINUSE      sys_mon_t:0x0 infl_mon_t: 0x0:\n3LKMONOBJECT       java.lang.Object@53A/53B: Flat locked by thread ident 0x0F, entry count 1::\n3LKWAITER            "b" (0x2):::\n2LKFLATMON         ident 0xF "a" (0x0001) ee 0x8\n0SECTION       XM subcomponent dump routine\n2XMFULLTHDDUMP Full thread dump Classic VM (J2RE 1.4.2, native threads):\n3XMTHREADINFO      "a" (TID:0x9, sys_thread_t:0x1, state:CW, native ID:0xCD0) prio=5\n4XESTACKTRACE          at java.lang.Object.wait(Native Method)\n3XMTHREADINFO      "b" (TID:0x8, sys_thread_t:0x2, state:MW, native ID:0xCD1) prio=5\n`;
    const data = contractOf(old);
    expect(data.threads).toMatchObject([{ name: 'a', nid: 0xcd0, state: 'WAITING', topFrame: 'java.lang.Object.wait(Native Method)' }, { name: 'b', state: 'BLOCKED' }]);
    expect(data.locks).toMatchObject([{ id: 'java.lang.Object@53A/53B', owner: 'a', entryWaiters: ['b'] }]);
  });

  it('[TD-66] takes each title for a new dump, and counts lines without a tag', () => {
    expect(readText(`${text}noise\n${text.replace('NULL\n', 'no tag\nNULL\n')}`).map(({ model, unparsedLines }) => [model.threads.count, unparsedLines])).toEqual([[3, 0], [3, 1]]);
  });
});
