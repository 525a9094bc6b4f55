import { describe, expect, it } from 'vitest';
import { contractOf } from '../testing/contract-of.ts';
import { fixtureBytes, only, readBytes, readText } from '../testing/read-dumps.ts';

describe('texts of ThreadInfo', () => {
  it('[TD-67] reads ThreadInfo.toString: owners by their ids, and stacks that are cut', () => {
    const text = '"w" daemon prio=5 Id=8 BLOCKED on X@1b owned by "o "q"" Id=7 (suspended) (in native)\n\tat app//X.m(X.java:3)\n\t-  blocked on X@1b\n\t...\n\n"o "q"" prio=5 Id=7 TIMED_WAITING\n\tat java.base@17/java.lang.Thread.sleep(Native Method)\n\n\tNumber of locked synchronizers = 1\n\t- a.L$NonfairSync@2c\n\n"p" Id=9 WAITING on a.L$NonfairSync@2c\n\tat sun.misc.Unsafe.park(Native Method)\n\t-  waiting on a.L$NonfairSync@2c\n\n"bare" Id=10 in WAITING\n';
    const data = contractOf(text);
    expect(data).toMatchObject({ dialect: 'jmx', vm: null });
    expect(data.threads).toMatchObject([
      { name: 'w', javaId: 8, daemon: true, state: 'BLOCKED', topFrame: 'X.m(X.java:3)', frameCount: 1, fields: { suspended: 'true', in_native: 'true' } },
      { name: 'o "q"', javaId: 7, state: 'TIMED_WAITING', topFrame: 'java.lang.Thread.sleep(java.base@17/Native Method)' },
      { name: 'p', state: 'WAITING' },
      { name: 'bare', javaId: 10, state: 'WAITING' },
    ]);
    expect(data.locks).toMatchObject([
      { id: 'X@1b', className: 'X', world: 'monitor', owner: 'o "q"', entryWaiters: ['w'] },
      { id: 'a.L$NonfairSync@2c', world: 'synchronizer', owner: 'o "q"', parked: ['p'] },
    ]);
    expect(only(readText(text)).diagnostics.map(({ code, span }) => [code, span?.first])).toEqual([['TD-STACK-CUT', 4]]);
  });

  it('[TD-67] takes the lock of a header whose stack does not tell it', () => {
    expect(contractOf('"w" Id=8 BLOCKED on X@1b owned by "o" Id=7\n\n"o" Id=7 RUNNABLE\n').locks).toMatchObject([{ id: 'X@1b', owner: 'o', entryWaiters: ['w'] }]);
  });

  it('[TD-67] reads VisualVM’s and Spring’s text below a banner of HotSpot', () => {
    const dump = only(readBytes(fixtureBytes('openjdk17--threadinfo-actuator-text')));
    expect(dump).toMatchObject({ capturedAt: '2026-11-21T16:20:00', unparsedLines: 0, span: { first: 1 }, model: { dialect: 'jmx' } });
    expect(dump.model.synchronizersListed).toBe(true);
  });

  it('[TD-67] reads JConsole, Jenkins and ThingWorx', () => {
    const jconsole = contractOf('Name: main loop\nState: TIMED_WAITING on java.lang.Object@1b\nTotal blocked: 1  Total waited: 2\n\nStack trace: \njava.lang.Object.wait(Native Method)\ncom.acme.Foo.bar(Foo.java:12)\n   - locked java.lang.String@77\n');
    expect(jconsole.threads).toMatchObject([{ name: 'main loop', state: 'TIMED_WAITING', topFrame: 'java.lang.Object.wait(Native Method)', frameCount: 2 }]);
    expect(jconsole.locks.map(({ id, waitSet, owner }) => [id, waitSet, owner])).toEqual([['java.lang.Object@1b', ['main loop'], null], ['java.lang.String@77', [], 'main loop']]);
    expect(contractOf('"Handling GET /x" id=80 (0x50) state=WAITING cpu=68%\n    - waiting on <0x1b> (a X)\n    at X.m(X.java)\n').threads).toMatchObject([{ javaId: 80, state: 'WAITING', fields: { cpu: '68%' } }]);
    expect(contractOf('"x" tid=0x114 in RUNNABLE\n    Blocked: 1[-1ms], Waited: 2[-1ms]\n    at X.m(X.java)\n').threads).toMatchObject([{ javaId: 0x114, state: 'RUNNABLE', frameCount: 1 }]);
  });

  it('[TD-67] counts unknown lines, and goes back to HotSpot’s text', () => {
    const dumps = readText('"w" Id=8 RUNNABLE\n??\n\tat X.m(X.java)\n\n"x" #1 prio=5 os_prio=0 tid=0x1 nid=0x1 runnable\n\tat X.a(X.java)\n');
    expect(dumps.map(({ model, unparsedLines }) => [model.dialect, unparsedLines])).toEqual([['jmx', 1], ['hotspot-text', 0]]);
  });
});
