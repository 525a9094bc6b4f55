import { describe, expect, it } from 'vitest';
import { THREAD_DUMP } from '../kind.ts';
import { ownerUnknownBecause, threadName } from '../dump-reading.ts';
import { unownedQueues } from './owner-candidates.ts';
import { fixtureBytes, loaded, only, readBytes, readText } from '../testing/read-dumps.ts';

function summary(source: string | Uint8Array) {
  const { model } = only(typeof source === 'string' ? readText(source) : readBytes(source));
  return unownedQueues(model).map(({ lock, waiters, candidates }) => ({
    why: ownerUnknownBecause(model, lock),
    waiters: waiters.map(({ thread }) => threadName(model, thread)),
    candidates: candidates.map(({ thread, confidence }) => `${threadName(model, thread)} ${confidence}`),
  }));
}

function lineOf(fixture: string, line: number): string {
  return new TextDecoder().decode(fixtureBytes(fixture)).split('\n')[line - 1] ?? '';
}

/** Two threads ask a Hikari pool, one uses a connection of it, one is between tasks. */
function poolDump(): string {
  const thread = (name: string, state: string, ...lines: readonly string[]) => `"${name}" #1 prio=5 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: ${state}\n${lines.map((line) => `\t${line}\n`).join('')}\n`;
  const asks = ['at jdk.internal.misc.Unsafe.park(java.base@21/Native Method)', '- parking to wait for  <0x7> (a java.util.concurrent.SynchronousQueue$TransferStack)', 'at java.util.concurrent.SynchronousQueue.poll(java.base@21/S.java:1)', 'at com.zaxxer.hikari.util.ConcurrentBag.borrow(C.java:1)', 'at com.zaxxer.hikari.HikariDataSource.getConnection(H.java:1)', 'at a.OrderDao.find(OrderDao.java:9)'];
  return (
    thread('asks-1', 'TIMED_WAITING (parking)', ...asks) +
    thread('asks-2', 'TIMED_WAITING (parking)', ...asks) +
    thread('has-one', 'RUNNABLE', 'at java.net.SocketInputStream.socketRead0(Native Method)', 'at org.postgresql.core.PGStream.receive(P.java:1)', 'at com.zaxxer.hikari.pool.HikariProxyPreparedStatement.executeQuery(H.java)', 'at a.UserDao.load(UserDao.java:4)') +
    thread('idle', 'WAITING (parking)', 'at jdk.internal.misc.Unsafe.park(java.base@21/Native Method)', 'at java.util.concurrent.ThreadPoolExecutor.getTask(T.java:1)', 'at a.OrderDao.find(OrderDao.java:12)')
  );
}

describe('owner candidates', () => {
  it('[TD-26] finds who stands past the call that others wait in, without -l', () => {
    const [readWrite, semaphore, lock] = summary(fixtureBytes('openjdk17--shared-holders-jcmd'));
    expect(semaphore).toEqual({ why: 'not-exclusively-owned', waiters: ['renderer-2', 'renderer-3', 'renderer-4'], candidates: ['renderer-0 high', 'renderer-1 high'] });
    expect(lock).toEqual({ why: 'synchronizers-not-listed', waiters: ['payer-1', 'payer-2', 'payer-3'], candidates: ['payer-0 high'] });
    expect(readWrite!.waiters).toEqual(['writer-0', 'writer-1', 'writer-2']);
    expect(readWrite!.candidates.slice(0, 2)).toEqual(['reader-0 low', 'reader-1 low']);
  });

  it('[TD-26] points at the frame that says so', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--shared-holders-jcmd')));
    const lines = unownedQueues(model)[1]!.candidates.map(({ line }) => lineOf('openjdk17--shared-holders-jcmd', line).trim());
    expect(lines).toEqual(['at SharedHolders.render(SharedHolders.java:27)', 'at SharedHolders.render(SharedHolders.java:27)']);
  });

  it('[TD-26] offers no candidates where the owner is known, and none for idle pools', () => {
    const { model } = only(readBytes(fixtureBytes('temurin25--shared-holders-jcmd-l')));
    expect(unownedQueues(model).map(({ lock }) => model.locks.owner[lock])).toEqual([-1, -1]);
    for (const fixture of ['openjdk17--parked-pool-jcmd', 'openjdk17--deep-stacks-jcmd-l', 'openjdk17--convoy-jcmd-l']) expect(summary(fixtureBytes(fixture))).toEqual([]);
  });

  it('[TD-26] takes a thread inside a pooled connection for a holder of one', () => {
    expect(summary(poolDump())).toEqual([{ why: 'not-exclusively-owned', waiters: ['asks-1', 'asks-2'], candidates: ['has-one high'] }]);
  });

  it('[TD-26] makes no owner, chain or deadlock of a candidate, and says candidate in the JSON', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--shared-holders-jcmd')));
    const { locks, deadlocks } = THREAD_DUMP.toContract(model) as unknown as { locks: { owner: unknown; ownerUnknownBecause: unknown; ownerCandidates?: unknown }[]; deadlocks: unknown[] };
    expect(deadlocks).toEqual([]);
    expect(locks.filter(({ ownerCandidates }) => ownerCandidates !== undefined).map(({ owner, ownerUnknownBecause }) => [owner, ownerUnknownBecause])).toEqual([[null, 'synchronizers-not-listed'], [null, 'not-exclusively-owned'], [null, 'synchronizers-not-listed']]);
    expect(locks.map(({ ownerCandidates }) => ownerCandidates)).toContainEqual([{ thread: 'payer-0', confidence: 'high', line: 172 }]);
  });

  it('[TD-38] tells of the queue with certainty candidate', () => {
    const findings = loaded(readBytes(fixtureBytes('openjdk17--shared-holders-jcmd'))).flatMap((artifact) => THREAD_DUMP.analyzers.flatMap((analyze) => analyze(artifact)));
    expect(findings.map(({ rule, certainty, weight }) => [rule, certainty, weight])).toEqual([['unowned-queue', 'computed', 3], ['unowned-queue', 'candidate', 3], ['unowned-queue', 'candidate', 3]]);
  });

  it('[TD-26] draws candidates weaker than owners in the lock view', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--shared-holders-jcmd')));
    const semaphore = THREAD_DUMP.trees[0]!.build(model)[1]!;
    expect(semaphore.children.map(({ label, tone }) => [label.key, tone])).toEqual([['threadDump.tree.candidate.high', 'muted'], ['threadDump.tree.candidate.high', 'muted'], ['threadDump.tree.waiters', 'neutral']]);
  });

  it('[TD-27] tells of a circle that candidates would close, and of no other', () => {
    const possible = (source: string | Uint8Array) => loaded(typeof source === 'string' ? readText(source) : readBytes(source)).flatMap((artifact) => THREAD_DUMP.analyzers.flatMap((analyze) => analyze(artifact))).filter(({ rule }) => rule === 'possible-deadlock');
    const [finding, ...more] = possible(fixtureBytes('temurin25--virtual-deadlock-dump-json'));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning', certainty: 'candidate', subject: '["virtual-lock-a","virtual-lock-b"]', weight: 2 });
    expect(finding!.evidence.map(({ line }) => lineOf('temurin25--virtual-deadlock-dump-json', line).includes('lockBoth') || lineOf('temurin25--virtual-deadlock-dump-json', line).includes('ReentrantLock'))).toEqual([true, true, true, true]);
    for (const fixture of ['openjdk17--shared-holders-jcmd', 'temurin25--lock-deadlock-jcmd', 'openjdk17--monitor-deadlock-jstack']) expect(possible(fixtureBytes(fixture))).toEqual([]);
  });
});
