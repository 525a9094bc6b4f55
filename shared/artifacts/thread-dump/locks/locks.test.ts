import { describe, expect, it } from 'vitest';
import { fixtureBytes, only, readBytes, readText } from '../testing/read-dumps.ts';
import { toContract } from '../to-contract.ts';

interface Lock { readonly id: string; readonly className: string; readonly world: string; readonly owner: string | null; readonly ownerUnknownBecause: string | null; readonly entryWaiters: readonly string[]; readonly waitSet: readonly string[]; readonly parked: readonly string[]; readonly line: number }
interface Data { readonly locks: readonly Lock[]; readonly deadlocks: readonly { readonly threads: readonly string[]; readonly printedByJvm: boolean }[] }

function dataOf(source: string): Data {
  return toContract(only(readText(source)).model) as unknown as Data;
}

function dataOfFixture(name: string): Data {
  return toContract(only(readBytes(fixtureBytes(name))).model) as unknown as Data;
}

/** A thread in the form of JDK 8. */
function thread(name: string, state: string, ...stack: readonly string[]): string {
  return `"${name}" #${name.length} prio=5 os_prio=0 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: ${state}\n${stack.map((line) => `\t${line}\n`).join('')}\n`;
}

const WAIT = 'at java.lang.Object.wait(Native Method)';

describe('monitors', () => {
  it('[TD-20] names the owner and the entry waiters', () => {
    const [lock] = dataOfFixture('openjdk17--convoy-jcmd-l').locks.filter(({ entryWaiters }) => entryWaiters.length > 0);
    expect(lock).toMatchObject({ className: 'java.lang.Object', world: 'monitor', owner: 'owner', ownerUnknownBecause: null, waitSet: [], parked: [] });
    expect(lock!.entryWaiters).toHaveLength(12);
  });

  it('[TD-20] does not take a thread in Object.wait for the owner of what it shows as locked', () => {
    const { locks } = dataOf(thread('waiter', 'WAITING (on object monitor)', WAIT, '- waiting on <0x1> (a X)', 'at a.B.c(B.java:1)', '- locked <0x1> (a X)') + thread('entering', 'BLOCKED (on object monitor)', 'at a.B.d(B.java:1)', '- waiting to lock <0x1> (a X)'));
    expect(locks).toEqual([{ id: '0x1', className: 'X', world: 'monitor', owner: null, ownerUnknownBecause: 'released-in-wait', entryWaiters: ['entering'], waitSet: ['waiter'], parked: [], line: 4 }]);
  });

  it.each([
    ['BLOCKED (on object monitor)', ['back'], []],
    ['WAITING (on object monitor)', [], ['back']],
  ])('[TD-21] counts "waiting to re-lock in wait()" by the state: %s', (state, entryWaiters, waitSet) => {
    const { locks } = dataOf(thread('back', state, WAIT, '- waiting on <0x1> (a X)', 'at a.B.c(B.java:1)', '- waiting to re-lock in wait() <0x1> (a X)', '- waiting to re-lock in wait() <0x1> (a X)'));
    expect(locks).toMatchObject([{ id: '0x1', entryWaiters, waitSet, owner: null }]);
  });

  it('[TD-21] keeps a thread that is RUNNABLE yet prints "waiting to lock" as an entry waiter', () => {
    expect(dataOf(thread('t', 'RUNNABLE', 'at a.B.c(B.java:1)', '- waiting to lock <0x1> (a X)')).locks).toMatchObject([{ entryWaiters: ['t'], owner: null }]);
  });

  it('[TD-22] takes the nearest locked monitor where a wait names no object', () => {
    const stack = [WAIT, '- waiting on <no object reference available>', 'at a.B.c(B.java:1)', '- locked <0x1> (a X)', 'at a.B.d(B.java:2)', '- locked <0x2> (a Y)'];
    expect(dataOf(thread('t', 'WAITING (on object monitor)', ...stack)).locks).toMatchObject([{ id: '0x1', owner: null, waitSet: ['t'] }, { id: '0x2', owner: 't', waitSet: [] }]);
  });

  it('[TD-06] lets eliminated locks hold nothing', () => {
    expect(dataOf(thread('t', 'RUNNABLE', 'at a.B.c(B.java:1)', '- eliminated <owner is scalar replaced> (a X)', '- eliminated <0x1> (a X)', '- locked <owner is scalar replaced>')).locks).toEqual([]);
  });

  it('[TD-24] says when more than one thread shows a monitor as locked', () => {
    const locked = (name: string) => thread(name, 'RUNNABLE', 'at a.B.c(B.java:1)', '- locked <0x1> (a X)');
    expect(dataOf(locked('a') + locked('bb')).locks).toMatchObject([{ owner: null, ownerUnknownBecause: 'several-candidates' }]);
  });
});

describe('synchronizers and classes', () => {
  it('[TD-23] knows the owner from the list', () => {
    expect(dataOfFixture('openjdk17--lock-deadlock-jstack-l').locks).toContainEqual(expect.objectContaining({ world: 'synchronizer', owner: 'stock-then-prices', parked: ['prices-then-stock', 'behind-them'] }));
  });

  it('[TD-23] knows the owner from a deadlock report where the list is missing', () => {
    expect(dataOfFixture('temurin25--lock-deadlock-jcmd').locks).toContainEqual(expect.objectContaining({ world: 'synchronizer', owner: 'stock-then-prices', ownerUnknownBecause: null }));
  });

  it('[TD-23] knows the thread that initializes a class', () => {
    for (const name of ['openjdk17--class-init-jcmd-l', 'temurin25--class-init-jcmd-l']) {
      expect(dataOfFixture(name).locks.filter(({ world }) => world === 'class-init')).toMatchObject([{ id: 'ClassInit$Slow', owner: 'reader-0', entryWaiters: ['reader-1', 'reader-2', 'reader-3'] }]);
    }
  });

  it('[TD-24] gives the reason why an owner is unknown', () => {
    const parked = (className: string, listed: boolean) =>
      dataOf(`${thread('t', 'WAITING (parking)', 'at a.B.c(B.java:1)', `- parking to wait for  <0x1> (a ${className})`)}${listed ? '   Locked ownable synchronizers:\n\t- None\n' : ''}`).locks[0]?.ownerUnknownBecause;
    const reentrant = 'java.util.concurrent.locks.ReentrantLock$NonfairSync';
    expect([parked(reentrant, false), parked(reentrant, true), parked('java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject', false), parked('java.util.concurrent.SynchronousQueue$TransferStack', true)]).toEqual(['synchronizers-not-listed', 'owner-not-in-dump', 'not-exclusively-owned', 'not-exclusively-owned']);
    expect(parked('java.util.concurrent.locks.ReentrantReadWriteLock$NonfairSync', true)).toBe('not-exclusively-owned');
    expect(dataOf(thread('t', 'WAITING (on object monitor)', WAIT, '- waiting on <0x1> (a X)')).locks[0]?.ownerUnknownBecause).toBe('only-waited-on');
    const wants = thread('wants', 'BLOCKED (on object monitor)', 'at a.B.c(B.java:1)', '- waiting to lock <0x1> (a X)');
    expect(dataOf(wants).locks[0]?.ownerUnknownBecause).toBe('owner-not-in-dump');
    expect(dataOf(wants + thread('t', 'RUNNABLE', 'at a.B.c(B.java:1)', '- eliminated <0x1> (a X)')).locks[0]?.ownerUnknownBecause).toBe('eliminated');
  });
});

describe('deadlocks', () => {
  const one = thread('a', 'BLOCKED', 'at a.B.c(B.java:1)', '- waiting to lock <0x2> (a X)', '- locked <0x1> (a X)');
  const other = thread('bb', 'BLOCKED', 'at a.B.d(B.java:1)', '- waiting to lock <0x1> (a X)', '- locked <0x2> (a X)');

  it('[TD-25] finds a cycle the JVM did not report', () => {
    expect(dataOf(one + other).deadlocks).toEqual([{ threads: ['a', 'bb'], printedByJvm: false }]);
  });

  it.each(['openjdk17--class-init-deadlock-jcmd-l', 'temurin25--class-init-deadlock-jcmd-l'])('[TD-25] finds cycles through class initialization, which the JVM does not report (%s)', (fixture) => {
    expect(dataOfFixture(fixture).deadlocks).toEqual([{ threads: ['prices-first', 'stock-first'], printedByJvm: false }, { threads: ['audit-first', 'ledger-first'], printedByJvm: false }]);
  });

  it('[TD-25] finds cycles of virtual threads, among themselves and with platform threads, which the JVM does not look for', () => {
    expect(dataOfFixture('temurin25--virtual-deadlock-dump-json').deadlocks).toEqual([{ threads: ['platform-audit-first', 'virtual-ledger-first'], printedByJvm: false }, { threads: ['virtual-stock-first', 'virtual-prices-first'], printedByJvm: false }]);
  });

  it('[TD-25] says when the JVM reported it too', () => {
    expect(dataOfFixture('openjdk17--monitor-deadlock-jstack').deadlocks).toEqual([{ threads: ['transfer-0', 'transfer-1', 'transfer-2'], printedByJvm: true }]);
  });

  it('[TD-25] goes through an ownable synchronizer when the dump shows its owner', () => {
    const sync = 'java.util.concurrent.locks.ReentrantLock$NonfairSync';
    const parked = (state: string) => `${thread('a', state, 'at a.B.c(B.java:1)', `- parking to wait for  <0x9> (a ${sync})`, '- locked <0x1> (a X)')}   Locked ownable synchronizers:\n\t- None\n\n${thread('bb', 'BLOCKED', 'at a.B.d(B.java:1)', '- waiting to lock <0x1> (a X)')}   Locked ownable synchronizers:\n\t- <0x9> (a ${sync})\n`;
    expect(dataOf(parked('WAITING (parking)')).deadlocks).toEqual([{ threads: ['a', 'bb'], printedByJvm: false }]);
    expect(dataOf(parked('TIMED_WAITING (parking)')).deadlocks).toEqual([]);
  });

  it('[TD-25] keeps a report that the printed locks do not show', () => {
    const report = 'Found one Java-level deadlock:\n=============================\n"a":\n  waiting to lock JVM TI raw monitor,\n  which is held by "bb"\n"bb":\n  waiting to lock JVM TI raw monitor,\n  which is held by "a"\n\nFound 1 deadlock.\n';
    const threads = thread('a', 'RUNNABLE', 'at a.B.c(B.java:1)') + thread('bb', 'RUNNABLE', 'at a.B.d(B.java:1)');
    expect(dataOf(`${threads}JNI global references: 1\n\n${report}`).deadlocks).toEqual([{ threads: ['a', 'bb'], printedByJvm: true }]);
  });
});
