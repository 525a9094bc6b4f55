import { describe, expect, it } from 'vitest';
import { ACTIVITIES, FRAME_RULES } from './activity-rules.ts';
import { THREAD_DUMP } from '../kind.ts';
import { namePattern, poolPatterns } from './pool-pattern.ts';
import { threadPools } from '../views/pools-table.ts';
import { fixtureBytes, only, readBytes, readText } from '../testing/read-dumps.ts';
import { activityOf, isIdle } from './thread-activity.ts';

function dumpOf(state: string, ...frames: readonly string[]) {
  return only(readText(`"t" #9 prio=5 os_prio=0 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: ${state}\n${frames.map((frame) => `\tat ${frame}\n`).join('')}\n`)).model;
}

const PARK = ['jdk.internal.misc.Unsafe.park(java.base@21.0.9/Native Method)', 'java.util.concurrent.locks.LockSupport.park(java.base@21.0.9/LockSupport.java:221)'];
const READ = ['sun.nio.ch.SocketDispatcher.read0(java.base@17.0.15/Native Method)', 'sun.nio.ch.NioSocketImpl.tryRead(java.base@17.0.15/NioSocketImpl.java:261)', 'java.net.Socket$SocketInputStream.read(java.base@17.0.15/Socket.java:966)'];

const STACKS: readonly (readonly [string, string, readonly string[]])[] = [
  ['is-blocked', 'BLOCKED (on object monitor)', ['org.postgresql.Driver.connect(Driver.java:1)']],
  ['selects', 'RUNNABLE', ['sun.nio.ch.EPoll.wait(java.base@17.0.15/Native Method)', 'sun.nio.ch.EPollSelectorImpl.doSelect(java.base@17.0.15/EPollSelectorImpl.java:118)']],
  ['selects', 'RUNNABLE', ['sun.nio.ch.EPoll.wait(Native Method)', 'sun.nio.ch.SelectorImpl.select(S.java:1)', 'jdk.internal.net.http.HttpClientImpl$SelectorManager.run(H.java:1)']],
  ['accepts', 'RUNNABLE', ['java.net.PlainSocketImpl.socketAccept(Native Method)', 'java.net.ServerSocket.accept(ServerSocket.java:1)']],
  ['idle', 'WAITING (parking)', [...PARK, 'java.util.concurrent.LinkedBlockingQueue.take(LinkedBlockingQueue.java:435)', 'java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)']],
  ['idle', 'TIMED_WAITING (parking)', [...PARK, 'java.util.concurrent.SynchronousQueue$TransferStack.transfer(SynchronousQueue.java:401)', 'java.util.concurrent.SynchronousQueue.poll(SynchronousQueue.java:903)']],
  ['idle', 'WAITING (parking)', [...PARK, 'java.util.concurrent.ForkJoinPool.awaitWork(ForkJoinPool.java:1893)']],
  ['sleeps', 'TIMED_WAITING (sleeping)', ['java.lang.VirtualThread.parkNanos(VirtualThread.java:1)', 'java.lang.VirtualThread.sleepNanos(VirtualThread.java:1)', 'java.lang.Thread.sleep(Thread.java:509)']],
  ['waits-for-connection', 'TIMED_WAITING (parking)', [...PARK, 'java.util.concurrent.SynchronousQueue.poll(SynchronousQueue.java:903)', 'com.zaxxer.hikari.util.ConcurrentBag.borrow(ConcurrentBag.java:151)', 'com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:162)']],
  ['waits-for-connection', 'WAITING (parking)', [...PARK, 'org.apache.commons.pool2.impl.LinkedBlockingDeque.takeFirst(L.java:1)', 'org.apache.commons.pool2.impl.GenericObjectPool.borrowObject(G.java:1)']],
  ['waits-for-permit', 'WAITING (parking)', [...PARK, 'java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly(A.java:1)', 'java.util.concurrent.Semaphore.acquire(Semaphore.java:1)']],
  ['queries-database', 'RUNNABLE', [...READ, 'org.postgresql.core.PGStream.receiveChar(PGStream.java:1)', 'a.Dao.find(Dao.java:1)']],
  ['queries-database', 'RUNNABLE', [...READ, 'a.own.Driver.ask(Driver.java:1)', 'org.apache.tomcat.dbcp.dbcp2.DelegatingStatement.executeQuery(DelegatingStatement.java:324)']],
  ['queries-database', 'RUNNABLE', [...READ, 'com.tmax.tibero.jdbc.comm.TbStream.readMsg(T.java:1)']],
  ['uses-messaging', 'TIMED_WAITING (on object monitor)', ['java.lang.Object.wait(Native Method)', 'org.apache.kafka.clients.producer.KafkaProducer.waitOnMetadata(K.java:1)']],
  ['calls-http', 'RUNNABLE', [...READ, 'sun.net.www.http.HttpClient.parseHTTP(java.base@17.0.15/HttpClient.java:1)', 'a.B.call(B.java:1)']],
  ['awaits-result', 'WAITING (parking)', [...PARK, 'java.util.concurrent.FutureTask.awaitDone(FutureTask.java:447)', 'java.util.concurrent.FutureTask.get(FutureTask.java:190)']],
  ['awaits-result', 'WAITING (on object monitor)', ['java.lang.Object.wait(Native Method)', 'java.lang.Thread.join(Thread.java:1304)']],
  ['writes-log', 'RUNNABLE', ['java.io.FileOutputStream.writeBytes(Native Method)', 'ch.qos.logback.core.OutputStreamAppender.append(O.java:1)']],
  ['resolves-name', 'RUNNABLE', ['java.net.Inet6AddressImpl.lookupAllHostAddr(Native Method)']],
  ['connects', 'RUNNABLE', ['sun.nio.ch.Net.connect0(Native Method)', 'sun.nio.ch.NioSocketImpl.connect(NioSocketImpl.java:1)']],
  ['reads-socket', 'RUNNABLE', READ],
  ['reads-socket', 'WAITING', ['java.lang.VirtualThread.park(VirtualThread.java:582)', 'sun.nio.ch.Poller.poll(Poller.java:139)', 'sun.nio.ch.NioSocketImpl.park(NioSocketImpl.java:174)', 'sun.nio.ch.NioSocketImpl.implRead(NioSocketImpl.java:309)']],
  ['writes-socket', 'RUNNABLE', ['java.net.SocketOutputStream.socketWrite0(Native Method)']],
  ['waits-for-process', 'WAITING (on object monitor)', ['java.lang.Object.wait(Native Method)', 'java.lang.ProcessImpl.waitFor(ProcessImpl.java:1)']],
  ['uses-file', 'RUNNABLE', ['java.io.FileInputStream.readBytes(Native Method)', 'a.B.load(B.java:1)']],
  ['waits-for-lock', 'WAITING (parking)', [...PARK, 'java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire(A.java:1)', 'java.util.concurrent.locks.ReentrantLock.lock(R.java:1)']],
  ['waits', 'WAITING (on object monitor)', ['java.lang.Object.wait(Native Method)', 'a.B.c(B.java:1)']],
  ['parks', 'WAITING (parking)', [...PARK, 'a.B.c(B.java:1)']],
  ['carries-virtual', 'none', ['jdk.internal.vm.Continuation.run(Continuation.java:251)', 'java.lang.VirtualThread.runContinuation(VirtualThread.java:224)']],
  ['loads-class', 'RUNNABLE', ['java.lang.ClassLoader.defineClass1(Native Method)']],
  ['runs', 'RUNNABLE', ['a.B.c(B.java:1)']],
  ['unknown', 'WAITING', ['a.B.c(B.java:1)']],
];

describe('activity', () => {
  it.each(STACKS)('[TD-36] tells %s by the stack (%s, %j)', (activity, state, frames) => {
    expect(activityOf(dumpOf(state, ...frames), 0)).toBe(activity);
  });

  it('[TD-36] has an example here for every rule about frames', () => {
    const shown = new Set(STACKS.map(([activity]) => activity));
    expect(FRAME_RULES.map(({ activity }) => activity).filter((activity) => !shown.has(activity))).toEqual([]);
  });

  it('[TD-36] has words for every activity', () => {
    for (const language of ['en', 'ko'] as const) expect(ACTIVITIES.filter((code) => !Object.hasOwn(THREAD_DUMP.messages[language], `threadDump.activity.${code}`))).toEqual([]);
  });

  it('[TD-36] reads the JVM’s own threads and class-init waits of real dumps', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--class-init-jcmd-l')));
    const seen = new Map(Array.from({ length: model.threads.count }, (_, row) => [new TextDecoder().decode(model.symbols.texts.bytes.subarray(model.symbols.texts.offsets[model.threads.name[row]!], model.symbols.texts.offsets[model.threads.name[row]! + 1])), activityOf(model, row)]));
    expect(Object.fromEntries(seen)).toMatchObject({ 'reader-0': 'sleeps', 'reader-1': 'initializes', 'VM Thread': 'serves-vm', 'C2 CompilerThread0': 'compiles', Finalizer: 'idle', 'Reference Handler': 'idle' });
    expect([...seen].filter(([name]) => name.startsWith('GC ') || name.startsWith('G1 ')).every(([, activity]) => activity === 'collects-garbage')).toBe(true);
  });

  it('[TD-36] takes a pool thread between tasks for idle, a thread on a queue of tasks it submitted not', () => {
    expect(isIdle(dumpOf('WAITING (parking)', ...PARK, 'java.util.concurrent.LinkedBlockingQueue.take(L.java:1)'), 0)).toBe(true);
    expect(isIdle(dumpOf('WAITING (parking)', ...PARK, 'java.util.concurrent.FutureTask.get(F.java:1)'), 0)).toBe(false);
  });
});

describe('pools', () => {
  it('[TD-37] keeps the numbers a pool shares', () => {
    expect(poolPatterns(['http-nio-8080-exec-1', 'http-nio-8080-exec-12', 'http-nio-8443-exec-1', 'http-nio-8443-exec-2', 'main'])).toEqual(['http-nio-8080-exec-N', 'http-nio-8080-exec-N', 'http-nio-8443-exec-N', 'http-nio-8443-exec-N', 'main']);
    expect(poolPatterns(['pool-1-thread-1', 'pool-2-thread-1', 'pool-3-thread-1'])).toEqual(['pool-N-thread-N', 'pool-N-thread-N', 'pool-N-thread-N']);
    expect(poolPatterns(['RMI TCP Connection(1)-10.0.0.3', 'RMI TCP Connection(2)-10.0.0.44', 'C1 CompilerThread0', 'C2 CompilerThread0'])).toEqual(['RMI TCP Connection(N)-N', 'RMI TCP Connection(N)-N', 'C1 CompilerThread0', 'C2 CompilerThread0']);
    expect(['worker 7 of 9', 'G1 Service', 'C2 CompilerThread0', 'qtp1556595366-42', 'GC Thread#3'].map(namePattern)).toEqual(['worker N of N', 'G1 Service', 'C2 CompilerThreadN', 'qtpN-N', 'GC Thread#N']);
  });

  it('[TD-37] counts every thread of a real dump in one pool', () => {
    for (const fixture of ['openjdk17--parked-pool-jcmd', 'temurin25--virtual-threads-jcmd-l']) {
      const { model } = only(readBytes(fixtureBytes(fixture)));
      const pools = threadPools(model);
      expect(pools.flatMap(({ threads }) => threads).toSorted((a, b) => a - b)).toEqual(Array.from({ length: model.threads.count }, (_, row) => row));
    }
    const { model } = only(readBytes(fixtureBytes('openjdk17--parked-pool-jcmd')));
    expect(threadPools(model).map(({ pattern, threads }) => [pattern, threads.length])).toContainEqual(['pool-1-thread-N', 20]);
  });
});
